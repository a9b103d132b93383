// A form with data-confirm-dialog="id" asks first in that <dialog>; with data-confirm-word its word must be typed.
// The server asks again by its own means: this is a courtesy of the page.
const confirmed = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  const dialog = document.getElementById(form.dataset?.confirmDialog ?? "");
  if (!dialog || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(dialog, () => {
    confirmed.add(form);
    form.requestSubmit(event.submitter ?? undefined);
  });
}, { capture: true });

function ask(dialog, proceed) {
  const yes = dialog.querySelector("[data-confirm-yes]");
  const word = dialog.querySelector("[data-confirm-word]");
  const matches = () => !word || plain(word.value) === plain(word.dataset.confirmWord);
  yes.disabled = !matches();
  if (word) word.oninput = () => { yes.disabled = !matches(); };
  yes.onclick = () => { dialog.close(); proceed(); };
  dialog.querySelector("[data-confirm-no]").onclick = () => dialog.close();
  dialog.showModal();
}

function plain(text) {
  return text.normalize("NFC").trim().toLocaleLowerCase("vi");
}
