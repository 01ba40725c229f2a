// Draws how the task does while the page is open: each "live" event asks for its totals, and what lies between two answers
// becomes a point of each curve. Nothing is kept but the last ten minutes, here in the page.

const section = document.querySelector("[data-metrics]");
const POINTS = 120;
const ROWS = 12;
const [WIDTH, HEIGHT] = [300, 80];

const language = document.documentElement.lang;
const format = (options = {}) => {
  const formatter = new Intl.NumberFormat(language, { maximumFractionDigits: 2, ...options });
  return value => formatter.format(value);
};
const SHOWN = {
  rate: format(),
  p95: format({ style: "unit", unit: "millisecond" }),
  memory: format({ style: "unit", unit: "megabyte", maximumFractionDigits: 1 }),
  cpu: format({ style: "percent", maximumFractionDigits: 1 }),
  connections: format(),
};

const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
};

// The time within which 95 of 100 requests between two answers were done, in milliseconds.
function percentile(before, now) {
  const counts = now.map(({ count }, i) => count - before[i].count);
  const wanted = 0.95 * counts.at(-1);
  if (!(wanted > 0)) return 0;
  const i = counts.findIndex(count => count >= wanted);
  const [below, lower] = i > 0 ? [counts[i - 1], now[i - 1].seconds] : [0, 0];
  return 1000 * (lower + (now[i].seconds - lower) * ((wanted - below) / (counts[i] - below)));
}

function point(before, now) {
  const [old, fresh] = [before["http.server.requests"], now["http.server.requests"]];
  const [then, here] = [before.processMetrics, now.processMetrics];
  const seconds = Math.max((Date.parse(now.timestamp) - Date.parse(before.timestamp)) / 1000, 0.001);
  return {
    time: new Date(now.timestamp),
    rate: (fresh.all.count - old.all.count) / seconds,
    p95: percentile(old.histogram, fresh.histogram),
    memory: here["process.memory.resident"] / 1e6,
    cpu: (here["process.cpu.time"] - then["process.cpu.time"]) / seconds,
    connections: now.databases.active.value,
  };
}

class Curve {
  constructor(figure) {
    this.name = figure.dataset.curve;
    this.now = figure.querySelector("[data-now]");
    this.range = figure.querySelector("[data-range]");
    this.area = svg("path", { class: "curve__area" });
    this.line = svg("polyline", { class: "curve__line" });
    const described = `curve-${this.name}-range`;
    this.range.id = described;
    const plot = svg("svg", {
      class: "curve__plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img",
      "aria-labelledby": `curve-${this.name}`, "aria-describedby": described,
    });
    plot.append(this.area, this.line);
    this.range.before(plot);
  }

  draw(points) {
    const values = points.map(each => each[this.name]);
    const [lowest, highest] = [Math.min(...values), Math.max(...values)];
    const top = highest > 0 ? highest * 1.1 : 1;
    const places = values.map((value, i) => {
      const x = WIDTH - (values.length - 1 - i) * (WIDTH / (POINTS - 1));
      return `${x.toFixed(1)},${(HEIGHT - (value / top) * HEIGHT).toFixed(1)}`;
    });
    this.line.setAttribute("points", places.join(" "));
    const first = places[0].split(",")[0];
    this.area.setAttribute("d", `M${first},${HEIGHT} L${places.join(" L")} L${WIDTH},${HEIGHT} Z`);
    const shown = SHOWN[this.name];
    this.now.textContent = shown(values.at(-1));
    this.range.textContent = this.range.dataset.words.replace("%lowest%", shown(lowest)).replace("%highest%", shown(highest));
  }
}

function tabulate(body, columns, points) {
  const time = new Intl.DateTimeFormat(language, { timeStyle: "medium", timeZone: "UTC" });
  body.replaceChildren(...points.slice(-ROWS).reverse().map(each => {
    const row = document.createElement("tr");
    row.className = "row";
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = `${time.format(each.time)} UTC`;
    row.append(head, ...columns.map(({ name, label }) => {
      const cell = document.createElement("td");
      cell.className = "numeric";
      cell.dataset.label = label;
      cell.textContent = SHOWN[name](each[name]);
      return cell;
    }));
    return row;
  }));
}

if (section) {
  const curves = [...section.querySelectorAll("[data-curve]")].map(figure => new Curve(figure));
  const columns = [...section.querySelectorAll("[data-column]")]
    .map(head => ({ name: head.dataset.column, label: head.textContent.trim() }));
  const body = section.querySelector("[data-samples]");
  const other = section.querySelector("[data-other]");
  let [before, points] = [null, []];

  const look = async () => {
    const response = await fetch(section.dataset.metrics, { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const now = await response.json();
    const isSame = before && before.instance === now.instance
      && before.processMetrics["process.uptime"] <= now.processMetrics["process.uptime"];
    if (before && !isSame) {
      points = [];
      other.hidden = false;
    }
    if (isSame) {
      points = [...points, point(before, now)].slice(-POINTS);
      for (const curve of curves) curve.draw(points);
      tabulate(body, columns, points);
    }
    before = now;
  };
  const tryToLook = () => look().catch(() => section.dispatchEvent(new CustomEvent("live:lost")));
  section.hidden = false;
  section.addEventListener("live", tryToLook);
  tryToLook();
}
