// Buttons that need a script appear only where there is one: copy a text (data-copy), print the page (data-print).
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copyText(button));
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

async function copyText(button) {
  const source = document.querySelector(button.dataset.copy);
  const text = source.value ?? source.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  const status = button.parentElement.querySelector("[data-copy-status]");
  status.textContent = "";
  window.setTimeout(() => { status.textContent = button.dataset.copied; }, 50);
}

// The clipboard's own interface exists only on https and on this computer; an office network may be neither.
function copyBySelection(text) {
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "visually-hidden";
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}
