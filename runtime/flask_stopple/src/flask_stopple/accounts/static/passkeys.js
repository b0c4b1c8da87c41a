// Passkeys: asks the server what to ask the device, and gives it the device's answer. Without WebAuthn in the browser nothing is shown.
"use strict";

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(Object.values(said.errors ?? {}).flat().join(" "));
  return said;
}

const withIds = (list) => (list ?? []).map((it) => ({ ...it, id: toBytes(it.id) }));

async function create(options) {
  options.challenge = toBytes(options.challenge);
  options.user.id = toBytes(options.user.id);
  options.excludeCredentials = withIds(options.excludeCredentials);
  const made = await navigator.credentials.create({ publicKey: options });
  return {
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function show(options) {
  options.challenge = toBytes(options.challenge);
  options.allowCredentials = withIds(options.allowCredentials);
  const shown = await navigator.credentials.get({ publicKey: options });
  const { userHandle } = shown.response;
  return {
    id: shown.id,
    rawId: toText(shown.rawId),
    type: shown.type,
    response: {
      clientDataJSON: toText(shown.response.clientDataJSON),
      authenticatorData: toText(shown.response.authenticatorData),
      signature: toText(shown.response.signature),
      userHandle: userHandle && userHandle.byteLength ? toText(userHandle) : null,
    },
  };
}

for (const part of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  part.hidden = false;
  const button = part.querySelector("button");
  const said = part.querySelector("[role=alert]");
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    try {
      const more = {};
      for (const field of part.querySelectorAll("input[name]")) {
        if (!field.reportValidity()) return;
        more[field.name] = field.type === "checkbox" ? field.checked : field.value;
      }
      const { options } = await post(part.dataset.options, {});
      const credential = part.dataset.passkey === "create" ? await create(options) : await show(options);
      const { next } = await post(part.dataset.finish, { ...more, credential });
      location.assign(next);
    } catch (error) {
      // The device's own errors are in words for programmers.
      said.textContent = (error instanceof DOMException ? "" : error.message) || part.dataset.failed;
    } finally {
      button.disabled = false;
    }
  });
}
