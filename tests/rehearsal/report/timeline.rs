//! The picture of a run: who answered how many requests, what failed, how long it took, and in which phase. It follows
//! the reader's light or dark theme.

use std::fmt::Write as _;

use crate::balancer::Group;
use crate::percentile::percentile;
use crate::run::Report;
use crate::samples::Sample;

const WIDTH: f64 = 1200.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
/// Where the two panels begin and how high they are.
const RATE_TOP: f64 = 118.0;
const RATE_HEIGHT: f64 = 210.0;
const TIME_TOP: f64 = 376.0;
const TIME_HEIGHT: f64 = 150.0;
const MARKS_TOP: f64 = TIME_TOP + TIME_HEIGHT + 62.0;
const MARK_LINE: f64 = 21.0;

const STYLE: &str = "
svg { --paper: #fbfaf7; --ink: #1d2430; --quiet: #5c6675; --line: #d9d6cd; --band: #efece4;
  --blue: #3b6fd4; --green: #2f9e62; --bad: #d3322b; --p50: #7a4fc0; --p99: #b8690b; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #14181f; --ink: #e9edf3; --quiet: #9aa5b5; --line: #323a47; --band: #1c222c;
    --blue: #6d9bf5; --green: #4fc98a; --bad: #ff6b61; --p50: #b79af0; --p99: #f0a94a; }
}
text { font: 13px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: var(--ink); }
.title { font-size: 21px; font-weight: 700; } .quiet { fill: var(--quiet); } .number { fill: var(--paper); font-size: 11px; font-weight: 700; }
.end { text-anchor: end; } .middle { text-anchor: middle; }
.paper { fill: var(--paper); } .band { fill: var(--band); } .grid { stroke: var(--line); } .axis { stroke: var(--quiet); }
.blue { fill: var(--blue); } .green { fill: var(--green); } .bad { fill: var(--bad); }
.p50 { stroke: var(--p50); } .p99 { stroke: var(--p99); } .key-p50 { fill: var(--p50); } .key-p99 { fill: var(--p99); }
.curve { fill: none; stroke-width: 1.8; stroke-linejoin: round; } .mark { stroke: var(--ink); stroke-dasharray: 3 3; } .dot { fill: var(--ink); }
";

/// One second of the run.
#[derive(Clone, Default)]
struct Second {
    blue: usize,
    green: usize,
    failed: usize,
    took: Vec<f64>,
}

/// The picture as SVG.
pub fn draw(report: &Report) -> String {
    let end = report.spans.last().map_or(1.0, |span| span.to).max(1.0);
    let seconds = by_second(&report.samples, end);
    let marks = report.events.iter().filter(|event| event.is_mark && event.at <= end).count();
    let lines = marks.div_ceil(2);
    let height = MARKS_TOP + as_f64(lines) * MARK_LINE + 16.0;
    let mut svg = Drawing { end, text: String::new() };
    svg.add(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"title\">\n\
         <title id=\"title\">{}</title>\n<style>{STYLE}</style>\n<rect class=\"paper\" width=\"{WIDTH}\" height=\"{height}\"/>",
        headline(report)
    ));
    svg.heading(report);
    svg.bands(report);
    svg.rates(&seconds);
    svg.times(&seconds);
    svg.marks(report);
    svg.add("</svg>");
    svg.text
}

fn headline(report: &Report) -> String {
    let failed = report.samples.iter().filter(|sample| sample.failure.is_some()).count();
    format!("{}: {} requests, {failed} failed", report.scenario.about(), grouped(report.samples.len()))
}

