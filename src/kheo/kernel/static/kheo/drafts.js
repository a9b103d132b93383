// Nothing typed is lost. A form with data-draft-url is kept in this browser at the first keystroke and is on the
// server within two seconds; the form's hidden draft_id and revision say which draft and which version of it.
//
// The server answers a POST marked X-Requested-With: draft with JSON:
//   200 {revision, saved_at, url?}   kept (url: the address of a new draft)
//   409 {conflict_url?}              a newer version is there
//   401 / 403                        sign-in or form token expired
//   413 / 422 {message?}             not accepted as it stands
// All words come from the page (kheo/_draft.html).
import { atTop, button } from "./notice.js";
import { clock, fill, newId, session, storeOf } from "./waiting.js";

const PREFIX = "kheo-draft:";
const STOP_MS = 700; // after typing stops …
const MOST_MS = 1400; // … but never later than this after the first unsent keystroke
const RETRY_MS = [2000, 5000, 15000, 30000, 60000];
const KEEPALIVE_BYTES = 60000; // what browsers allow a request that outlives its page
const FORGET_DAYS = 30;
const NOT_TEXT = new Set(["csrfmiddlewaretoken", "draft_id", "revision"]);

const store = storeOf(PREFIX);

class Draft {
  constructor(form, status) {
    this.form = form;
    this.status = status;
    this.words = status.dataset;
    this.id = form.elements.namedItem("draft_id");
    this.revision = form.elements.namedItem("revision");
    this.acknowledged = Boolean(this.id.value);
    this.timer = 0;
    this.firstUnsent = 0;
    this.failures = 0;
    this.sending = null;
    this.stopped = false;
    this.leaving = false;
    this.dirty = false;
    this.lastSent = this.text();
    this.offerWhatIsLeft();
    if (!this.id.value) this.id.value = newId();
    this.listen();
  }

  get key() { return `${PREFIX}${this.words.user}:${this.id.value}`; }

