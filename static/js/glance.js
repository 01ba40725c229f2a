// Keeps a trip's status true: counts down, shows the local time, and asks the server again when something begins or ends.
// Read aloud is little of that: an hour, half an hour and ten minutes before, and what has changed.

const SAID_AT = [60, 30, 10];
const DAY = 24 * 60;

const words = (box, minutes) => {
  const { moment, minutes: few, hours, both, days } = box.dataset;
  if (minutes < 1) return moment;
  if (minutes >= 2 * DAY) return days.replace("#d", Math.floor(minutes / DAY));
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return (h === 0 ? few : m === 0 ? hours : both).replace("#h", h).replace("#m", m);
};

// The server's clock is right; the difference to it is taken once, when its answer arrives.
let ahead = 0;
const now = () => Date.now() + ahead;

function say(box, text) {
  const line = box.querySelector("[data-glance-said]");
  if (line && line.textContent !== text) line.textContent = text;
}

function tick(box) {
  for (const element of box.querySelectorAll("[data-countdown]")) {
    const minutes = Math.floor((Date.parse(element.dataset.countdown) - now()) / 60000);
    if (minutes < 0) continue;
    const text = words(box, minutes);
    if (element.textContent === text) continue;
    element.textContent = text;
    if (element.dataset.announce && SAID_AT.includes(minutes)) {
      say(box, box.dataset.said.replace("#n", element.dataset.announce).replace("#t", text));
    }
  }
  for (const element of box.querySelectorAll("[data-clock]")) {
    const time = new Intl.DateTimeFormat("en-GB", { timeZone: element.dataset.clock, hour: "2-digit", minute: "2-digit" });
    const text = time.format(now());
    const shown = element.querySelector("strong");
    if (shown.textContent !== text) shown.textContent = text;
    element.dateTime = new Date(now()).toISOString();
  }
}

async function renew(box) {
  const response = await fetch(location.pathname, { headers: { accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("[data-glance]");
  if (!fresh) {
    box.remove();
    return;
  }
  if (box.contains(document.activeElement)) return;
  box.replaceWith(fresh);
  start(fresh);
  const names = [...fresh.querySelectorAll(".glance__name")].map(name => name.textContent.trim());
  say(fresh, [fresh.querySelector(".glance__title").textContent, ...names].join(": "));
}

function start(box) {
  const at = Date.parse(box.querySelector("[data-clock]")?.dateTime ?? "");
  if (Number.isFinite(at)) ahead = at - Date.now();
  tick(box);
  let asked = 0;
  const timer = setInterval(() => {
    if (!box.isConnected) {
      clearInterval(timer);
      return;
    }
    tick(box);
    // A second later than told, and no more than once a minute, should the clocks disagree.
    const due = Date.parse(box.dataset.changesAt ?? "") + 1000;
    if (!document.hidden && now() > due && Date.now() - asked > 60000) {
      asked = Date.now();
      renew(box).catch(() => {});
    }
  }, 1000);
  box.addEventListener("glance:renew", () => renew(box).catch(() => {}));
  // A page that was put aside is from another time: what it says is caught up with when it is looked at again.
  document.addEventListener("visibilitychange", () => box.isConnected && !document.hidden && tick(box));
}

const box = document.querySelector("[data-glance]");
if (box) start(box);