/// 38,017 for 38017.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn by_second(samples: &[Sample], end: f64) -> Vec<Second> {
    // What is left of a second at the end would look like a fall.
    let mut seconds = vec![Second::default(); whole(end.floor()).max(1)];
    for sample in samples {
        let Some(second) = seconds.get_mut(whole(sample.at.as_secs_f64())) else { continue };
        match &sample.answered_by {
            _ if sample.failure.is_some() => second.failed += 1,
            Some(slot) if slot.starts_with(Group::Two.name()) => second.green += 1,
            _ => second.blue += 1,
        }
        second.took.push(sample.took.as_secs_f64() * 1e3);
    }
    for second in &mut seconds {
        second.took.sort_by(f64::total_cmp);
    }
    seconds
}

struct Drawing {
    end: f64,
    text: String,
}

impl Drawing {
    fn add(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn label(&mut self, (x, y): (f64, f64), class: &str, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.add(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">{text}</text>"));
    }

    /// Where a second is.
    fn x(&self, second: f64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * (second / self.end)
    }

    fn heading(&mut self, report: &Report) {
        self.label((LEFT, 36.0), "title", &headline(report));
        let bad: Vec<&str> =
            report.checks.iter().filter(|check| !check.holds).map(|check| check.what.as_str()).collect();
        let line = if bad.is_empty() {
            format!("All {} expectations hold, no acknowledged write is lost.", report.checks.len())
        } else {
            format!("Does not hold: {}", bad.join("; "))
        };
        self.label((LEFT, 58.0), "quiet", &line);
    }

    /// The phases, every other one tinted, each with its name; where it is narrow, the name stands lower.
    fn bands(&mut self, report: &Report) {
        let (top, bottom) = (RATE_TOP - 34.0, TIME_TOP + TIME_HEIGHT);
        let mut free_from = [0.0_f64; 2];
        for (number, span) in report.spans.iter().enumerate() {
            let (from, to) = (self.x(span.from), self.x(span.to));
            if number % 2 == 0 {
                self.add(&format!(
                    "<rect class=\"band\" x=\"{from:.1}\" y=\"{top}\" width=\"{:.1}\" height=\"{:.1}\"/>",
                    to - from,
                    bottom - top
                ));
            }
            let name = span.phase.name();
            let width = 7.5 * as_f64(name.len());
            let line = usize::from(free_from[0] > from + 4.0);
            free_from[line] = from + 4.0 + width + 6.0;
            self.label((from + 4.0, top + 14.0 + 15.0 * as_f64(line)), "quiet", name);
        }
    }

    fn rates(&mut self, seconds: &[Second]) {
        let most = seconds.iter().map(|second| second.blue + second.green + second.failed).max().unwrap_or(1).max(1);
        let step = nice_step(as_f64(most) / 4.0);
        let top = (as_f64(most) / step).ceil() * step;
        let scale = |value: f64| RATE_HEIGHT * value / top;
        self.grid(RATE_TOP, RATE_HEIGHT, step, top);
        self.label((LEFT - 48.0, RATE_TOP - 40.0), "quiet", "requests/s");
        let bottom = RATE_TOP + RATE_HEIGHT;
        for (number, second) in seconds.iter().enumerate() {
            let (from, to) = (self.x(as_f64(number)), self.x((as_f64(number) + 1.0).min(self.end)));
            let mut y = bottom;
            for (class, count) in [("blue", second.blue), ("green", second.green), ("bad", second.failed)] {
                // One failure among hundreds has to be seen, too.
                let least = if class == "bad" { 3.0 } else { 0.0 };
                let height = scale(as_f64(count)).max(least);
                if count > 0 {
                    y -= height;
                    let width = (to - from - 0.6).max(0.5);
                    self.add(&format!("<rect class=\"{class}\" x=\"{from:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"));
                }
            }
        }
        self.keys(58.0, &[("blue", "the version before"), ("green", "the new version"), ("bad", "failed")]);
    }

