// A form is sent once: while it is on its way its button says so, and a second press does nothing.
// Forms, and buttons among others of a form, that answer with a file, so that the page stays, carry data-stays.
const waiting = new Map();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || "stays" in form.dataset || "stays" in (event.submitter?.dataset ?? {}) || form.matches("[hx-post]")) return;
  if (waiting.has(form)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter ?? form.querySelector("button:not([type='button'])");
  waiting.set(form, { button, words: button?.innerHTML });
  if (!button) return;
  // aria-disabled, not disabled: a disabled button's own name and value would not be sent.
  button.setAttribute("aria-disabled", "true");
  button.style.minWidth = `${Math.ceil(button.getBoundingClientRect().width)}px`; // else the second click of two would meet its neighbour
  button.textContent = form.dataset.sending ?? document.body.dataset.sending;
});

// Coming back with the browser's button shows the page as it was left, buttons included.
window.addEventListener("pageshow", () => {
  for (const { button, words } of waiting.values()) {
    if (!button) continue;
    button.removeAttribute("aria-disabled");
    button.innerHTML = words;
    button.style.minWidth = "";
  }
  waiting.clear();
});
