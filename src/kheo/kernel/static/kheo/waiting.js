// What waits in this browser for the network: filled forms with their files, under the account that pressed the
// button. Also whose browser this is, and a form token that is good now.
export const MOST_BYTES = 60 * 1024 * 1024; // of all files that wait; the page says so (kheo/waiting.html)
export const SESSION = "/cho-gui/phien";
export const PAGES = "kheo-pages-"; // + account: the form pages that worker.js keeps
const ACCOUNT = "kheo-waiting-account";
const PATIENCE_MS = 8000;
const FORGET_DAYS = 30;

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Small entries of this browser whose keys begin alike.
export function storeOf(prefix) {
  return {
    read(key) {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    write(key, entry) {
      try { localStorage.setItem(key, JSON.stringify(entry)); } catch { /* full or forbidden: as it was before */ }
    },
    remove(key) {
      try { localStorage.removeItem(key); } catch { /* forbidden: nothing was written either */ }
    },
    keys() {
      try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
    },
  };
}

// Whose browser this is: who is signed in, else who was last. A page opened without a network is of nobody.
export function account() {
  const here = document.body.dataset.account ?? "";
  try {
    if (here) localStorage.setItem(ACCOUNT, here);
    return here || (localStorage.getItem(ACCOUNT) ?? "");
  } catch {
    return here;
  }
}

// Vietnamese time, whatever the clock of this machine is set to; the day too where it is not today.
const ZONE = { timeZone: "Asia/Ho_Chi_Minh" };

export function clock(moment, { seconds = true } = {}) {
  const at = new Date(moment);
  if (Number.isNaN(at.valueOf())) return String(moment ?? "");
  const parts = { ...ZONE, hourCycle: "h23", hour: "2-digit", minute: "2-digit" };
  const time = at.toLocaleTimeString("vi-VN", seconds ? { ...parts, second: "2-digit" } : parts);
  const day = at.toLocaleDateString("vi-VN", ZONE);
  return day === new Date().toLocaleDateString("vi-VN", ZONE) ? time : `${time}, ${day}`;
}

// {account, token} as the server has it now; null where it cannot be reached. The page's own forms get the token.
export async function session() {
  const patience = new AbortController();
  const timer = window.setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(SESSION, { credentials: "same-origin", cache: "no-store", signal: patience.signal });
    if (!answer.ok) return null;
    const found = await answer.json();
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = found.token;
    if (document.body.hasAttribute("hx-headers")) {
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": found.token }));
    }
    return found;
  } catch {
    return null;
  } finally {
    window.clearTimeout(timer);
  }
}

function database() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("kheo-waiting", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("forms", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, act) {
  const base = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction("forms", mode);
      const asked = act(transaction.objectStore("forms"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

const everything = () => within("readonly", (forms) => forms.getAll()).catch(() => []);

// An item: {id, account, page, action, title, fields: [[name, text or file]], at, refused: "" or why}.
export const items = {
  async of(who) {
    const found = (await everything()).filter((one) => who && one.account === who);
    return found.sort((one, other) => one.at - other.at);
  },
  // Rejects where the browser gives no room, or the files that wait would come to more than MOST_BYTES.
  async put(item) {
    const others = (await everything()).filter((one) => one.id !== item.id);
    if ([...others, item].reduce((sum, one) => sum + bytesOf(one), 0) > MOST_BYTES) throw new RangeError("full");
    await within("readwrite", (forms) => forms.put(item));
    navigator.storage?.persist?.().catch(() => {});
  },
  remove: (id) => within("readwrite", (forms) => forms.delete(id)).catch(() => {}),
  async forgetOld() {
    const limit = Date.now() - FORGET_DAYS * 24 * 3600 * 1000;
    for (const one of await everything()) if (one.at < limit) await items.remove(one.id);
  },
};

export function bytesOf(item) {
  return item.fields.reduce((sum, [, value]) => sum + (value instanceof Blob ? value.size : 0), 0);
}

// After signing out nothing of this person stays: neither what waits nor pages.
export async function forget(who) {
  for (const one of await items.of(who)) await items.remove(one.id);
  await forgetPages();
  try { localStorage.removeItem(ACCOUNT); } catch { /* forbidden: nothing was written either */ }
}

export async function forgetPages({ besides = "" } = {}) {
  if (!("caches" in window)) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== PAGES + besides);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// False where the form has no place for a value (rows added by hand): then only the server can make the page.
export function fill(form, fields, { besides = new Set() } = {}) {
  const byName = new Map();
  for (const [name, value] of fields) {
    if (!besides.has(name)) byName.set(name, [...(byName.get(name) ?? []), value]);
  }
  const controls = [...form.elements].filter((control) => control.name && !besides.has(control.name));
  const names = new Set(controls.map((control) => control.name));
  if ([...byName.keys()].some((name) => !names.has(name))) return false;
  for (const control of controls) setControl(control, byName.get(control.name) ?? []);
  return true;
}

function setControl(control, values) {
  if (["submit", "button"].includes(control.type)) return;
  if (control.type === "file") setFiles(control, values.filter((value) => value instanceof File));
  else if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
  else if (control.type === "select-multiple") for (const option of control.options) option.selected = values.includes(option.value);
  else control.value = values.shift() ?? "";
}

function setFiles(control, files) {
  if (!files.length) return;
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  control.files = chosen.files;
}