    fn times(&mut self, seconds: &[Second]) {
        let mut highest: Vec<f64> = seconds.iter().map(|second| percentile(&second.took, 99)).collect();
        highest.sort_by(f64::total_cmp);
        // A single second that was far slower than all others would flatten the rest: it is cut off.
        let top = percentile(&highest, 97).max(1.0);
        let step = nice_step(top / 3.0);
        let top = (top / step).ceil() * step;
        self.grid(TIME_TOP, TIME_HEIGHT, step, top);
        self.label((LEFT - 48.0, TIME_TOP - 12.0), "quiet", "milliseconds");
        for (class, hundredths) in [("p99", 99), ("p50", 50)] {
            let mut points = String::new();
            for (number, second) in seconds.iter().enumerate().filter(|(_, second)| !second.took.is_empty()) {
                let x = self.x((as_f64(number) + 0.5).min(self.end));
                let y = TIME_TOP + TIME_HEIGHT * (1.0 - (percentile(&second.took, hundredths) / top).min(1.0));
                let _ = write!(points, "{x:.1},{y:.1} ");
            }
            self.add(&format!("<polyline class=\"curve {class}\" points=\"{}\"/>", points.trim_end()));
        }
        self.keys(TIME_TOP - 12.0, &[("key-p50", "p50"), ("key-p99", "p99")]);
        let (step, mut second) = (nice_step(self.end / 10.0), 0.0);
        while second <= self.end {
            let x = self.x(second);
            self.label((x, TIME_TOP + TIME_HEIGHT + 18.0), "quiet middle", &format!("{second} s"));
            second += step;
        }
    }

    fn grid(&mut self, top: f64, height: f64, step: f64, most: f64) {
        let mut value = 0.0;
        while value <= most {
            let y = top + height * (1.0 - value / most);
            let class = if value == 0.0 { "axis" } else { "grid" };
            self.add(&format!("<path class=\"{class}\" d=\"M{LEFT} {y:.1}H{:.1}\"/>", WIDTH - RIGHT));
            self.label((LEFT - 8.0, y + 4.0), "quiet end", &format!("{value}"));
            value += step;
        }
    }

    /// What the colours mean, to the right.
    fn keys(&mut self, y: f64, keys: &[(&str, &str)]) {
        let mut x = WIDTH - RIGHT;
        for (class, name) in keys.iter().rev() {
            self.label((x, y), "quiet end", name);
            x -= 7.6 * as_f64(name.len()) + 16.0;
            self.add(&format!(
                "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"10\" height=\"10\" rx=\"2\"/>",
                y - 10.0
            ));
            x -= 16.0;
        }
    }

    fn marks(&mut self, report: &Report) {
        let marks = report.events.iter().filter(|event| event.is_mark && event.at <= self.end);
        let marks: Vec<_> = marks.collect();
        let rows = marks.len().div_ceil(2).max(1);
        let y = TIME_TOP + TIME_HEIGHT + 34.0;
        let mut free_from = 0.0_f64;
        for (number, event) in marks.iter().enumerate() {
            let line = self.x(event.at);
            self.add(&format!("<path class=\"mark\" d=\"M{line:.1} {RATE_TOP}V{:.1}\"/>", TIME_TOP + TIME_HEIGHT));
            // Those close together stand side by side.
            let x = line.max(free_from);
            free_from = x + 19.0;
            let (left, top) = if number < rows { (LEFT, number) } else { (WIDTH / 2.0, number - rows) };
            let at = MARKS_TOP + MARK_LINE * as_f64(top);
            for (x, y) in [(x, y), (left, at - 5.0)] {
                self.add(&format!("<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"8.5\"/>"));
                self.label((x, y + 4.0), "number middle", &(number + 1).to_string());
            }
            self.label((left + 16.0, at), "", &format!("{:.1} s: {}", event.at, event.text));
        }
    }
}

/// 1, 2 or 5 times a power of ten, not less than `least`.
fn nice_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.max(0.001).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= least).unwrap_or(10.0 * power)
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "seconds of a run, which are few and not negative"
)]
const fn whole(seconds: f64) -> usize {
    seconds as usize
}