  listen() {
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, () => this.changed());
    this.form.addEventListener("kheo:waiting", () => this.handOver());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.dirty && this.send());
    window.addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.send());
    // Back from the browser's memory: the revision may have moved on, so ask the server for the page anew.
    window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !NOT_TEXT.has(name));
  }

  text() { return JSON.stringify(this.fields()); }

  body(fields = this.fields()) {
    const token = this.form.elements.namedItem("csrfmiddlewaretoken")?.value ?? "";
    const marks = [["csrfmiddlewaretoken", token], ["draft_id", this.id.value], ["revision", this.revision.value]];
    return new URLSearchParams([...marks, ...fields]);
  }

  keep(unsent) {
    store.write(this.key, {
      id: this.id.value, page: this.form.dataset.draftUrl, acknowledged: this.acknowledged, unsent,
      revision: this.revision.value, fields: this.fields(), lastSent: this.lastSent, at: Date.now(),
    });
  }

  changed() {
    const now = Date.now();
    this.dirty = true;
    this.keep(true);
    if (this.stopped) return;
    if (!this.firstUnsent) this.firstUnsent = now;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), Math.max(0, Math.min(STOP_MS, this.firstUnsent + MOST_MS - now)));
  }

  send() {
    if (this.sending || this.stopped || this.leaving || !this.dirty) return this.sending;
    window.clearTimeout(this.timer);
    this.dirty = false;
    this.firstUnsent = 0;
    const sent = this.text();
    this.say(this.words.textSaving);
    this.sending = this.post(this.body())
      .then((answer) => this.answered(answer, sent), () => this.failed())
      .finally(() => {
        this.sending = null;
        if (this.dirty && !this.failures) this.changed();
      });
    return this.sending;
  }

  // A page that was kept for want of a network, or stood open for long, has an old token: asked anew, once.
  async post(body) {
    const answer = await this.postOnce(body);
    if (answer.status !== 403) return answer;
    const now = await session();
    if (now?.account !== this.words.user) return answer;
    body.set("csrfmiddlewaretoken", now.token);
    return this.postOnce(body);
  }

  async postOnce(body) {
    const response = await fetch(this.form.dataset.draftUrl, {
      method: "POST", body, credentials: "same-origin", redirect: "manual",
      keepalive: String(body).length < KEEPALIVE_BYTES,
      headers: { "X-Requested-With": "draft", "X-CSRFToken": body.get("csrfmiddlewaretoken"), Accept: "application/json" },
    });
    const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
    return { status: response.type === "opaqueredirect" ? 401 : response.status, data: isJson ? await response.json() : {} };
  }

  answered({ status, data }, sent) {
    if (status === 200 || status === 201) this.saved(data, sent);
    else if (status === 409) this.newerElsewhere(data.conflict_url);
    else if (status === 401 || status === 403) this.stop(this.words.textSignedOut, this.signInAddress(data), this.words.textSignIn);
    else if (status >= 400 && status < 500) this.refused(data.message);
    else this.failed();
  }

  saved(data, sent) {
    this.failures = 0;
    this.acknowledged = true;
    this.lastSent = sent;
    this.revision.value = data.revision;
    if (data.url && data.url !== window.location.pathname) {
      window.history.replaceState(null, "", data.url);
      document.dispatchEvent(new Event("kheo:moved"));
    }
    this.keep(this.dirty);
    this.say(this.words.textSaved.replace("{time}", clock(data.saved_at ?? Date.now())));
  }

  failed() {
    this.dirty = true;
    this.keep(true);
    const pause = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    this.timer = window.setTimeout(() => this.send(), pause);
    this.say(this.words.textRetry, { problem: true });
  }

  // Sent again as it stands it would be refused again: wait for the next change.
  refused(message) {
    this.keep(true);
    this.say(message || this.words.textRefused, { problem: true });
  }

  stop(words, address, linkWords) {
    this.stopped = true;
    this.dirty = true;
    this.keep(true);
    this.say(words, { problem: true });
    if (!address) return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = linkWords;
    this.status.append(" ", link);
  }

  // Said at the top of the form and read out there; the line at the button repeats it in silence.
  newerElsewhere(address) {
    this.stop(this.words.textConflict, address, this.words.textConflictLink);
    this.status.setAttribute("aria-live", "off");
    const notice = atTop(this.form, this.words.textConflict);
    if (!address) return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = this.words.textConflictLink;
    notice.append(" ", link);
  }

  signInAddress(data) {
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    return `${data.sign_in_url ?? this.words.signInUrl}?next=${next}`;
  }

  // A save still on its way would make the form's revision old: let it land, then send.
  submitted(event) {
    if (event.defaultPrevented) return;
    this.keep(this.dirty);
    if (!this.sending) {
      this.leaving = true;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    const patience = new Promise((resolve) => { window.setTimeout(resolve, 5000); });
    Promise.race([this.sending, patience]).then(() => {
      this.sending = null;
      this.form.requestSubmit(submitter ?? undefined);
    });
  }

  // The whole form waits for the network now (outbox.js): the text stays here too, no more savings are tried.
  handOver() {
    this.leaving = false;
    this.stopped = true;
    window.clearTimeout(this.timer);
    this.keep(true);
    this.say("");
  }

  flush() {
    if (this.leaving || this.stopped || this.sending || !this.dirty) return;
    this.post(this.body()).catch(() => { /* the browser's copy is offered on the next visit */ });
  }

  // Routine savings are not read out after the first; trouble always is.
  say(words, { problem = false } = {}) {
    this.status.setAttribute("aria-live", problem ? "assertive" : "off");
    this.status.dataset.state = problem ? "problem" : "";
    this.status.textContent = words;
  }

  offerWhatIsLeft() {
    const entry = this.id.value ? store.read(this.key) : this.strayEntry();
    // A page kept from before the last saving: this browser knows what it saved.
    if (entry && !entry.unsent && "kept" in document.documentElement.dataset) this.adopt(entry);
    if (!entry?.unsent) return;
    if (JSON.stringify(entry.fields) === this.lastSent) {
      store.remove(`${PREFIX}${this.words.user}:${entry.id}`);
      return;
    }
    const restore = button(this.words.textRestore, () => this.restore(entry));
    const discard = button(this.words.textDiscard, () => {
      store.remove(`${PREFIX}${this.words.user}:${entry.id}`);
      line.parentElement.remove();
    });
    const line = atTop(this.form, this.words.textFound.replace("{time}", clock(entry.at)));
    line.append(" ", restore, " ", discard);
    line.parentElement.scrollIntoView({ block: "center" });
    line.parentElement.focus({ preventScroll: true });
  }

  adopt(entry) {
    if (Number(entry.revision) <= Number(this.revision.value)) return;
    if (!fill(this.form, entry.fields, { besides: NOT_TEXT })) return;
    this.revision.value = entry.revision;
    this.lastSent = this.text();
  }

  // A new form that never reached the server: found by the page it belongs to.
  strayEntry() {
    const entries = store.keys().filter((key) => key.startsWith(`${PREFIX}${this.words.user}:`)).map(store.read);
    const strays = entries.filter((entry) => entry && !entry.acknowledged && entry.page === this.form.dataset.draftUrl);
    return strays.sort((one, other) => other.at - one.at)[0];
  }

  // If the page shows what this browser sent last, nobody else wrote: the page's revision holds. Else the old one
  // goes along, and the server shows both versions side by side.
  restore(entry) {
    this.form.querySelector(".draft-notice")?.remove();
    const nobodyElse = entry.lastSent === this.lastSent;
    this.id.value = entry.id;
    if (!nobodyElse) this.revision.value = entry.revision;
    if (fill(this.form, entry.fields, { besides: NOT_TEXT })) {
      this.changed();
      return;
    }
    this.sending = this.post(this.body(entry.fields))
      .then((answer) => {
        this.answered(answer, JSON.stringify(entry.fields));
        if (answer.status < 300) window.location.reload();
      }, () => this.failed())
      .finally(() => { this.sending = null; });
  }
}

function clearOld() {
  const limit = Date.now() - FORGET_DAYS * 24 * 3600 * 1000;
  const done = document.querySelector('meta[name="kheo-draft-done"]')?.content;
  for (const key of store.keys()) {
    const entry = store.read(key);
    if (!entry || entry.at < limit || (done && entry.id === done)) store.remove(key);
  }
}

clearOld();
for (const form of document.querySelectorAll("form[data-clears-drafts]")) {
  form.addEventListener("submit", () => store.keys().forEach(store.remove));
}
for (const form of document.querySelectorAll("form[data-draft-url]")) {
  const status = form.querySelector("[data-draft-status]");
  if (status && form.elements.namedItem("draft_id") && form.elements.namedItem("revision")) new Draft(form, status);
}
