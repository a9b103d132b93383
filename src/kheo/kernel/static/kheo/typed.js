// What is typed in any form and not yet sent stays in this browser, for that account: who follows a link, loses the
// sign-in or meets a server that is down is offered it on coming back. Forms with data-draft-url are kept on the
// server too (drafts.js) and are left to it; secret votes carry data-forgets.
import { account, clock, fill, storeOf } from "./waiting.js";
import { atTop, button } from "./notice.js";

const PREFIX = "kheo-typed:";
const FORGET_DAYS = 30;
const MOST_LETTERS = 200000;
// Passwords, typed words of consent and whatever the page itself puts in are not what somebody would miss.
const NEVER = new Set(["typed", "login"]);
const UNSEEN = ["hidden", "password", "file", "submit", "button"];
const words = document.querySelector("[data-typed-words]")?.dataset;

const store = storeOf(PREFIX);

const isText = (control) => control.tagName === "TEXTAREA" || ["text", "number", "email", "tel", "url"].includes(control.type);
const isKept = (control) => control.name && !NEVER.has(control.name) && !UNSEEN.includes(control.type);

function fieldsOf(form) {
  const names = new Set([...form.elements].filter(isKept).map((control) => control.name));
  return [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
}

class Typed {
  constructor(form, key) {
    this.form = form;
    this.key = key;
    this.first = JSON.stringify(fieldsOf(form));
    this.offer();
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.keep(false));
    form.addEventListener("submit", (event) => event.defaultPrevented || this.keep(true));
    form.addEventListener("kheo:waiting", () => store.remove(key)); // it waits for the network now (outbox.js)
  }

  keep(sent) {
    const fields = fieldsOf(this.form);
    const text = JSON.stringify(fields);
    if (text === this.first || text.length > MOST_LETTERS) store.remove(this.key);
    else store.write(this.key, { fields, sent, at: Date.now(), page: window.location.pathname });
  }

  offer() {
    const entry = store.read(this.key);
    if (!entry || JSON.stringify(entry.fields) === this.first) return;
    const line = atTop(this.form, words.found.replace("{time}", clock(entry.at)));
    const close = () => { line.parentElement.remove(); };
    const restore = button(words.restore, () => {
      const others = [...this.form.elements].filter((one) => one.name && !isKept(one)).map((one) => one.name);
      const known = entry.fields.filter(([name]) => this.form.elements.namedItem(name));
      fill(this.form, known, { besides: new Set(others) });
      close();
      this.keep(false);
    });
    const discard = button(words.discard, () => {
      store.remove(this.key);
      close();
    });
    line.append(" ", restore, " ", discard);
  }
}

// Sent and answered: another page came, or the same one saying that it is done.
function forgetWhatArrived(who) {
  const limit = Date.now() - FORGET_DAYS * 24 * 3600 * 1000;
  const answered = document.querySelector(".message-success") !== null;
  const refused = document.querySelector(".error-summary, .field-invalid, .note-bad") !== null;
  for (const key of store.keys()) {
    const entry = store.read(key);
    const elsewhere = entry?.page !== window.location.pathname;
    const arrived = entry?.sent && key.startsWith(`${PREFIX}${who}:`) && (elsewhere || answered) && !refused;
    if (!entry || entry.at < limit || arrived) store.remove(key);
  }
}

const who = account();
for (const form of document.querySelectorAll("form[data-clears-drafts]")) {
  form.addEventListener("submit", () => store.keys().forEach(store.remove));
}
if (words && document.body.dataset.account) {
  forgetWhatArrived(who);
  [...document.querySelectorAll("form[method=post]")].forEach((form, place) => {
    const apart = "draftUrl" in form.dataset || "forgets" in form.dataset || "clearsDrafts" in form.dataset;
    if (apart || ![...form.elements].some((control) => isKept(control) && isText(control))) return;
    new Typed(form, `${PREFIX}${who}:${window.location.pathname}:${form.getAttribute("action") ?? ""}:${place}`);
  });
}
