// Shows how good a password is while it is being typed: the server's own judgement, asked for when typing rests.
"use strict";
for (const meter of document.querySelectorAll("[data-strength-of]")) {
  if (meter.dataset.ready) continue;
  meter.dataset.ready = "yes";
  const field = document.getElementById(meter.dataset.strengthOf);
  const bar = meter.querySelector("meter");
  const words = meter.querySelector("span");
  let timer = 0;
  let asked = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (!field.value) {
      meter.hidden = true;
      return;
    }
    timer = setTimeout(async () => {
      const turn = ++asked;
      try {
        const answer = await fetch(meter.dataset.address, {
          method: "POST",
          headers: { "Content-Type": "application/json", Accept: "application/json" },
          body: JSON.stringify({ password: field.value }),
        });
        if (!answer.ok || turn !== asked) return;
        const said = await answer.json();
        bar.value = said.score;
        words.textContent = said.hint;
        meter.hidden = false;
      } catch {
        // Without an answer there is no meter; the form judges in any case.
        meter.hidden = true;
      }
    }, 300);
  });
}
