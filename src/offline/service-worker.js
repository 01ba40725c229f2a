// Keeps the pages of trips that somebody looked at, and shows them when the portal cannot be reached. The portal is always
// asked first, so nothing old is shown while it answers; and whatever this script does not know it leaves alone, so that a
// worker of one version can serve the pages of another. Lines above this one are written by the portal.

const PAGES = "pages-";
const GENERAL = `general-${VERSION}`;
const FILES_KEPT = `files-${VERSION}`;
const FRESH_ENOUGH = 10 * 60 * 1000;

// Whose pages may be kept right now, as far as this run of the worker knows.
let reader = null;
// The pages that were shown from what is kept: only their files come from there, too.
const copies = new Set();

self.addEventListener("install", event => {
  event.waitUntil((async () => {
    // Without cookies: whoever it is shown to, it is about nobody.
    const page = await fetch(OFFLINE, { credentials: "omit" });
    if (!page.ok) throw new Error(`status ${page.status}`);
    await (await caches.open(GENERAL)).put(OFFLINE, page);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", event => {
  event.waitUntil((async () => {
    await forget(name => name.startsWith("general-") && name !== GENERAL);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (copies.has(event.clientId) && url.pathname.startsWith("/assets/")) {
    event.respondWith(file(request, url));
    return;
  }
  if (request.mode !== "navigate") return;
  if (request.method === "GET") {
    // Files and other people's views of a trip are none of ours.
    if (/\.[a-z]+$|\/content$|^\/shared\//.test(url.pathname)) return;
    event.respondWith(page(event, url));
  } else if (url.pathname === FORGET || url.pathname === "/logout") {
    event.waitUntil(forget(name => name.startsWith(PAGES)));
  } else if (isOwnForm(request)) {
    event.respondWith(sent(event));
  }
});

self.addEventListener("message", event => {
  // A page that was there before the worker was.
  const path = event.data?.keep;
  if (typeof path === "string" && path.startsWith("/trips/")) event.waitUntil(catchUp(path).catch(() => {}));
});

// A form of one of our own pages, by what no other site can pretend; and no upload, which not every browser hands on whole.
function isOwnForm(request) {
  const kind = request.headers.get("content-type") ?? "";
  return request.referrer.startsWith(`${self.location.origin}/`) && !kind.startsWith("multipart/");
}

async function page(event, url) {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return (await copyOf(event, url)) ?? offlinePage(event);
  }
  if (response.status >= 502 && response.status <= 504) return (await copyOf(event, url)) ?? response;
  const name = response.headers.get("portal-reader");
  if (name) {
    const keep = url.search === "" ? response.headers.get("portal-keep") : null;
    const kept = keep === "yes" ? response.clone() : null;
    event.waitUntil(note(name, url.pathname, keep, kept).catch(() => {}));
  }
  return response;
}

// What the answer to a navigation says about who reads, and what of it is kept.
async function note(name, path, keep, response) {
  reader = name;
  await forget(cache => cache.startsWith(PAGES) && cache !== PAGES + name);
  if (!keep) return;
  // A page with a message is for now; what is kept has none.
  const lasting = keep === "later" ? await copyFrom(path) : response;
  if (lasting) await store(name, path, lasting);
  await keepTheRest(name, path);
}

async function catchUp(path) {
  const response = await copyFrom(path);
  const name = response?.headers.get("portal-reader");
  if (name) await note(name, path, "yes", response);
}

// An answer for keeping; nothing if it must not be kept.
async function copyFrom(path) {
  const response = await fetch(path, { headers: { "portal-copy": "yes" }, redirect: "manual" });
  return response.ok && response.headers.get("portal-keep") === "yes" ? response : null;
}

async function store(name, path, response) {
  const headers = new Headers(response.headers);
  for (const gone of ["content-encoding", "content-length"]) headers.delete(gone);
  headers.set("kept-at", String(Date.now()));
  const body = await response.blob();
  // Somebody else may have signed in meanwhile.
  if (reader !== name) return;
  const cache = await caches.open(PAGES + name);
  await cache.delete(path);
  await cache.put(path, new Response(body, { headers }));
}

// The other pages of the trip, what they are drawn with, and the page for whatever is not kept; some moments later, so that
// they are not in the way of what somebody waits for.
async function keepTheRest(name, path) {
  if (self.navigator.connection?.saveData) return;
  const trip = path.split("/").slice(0, 3).join("/");
  await new Promise(done => setTimeout(done, 1500));
  const cache = await caches.open(PAGES + name);
  for (const part of PARTS) {
    const kept = await cache.match(trip + part);
    if (reader !== name || (kept && age(kept) < FRESH_ENOUGH)) continue;
    const response = await copyFrom(trip + part);
    if (response?.headers.get("portal-reader") === name) await store(name, trip + part, response);
  }
  const offline = await fetch(OFFLINE, { headers: { "portal-copy": "yes" } });
  if (offline.ok && offline.headers.get("portal-reader") === name) await store(name, OFFLINE, offline);
  await keepFiles();
  await keepFewTrips(cache);
}

// Under their plain names: a page of another version gets the file of the same name, as it would from the portal.
async function keepFiles() {
  if (await caches.has(FILES_KEPT)) return;
  const responses = await Promise.all(Object.entries(FILES).map(async ([plain, address]) => [plain, await fetch(address)]));
  // While two versions answer, a file of the other one may come for ours; then all are kept another time.
  if (responses.some(([, file]) => !file.ok || file.headers.get("cache-control")?.includes("no-store"))) return;
  const cache = await caches.open(FILES_KEPT);
  await Promise.all(responses.map(([plain, file]) => cache.put(plain, file)));
  await forget(name => name.startsWith("files-") && name !== FILES_KEPT);
}

async function keepFewTrips(cache) {
  const paths = (await cache.keys()).map(request => new URL(request.url).pathname).filter(path => path !== OFFLINE);
  const trips = [...new Set(paths.reverse().map(path => path.split("/")[2]))];
  const old = new Set(trips.slice(MOST_TRIPS));
  await Promise.all(paths.filter(path => old.has(path.split("/")[2])).map(path => cache.delete(path)));
}

async function forget(isMeant) {
  const names = (await caches.keys()).filter(isMeant);
  if (names.includes(PAGES + reader)) reader = null;
  await Promise.all(names.map(name => caches.delete(name)));
}

const age = response => Date.now() - Number(response.headers.get("kept-at"));

async function kept(path) {
  for (const name of (await caches.keys()).filter(cache => cache.startsWith(PAGES))) {
    const cache = await caches.open(name);
    const response = await cache.match(path);
    if (!response) continue;
    if (age(response) < DAYS_KEPT * 24 * 60 * 60 * 1000) return response;
    await cache.delete(path);
  }
  return null;
}

// A page as it was, which says so: styles show the line that tells from when it is.
async function copyOf(event, url) {
  const response = await kept(url.pathname);
  if (!response) return null;
  copies.add(event.resultingClientId);
  const html = (await response.text()).replace("<html ", "<html data-kept-copy ");
  return new Response(html, { headers: response.headers });
}

async function offlinePage(event) {
  copies.add(event.resultingClientId);
  const page = (await kept(OFFLINE)) ?? (await caches.match(OFFLINE));
  return page ?? Response.error();
}

async function file(request, url) {
  const plain = url.pathname.replace(/\.[0-9a-f]{16}(?=\.[a-z0-9]+$)/, "");
  for (const name of (await caches.keys()).filter(cache => cache.startsWith("files-"))) {
    const response = await (await caches.open(name)).match(plain);
    if (response) return response;
  }
  return fetch(request);
}

// If no answer comes, the page with the form stays as it is: 204 says that there is no other one to show.
async function sent(event) {
  try {
    return await fetch(event.request);
  } catch {
    for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage("unanswered");
    return new Response(null, { status: 204 });
  }
}
