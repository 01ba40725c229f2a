// Keeps parts of a page fresh. An element with data-live="10" hears a "live" event every ten seconds; one that also has
// data-live-region is then replaced by what the server says now. It rests while nobody looks: a page in the background, or
// one that nobody has touched for a while, should neither cost anything nor keep a session alive.

const PATIENCE = 20 * 60 * 1000;
let touched = Date.now();
for (const kind of ["pointerdown", "pointermove", "keydown", "scroll"]) {
  document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
}

const note = isLive => {
  for (const element of document.querySelectorAll("[data-live-on]")) element.hidden = !isLive;
  for (const element of document.querySelectorAll("[data-live-off]")) element.hidden = isLive;
};

async function refresh(region) {
  const response = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!response.ok || response.redirected) throw new Error(`status ${response.status}`);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-live-region]");
  // What has the focus stays, and so does what has not changed.
  if (fresh && !region.contains(document.activeElement) && !region.isEqualNode(fresh)) region.replaceChildren(...fresh.childNodes);
}

// Without an answer, as when one is signed out, nothing asks any more.
let isLost = false;

for (const element of document.querySelectorAll("[data-live]")) {
  note(true);
  setInterval(() => {
    if (document.hidden || isLost) return;
    if (Date.now() - touched > PATIENCE) {
      note(false);
      return;
    }
    note(true);
    element.dispatchEvent(new CustomEvent("live"));
  }, Number(element.dataset.live) * 1000);
  element.addEventListener("live:lost", () => {
    isLost = true;
    note(false);
  });
  if ("liveRegion" in element.dataset) {
    element.addEventListener("live", () => {
      refresh(element).catch(() => element.dispatchEvent(new CustomEvent("live:lost")));
    });
  }
}
