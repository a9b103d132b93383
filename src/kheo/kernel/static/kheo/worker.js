// Without a network: form pages that this person has opened, and for any other page the list of what waits.
// Started by /sw.js, which says where the assets lie. Pages are kept for one account at a time, the one that the
// server names in Kheo-Keep; signing out clears them (waiting.js). Nothing but pages and assets goes through here.
const { version, static: STATIC, assets: ASSETS, waiting: WAITING } = self.KHEO;
const SHELL = `kheo-shell-${version}`;
const PAGES = "kheo-pages-";
const MOST_PAGES = 40;
const PATIENCE_MS = 6000; // a bad signal: then the kept page is shown
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(STATIC)) event.respondWith(asset(request, url));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
});

async function install() {
  const shell = await caches.open(SHELL);
  await shell.addAll(ASSETS);
  // As a stranger sees it: nothing of anybody stands on it.
  await shell.put(WAITING, await fetch(WAITING, { credentials: "omit", cache: "no-store" }));
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("kheo-shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function asset(request, url) {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request);
  if (kept && HASHED.test(url.pathname)) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) await shell.put(request, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function page(event, url) {
  const coming = fetch(event.request);
  event.waitUntil(coming.then((response) => keep(url, response.clone())).catch(() => {}));
  const kept = await found(url);
  if (!kept) return coming.catch(async () => stamped(await (await caches.open(SHELL)).match(WAITING)));
  const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); });
  return (await Promise.race([coming.catch(() => null), patience])) ?? stamped(kept);
}

async function found(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue;
    const kept = await (await caches.open(name)).match(url.href, { ignoreVary: true });
    if (kept) return kept;
  }
  return null;
}

async function keep(url, response) {
  const account = response.headers.get("Kheo-Keep");
  if (!account || !response.ok) return;
  const name = PAGES + account;
  const others = (await caches.keys()).filter((one) => one.startsWith(PAGES) && one !== name);
  await Promise.all(others.map((one) => caches.delete(one)));
  const pages = await caches.open(name);
  await pages.delete(url.href, { ignoreVary: true });
  await pages.put(url.href, response);
  const all = await pages.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_PAGES)).map((one) => pages.delete(one)));
}

// The page as it was kept, marked so that it says of itself that it is no fresh one.
async function stamped(response) {
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const text = (await response.text()).replace("<html ", `<html data-kept="${headers.get("Date") ?? ""}" `);
  return new Response(text, { status: 200, headers });
}
