// “Gửi” without a network. A form with data-waits="token" (the field whose id the server takes once only) is put
// into this browser first and then sent; where the network fails it waits here and is sent later, once, by
// whichever page of Khéo is open. The form itself shows what is wrong with it: a refused one is sent again in the
// plain way, so that the server answers with the filled page.
// All words come from the page (kheo/_waiting.html).
import { PAGES, account, bytesOf, clock, fill, forget, forgetPages, items, newId, session } from "./waiting.js";

const words = document.querySelector("[data-waiting-words]")?.dataset ?? {};
const DRAFT = "kheo-draft:";
const MARKS = new Set(["csrfmiddlewaretoken"]);
const AGAIN_MS = 30000;
const MOST_KEPT_AHEAD = 12;
const passing = new WeakSet(); // forms on their plain way
const busy = new WeakSet();
const waitingForm = new Map(); // form on this page → id of what waits of it

// Sending -----------------------------------------------------------------------------------------------------

// What became of it: {state: "sent", url} | "refused", why | "signed-out" | "another" | "offline"
async function deliver(item) {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const now = await session();
    if (!now) return { state: "offline" };
    if (now.account !== item.account) return { state: now.account ? "another" : "signed-out" };
    const answer = await post(item, now.token).catch(() => null);
    if (!answer || answer.status >= 500) return { state: "offline" };
    if (answer.status === 401) return { state: "signed-out" };
    if (answer.data?.code === "token-expired") continue;
    if (answer.status === 200 && answer.data?.url) return { state: "sent", url: answer.data.url };
    return { state: "refused", why: answer.data?.message || sentenceIn(answer.text) || words.refusedPlain };
  }
  return { state: "signed-out" };
}

async function post(item, token) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  for (const [name, value] of item.fields) {
    if (value instanceof File) body.append(name, value, value.name);
    else body.append(name, value);
  }
  const response = await fetch(item.action, {
    method: "POST", body, credentials: "same-origin", redirect: "manual",
    headers: { "X-Requested-With": "waiting", "X-Kheo-Account": item.account, "X-CSRFToken": token },
  });
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  return { status: response.status, data: isJson ? await response.json() : null, text: isJson ? "" : await response.text() };
}

function sentenceIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const places = [".error-summary li", "main [role=alert] p", "main .note:not(.only-kept) p"];
  const found = places.map((place) => page.querySelector(place)).find(Boolean);
  return found?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

// One page at a time where the browser can say so; the server takes one id once in any case.
function alone(act) {
  if (!navigator.locks) return act();
  return navigator.locks.request("kheo-waiting", { ifAvailable: true }, (lock) => (lock ? act() : undefined));
}

let again = 0;

async function sendAll() {
  window.clearTimeout(again);
  const who = account();
  await alone(async () => {
    for (const item of (await items.of(who)).filter((one) => !one.refused)) {
      const outcome = await deliver(item);
      if (outcome.state === "sent") await sent(item, outcome.url);
      else if (outcome.state === "refused") await refused(item, outcome.why);
      else break;
    }
  });
  const left = (await items.of(who)).filter((one) => !one.refused).length;
  if (left) again = window.setTimeout(sendAll, AGAIN_MS);
  await show();
}

async function sent(item, url) {
  await items.remove(item.id);
  forgetDraft(item);
  const here = [...waitingForm].find(([, id]) => id === item.id)?.[0];
  if (here && !here.dataset.touched) window.location.assign(url);
  else news(words.sent.replace("{title}", item.title), url, words.look);
}

async function refused(item, why) {
  await items.put({ ...item, refused: why });
  news(words.refused.replace("{title}", item.title).replace("{why}", why), openAt(item), words.mend);
}

function openAt(item) { return `${item.page}#cho=${item.id}`; }

function forgetDraft(item) {
  try { localStorage.removeItem(`${DRAFT}${item.account}:${item.id}`); } catch { /* forbidden: nothing is there */ }
}

// The form on the page -------------------------------------------------------------------------------------------

function read(form, button) {
  const fields = [...new FormData(form)].filter(([name, value]) => !MARKS.has(name) && (typeof value === "string" || value.name));
  if (button?.name) fields.push([button.name, button.value]);
  const page = window.location.pathname + window.location.search;
  return {
    id: form.elements.namedItem(form.dataset.waits).value, account: account(), page, fields, at: Date.now(), refused: "",
    action: form.getAttribute("action") || page, title: form.dataset.waitsTitle || document.title,
  };
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[data-waits]") || passing.delete(form)) return;
  const button = event.submitter;
  const isSending = button?.name !== "action" || button.value === "send";
  if (!isSending && (navigator.onLine || !form.dataset.draftUrl)) return;
  event.preventDefault();
  if (!isSending) note(form, words.draftHere);
  else if (!busy.has(form)) press(form, button);
});

