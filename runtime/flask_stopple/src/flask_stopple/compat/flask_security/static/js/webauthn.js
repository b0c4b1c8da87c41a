// Passkeys: asks the device what the server asked, and gives back its answer as the text that the form `credential` takes.
// Templates of applications call handleRegister and handleSignin; each answers {credential, error_msg}, and one of the two is null.
"use strict";

const wanToBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const wanToText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const wanWithIds = (list) => (list ?? []).map((it) => ({ ...it, id: wanToBytes(it.id) }));

async function wanAsk(question) {
  if (!window.PublicKeyCredential) return { credential: null, error_msg: "This browser does not know passkeys." };
  try {
    return { credential: JSON.stringify(await question()), error_msg: null };
  } catch (error) {
    return { credential: null, error_msg: String(error.message || error.name) };
  }
}

function handleRegister(jsonOptions) {
  return wanAsk(async () => {
    const options = JSON.parse(jsonOptions);
    options.challenge = wanToBytes(options.challenge);
    options.user.id = wanToBytes(options.user.id);
    options.excludeCredentials = wanWithIds(options.excludeCredentials);
    const made = await navigator.credentials.create({ publicKey: options });
    return {
      id: made.id,
      rawId: wanToText(made.rawId),
      type: made.type,
      response: {
        attestationObject: wanToText(made.response.attestationObject),
        clientDataJSON: wanToText(made.response.clientDataJSON),
        transports: made.response.getTransports?.() ?? [],
      },
      extensions: JSON.stringify(made.getClientExtensionResults()),
    };
  });
}

function handleSignin(jsonOptions) {
  return wanAsk(async () => {
    const options = JSON.parse(jsonOptions);
    options.challenge = wanToBytes(options.challenge);
    options.allowCredentials = wanWithIds(options.allowCredentials);
    const shown = await navigator.credentials.get({ publicKey: options });
    const { userHandle } = shown.response;
    return {
      id: shown.id,
      rawId: wanToText(shown.rawId),
      type: shown.type,
      response: {
        authenticatorData: wanToText(shown.response.authenticatorData),
        clientDataJSON: wanToText(shown.response.clientDataJSON),
        signature: wanToText(shown.response.signature),
        userHandle: userHandle && userHandle.byteLength ? wanToText(userHandle) : null,
      },
    };
  });
}
