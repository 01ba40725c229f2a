// Has the browser keep the trips that are looked at, lists them, and sees to it that no form is lost to a portal that cannot
// be reached. Browsers have service workers over https and on this very machine alone; elsewhere only the last part works.

const page = document.documentElement;
const note = document.querySelector("[data-as-of]");
const unsent = document.querySelector("[data-unsent]");
const canKeep = "serviceWorker" in navigator && "caches" in window;

// Whoever is not signed in has nothing to keep.
if (canKeep && note) {
  const wasServed = navigator.serviceWorker.controller !== null;
  const register = async () => {
    await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    // This page was there before the worker, which has not seen it.
    if (!wasServed && location.pathname.startsWith("/trips/")) active.postMessage({ keep: location.pathname });
  };
  const start = () => setTimeout(() => register().catch(() => {}), 500);
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}

// A page that stays open while the connection goes is as old as a kept one.
const isCopy = "keptCopy" in page.dataset;
window.addEventListener("offline", () => { page.dataset.keptCopy = ""; });
window.addEventListener("online", () => { if (!isCopy) delete page.dataset.keptCopy; });

let isSending = false;
const say = text => {
  unsent.textContent = text;
  isSending = false;
  window.dispatchEvent(new CustomEvent("unsent"));
};

// Before every other script that hears of it: what is stopped here was never sent.
document.addEventListener("submit", event => {
  if (event.target.method !== "post") return;
  unsent.textContent = "";
  if (navigator.onLine) {
    isSending = true;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  say(unsent.dataset.offline);
}, { capture: true });

window.addEventListener("pageshow", () => { isSending = false; });
navigator.serviceWorker?.addEventListener("message", event => {
  if (event.data === "unanswered" && isSending) say(unsent.dataset.unanswered);
});

// The trips that are kept, the one that was looked at last before the others.
async function list(section) {
  const found = new Map();
  for (const name of (await caches.keys()).filter(cache => cache.startsWith("pages-"))) {
    const cache = await caches.open(name);
    for (const request of (await cache.keys()).reverse()) {
      const [, noun, trip, part = ""] = new URL(request.url).pathname.split("/");
      if (noun !== "trips") continue;
      const kept = found.get(trip) ?? found.set(trip, { parts: new Set() }).get(trip);
      kept.parts.add(part && `/${part}`);
      if (part === "") kept.title = title(await (await cache.match(request)).text());
    }
  }
  const template = section.querySelector("template");
  for (const [trip, { parts, title: words }] of found) {
    const line = template.content.cloneNode(true);
    for (const link of line.querySelectorAll("a")) {
      const part = link.dataset.part ?? "";
      link.href = `/trips/${trip}${part}`;
      if (part === "") link.textContent = words ?? trip;
      else if (!parts.has(part)) link.remove();
    }
    section.querySelector("ul").append(line);
  }
  section.hidden = found.size === 0;
}

const title = html => new DOMParser().parseFromString(html, "text/html").querySelector("h1")?.textContent.trim();

const section = document.querySelector("[data-kept-trips]");
if (section && canKeep) list(section).catch(() => {});
