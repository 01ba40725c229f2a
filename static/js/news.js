// Tells whoever looks at a trip that somebody else changed it. Nothing they look at moves: a calm line offers to show the
// change, and only the trip's status, in which nobody writes, is renewed at once. It rests while nobody looks.

const line = document.querySelector("[data-events]");
const PATIENCE = 20 * 60 * 1000;

if (line && "EventSource" in window) {
  let source = null;
  let again = 0;
  let touched = Date.now();
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    document.addEventListener(kind, () => { touched = Date.now(); open(); }, { passive: true });
  }

  const show = text => {
    const words = line.querySelector("[data-news]");
    if (words.textContent !== text) words.textContent = text;
    line.querySelector("a").hidden = false;
    line.classList.add("news--new");
    document.querySelector("[data-glance]")?.dispatchEvent(new CustomEvent("glance:renew"));
  };

  const close = () => {
    clearTimeout(again);
    source?.close();
    source = null;
  };

  function open() {
    if (source || document.hidden) return;
    clearTimeout(again);
    source = new EventSource(line.dataset.events);
    // The page may be older than the last change: it was on its way, or nobody listened for a while.
    source.addEventListener("hello", event => {
      if (event.data && Date.parse(event.data) > Date.parse(line.dataset.rendered)) show(line.dataset.changed);
    });
    source.addEventListener("change", event => show(line.dataset.changedBy.replace("#who", event.data)));
    source.addEventListener("missed", () => { close(); again = setTimeout(open, 500 + Math.random() * 2000); });
    source.addEventListener("error", () => {
      // Browsers come again by themselves unless they were refused.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      again = setTimeout(open, 20000 + Math.random() * 20000);
    });
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", event => { if (event.persisted) open(); });
  setInterval(() => { if (Date.now() - touched > PATIENCE) close(); }, 60000);
  open();
}