async function press(form, button) {
  busy.add(form);
  const label = button?.innerHTML;
  if (button) {
    button.setAttribute("aria-disabled", "true");
    button.textContent = document.body.dataset.sending;
  }
  const done = await pressed(form, button).catch(() => "plainly");
  if (done === "leaving") return;
  busy.delete(form);
  if (button) {
    button.removeAttribute("aria-disabled");
    button.innerHTML = label;
  }
  if (done === "plainly") plainly(form, button);
}

async function pressed(form, button) {
  const item = read(form, button);
  try {
    await items.put(item);
  } catch {
    // No room for it here: it can only be sent now.
    if (await session()) return "plainly";
    form.dispatchEvent(new CustomEvent("kheo:waiting"));
    note(form, words.noRoom, { bad: true });
    return "stays";
  }
  const outcome = await deliver(item);
  if (outcome.state === "sent") {
    await items.remove(item.id);
    forgetDraft(item);
    window.location.assign(outcome.url);
    return "leaving";
  }
  if (outcome.state === "refused") {
    await items.remove(item.id);
    return "plainly";
  }
  waitingForm.set(form, item.id);
  delete form.dataset.touched;
  form.dispatchEvent(new CustomEvent("kheo:waiting"));
  const link = { "signed-out": signIn(), another: null, offline: null }[outcome.state];
  const said = { "signed-out": words.signedOut, another: words.another, offline: words.kept }[outcome.state];
  note(form, said.replace("{time}", clock(item.at, { seconds: false })), { link, linkWords: words.signIn });
  window.clearTimeout(again);
  again = window.setTimeout(sendAll, AGAIN_MS);
  await show();
  return "stays";
}

// The way without this script; the button says that it is on its way (once.js).
function plainly(form, button) {
  passing.add(form);
  form.requestSubmit(button ?? undefined);
}

function signIn() {
  const next = encodeURIComponent(window.location.pathname + window.location.search);
  return `${words.signInUrl}?next=${next}`;
}

// One notice where a form says what is wrong with it: before the first field.
function note(form, said, { bad = false, link = "", linkWords = "" } = {}) {
  for (const old of form.querySelectorAll(".draft-notice, .waiting-notice")) old.remove();
  const box = document.createElement("div");
  box.className = `note ${bad ? "note-bad" : "note-warn"} waiting-notice no-print`;
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  form.prepend(box);
  const line = document.createElement("p");
  line.textContent = said;
  if (link) line.append(" ", anchor(link, linkWords));
  box.append(line);
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
}

function anchor(href, said) {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = said;
  return link;
}

// What waits of this page is put back into its form: a draft's form always, others when opened from the list. A form
// in which somebody has typed meanwhile (sending before may have taken its time) stays as it is.
async function refill() {
  const forms = [...document.querySelectorAll("form[data-waits]")];
  const page = window.location.pathname + window.location.search;
  const here = (await items.of(account())).filter((one) => one.page === page);
  for (const form of forms.filter((one) => !one.dataset.touched && !busy.has(one))) {
    const mark = form.dataset.waits;
    const asked = here.find((one) => window.location.hash === `#cho=${one.id}`);
    const item = asked ?? (mark === "draft_id" ? here.at(-1) : undefined);
    if (item ? waitingForm.get(form) === item.id : waitingForm.has(form)) continue;
    if (item) putBack(form, item);
    else if (here.length) note(form, words.others.replace("{count}", here.length), { link: words.page, linkWords: words.seeList });
  }
}

function putBack(form, item) {
  const time = clock(item.at, { seconds: false });
  const filled = fill(form, item.fields, { besides: new Set(["csrfmiddlewaretoken", "action"]) });
  for (const details of form.querySelectorAll("details")) details.open = true;
  if (filled) waitingForm.set(form, item.id);
  if (filled) form.dispatchEvent(new CustomEvent("kheo:waiting"));
  const said = item.refused ? words.refusedHere.replace("{why}", item.refused) : words.waitsHere;
  note(form, said.replace("{time}", time), { bad: Boolean(item.refused) });
}

// Every page: how many wait, what has just been sent ----------------------------------------------------------------

function news(said, href, linkWords) {
  const box = document.querySelector("[data-waiting-news]");
  if (!box) return;
  const line = document.createElement("p");
  line.append(said, " ", anchor(href, linkWords));
  const message = document.createElement("div");
  message.className = "message mb-3";
  message.append(line);
  box.append(message);
}

async function show() {
  const mine = await items.of(account());
  for (const link of document.querySelectorAll("[data-waiting-count]")) {
    link.hidden = !mine.length;
    link.dataset.waitingCount = mine.length;
    link.textContent = words.count?.replace("{count}", mine.length) ?? "";
  }
  list(mine);
}

function list(mine) {
  const place = document.querySelector("[data-waiting-list]");
  if (!place) return;
  document.querySelector("[data-waiting-none]").hidden = mine.length > 0;
  place.replaceChildren(...mine.map(row));
}

function row(item) {
  const made = document.querySelector("[data-waiting-row]").content.cloneNode(true).firstElementChild;
  const size = bytesOf(item);
  const put = (name, said) => { made.querySelector(`[data-${name}]`).textContent = said; };
  put("title", item.title);
  put("when", clock(item.at, { seconds: false }));
  put("files", size ? words.files.replace("{size}", Math.max(0.1, size / 1048576).toFixed(1).replace(".", ",")) : "");
  put("state", item.refused ? words.stateRefused.replace("{why}", item.refused) : words.stateWaiting);
  made.querySelector("[data-open]").href = openAt(item);
  const drop = made.querySelector("[data-drop]");
  drop.onclick = async () => {
    if (!drop.dataset.sure) {
      drop.dataset.sure = "yes";
      drop.textContent = words.dropSure;
      return;
    }
    await items.remove(item.id);
    await show();
  };
  return made;
}

// Pages that open without a network ------------------------------------------------------------------------------

async function keepAhead(addresses) {
  const who = document.body.dataset.account;
  if (!("caches" in window) || !who || !navigator.onLine) return;
  const pages = await caches.open(PAGES + who);
  for (const address of addresses.slice(0, MOST_KEPT_AHEAD)) {
    if (await pages.match(address, { ignoreVary: true })) continue;
    const response = await fetch(address, { headers: { "X-Requested-With": "keep" } }).catch(() => null);
    if (response?.ok && response.headers.get("Kheo-Keep") === who) await pages.put(address, response);
  }
}

async function listPages() {
  const place = document.querySelector("[data-waiting-pages]");
  if (!place) return;
  const secure = "caches" in window && "serviceWorker" in navigator;
  document.querySelector("[data-waiting-plain]").hidden = secure;
  if (!secure) return;
  const who = account();
  const name = PAGES + who;
  const pages = who && (await caches.has(name)) ? await caches.open(name) : null;
  const rows = [];
  for (const asked of pages ? (await pages.keys()).reverse() : []) {
    const text = await (await pages.match(asked, { ignoreVary: true })).text();
    const kept = new DOMParser().parseFromString(text, "text/html");
    const line = document.createElement("li");
    const title = kept.querySelector("form[data-waits]")?.dataset.waitsTitle || kept.title;
    line.append(anchor(asked.url, title));
    rows.push(line);
  }
  place.replaceChildren(...rows);
  document.querySelector("[data-waiting-nopages]").hidden = rows.length > 0;
}

// Signing out: what waits would be lost, so the page of signing out says so first ----------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-clears-drafts]") || passing.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leave(form, event.submitter);
}, { capture: true });

async function leave(form, button) {
  const mine = await items.of(account());
  if (mine.length && !form.matches("[data-clears-waiting]")) {
    window.location.assign(form.action);
    return;
  }
  if (!(await session())) {
    news(words.noSignOut, words.page, words.seeList);
    return;
  }
  await forget(account());
  passing.add(form);
  form.requestSubmit(button ?? undefined);
}

async function warn() {
  const warning = document.querySelector("[data-waiting-warning]");
  const mine = warning ? await items.of(account()) : [];
  if (!mine.length) return;
  warning.hidden = false;
  warning.querySelector("[data-count]").textContent = String(mine.length);
}

// ------------------------------------------------------------------------------------------------------------------

async function begin() {
  for (const form of document.querySelectorAll("form[data-waits]")) {
    const mark = form.elements.namedItem(form.dataset.waits);
    // A page kept in this browser is opened many times; each filling of it is a new matter.
    if (form.dataset.waits !== "draft_id") mark.value = newId();
    form.addEventListener("input", () => { form.dataset.touched = "yes"; });
  }
  const signedIn = document.body.dataset.account;
  if (signedIn && !("kept" in document.documentElement.dataset)) await forgetPages({ besides: signedIn });
  if (signedIn && "serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
  await items.forgetOld();
  await show();
  await warn();
  if (navigator.onLine && (await items.of(account())).length) await sendAll();
  await refill();
  await listPages();
  await keepAhead([...document.querySelectorAll("a[data-keep]")].map((link) => link.href));
}

window.addEventListener("online", async () => {
  if ((await items.of(account())).length) sendAll();
  else session(); // the forms of a kept page get a token that is good now
});
window.addEventListener("hashchange", refill);
document.addEventListener("kheo:moved", () => keepAhead([window.location.href]));
begin().catch((error) => console.error(error));
