//! What comes of a rehearsal: a table on the terminal, `report.md`, and a picture of each scenario.

mod timeline;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use crate::balancer::Group;
use crate::checks::Check;
use crate::outcome::{Doing as _, Outcome};
use crate::run::Report;
use crate::samples::{Figures, Kind, by_phase};
use crate::stage::Settings;

/// All scenarios that were played.
pub struct Summary {
    folder: PathBuf,
    pace: f64,
    rate: f64,
    text: String,
    failed: Vec<String>,
    overview: Vec<[String; 6]>,
}

impl Summary {
    /// Nothing has been played yet.
    pub fn new(settings: &Settings) -> Self {
        let (folder, pace, rate) = (settings.report.clone(), settings.pace.0, settings.rate);
        Self { folder, pace, rate, text: String::new(), failed: Vec::new(), overview: Vec::new() }
    }

    /// Takes a scenario in: its table is printed, its picture written.
    pub fn add(&mut self, report: &Report) -> Outcome<()> {
        let name = report.scenario.name();
        let picture = self.folder.join(format!("{name}.svg"));
        std::fs::write(&picture, timeline::draw(report)).doing(picture.display())?;
        let (table, failed) = (phases(report), report.checks.iter().filter(|check| !check.holds));
        self.failed.extend(failed.map(|check| format!("{name}: {}: {}", check.what, check.found)));
        println!("\n{}", aligned(&table));
        for check in &report.checks {
            println!("  {} {} ({})", if check.holds { "ok    " } else { "FAILED" }, check.what, check.found);
        }
        println!("  {:.0} s, picture: {}\n", report.took.as_secs_f64(), picture.display());
        let all = Figures::of(report.samples.iter());
        let verdict = if report.checks.iter().all(|check| check.holds) { "as expected" } else { "**FAILED**" };
        self.overview.push([
            name,
            all.requests.to_string(),
            all.failures.to_string(),
            format!("{:.1}", all.p50),
            format!("{:.1}", all.p99),
            format!("{verdict}, {:.0} s", report.took.as_secs_f64()),
        ]);
        self.text.push_str(&section(report, &table)?);
        Ok(())
    }

    /// Writes `report.md`, and says first what failed; whether nothing did.
    pub fn write(self) -> Outcome<bool> {
        let path = self.folder.join("report.md");
        let mut text = format!(
            "# Rehearsal of a deployment\n\nWaits are {} times shorter than in AWS; about {} requests/s are sent.\n\n",
            self.pace, self.rate
        );
        for failed in &self.failed {
            writeln!(text, "- **FAILED** {failed}")?;
        }
        let header = ["scenario", "requests", "failed", "p50, ms", "p99, ms", "result"].map(str::to_owned);
        let mut overview = vec![header.to_vec()];
        overview.extend(self.overview.iter().map(|row| row.to_vec()));
        text.push_str(&markdown(&overview)?);
        text.push_str(&self.text);
        std::fs::write(&path, text).doing(path.display())?;
        for failed in &self.failed {
            println!("FAILED: {failed}");
        }
        println!("{}report: {}", aligned(&overview), path.display());
        Ok(self.failed.is_empty())
    }
}

fn section(report: &Report, table: &[Vec<String>]) -> Outcome<String> {
    let name = report.scenario.name();
    let mut text = format!("\n## {name}\n\n{}.\n\n![{name}]({name}.svg)\n\n", report.scenario.about());
    text.push_str(&markdown(table)?);
    text.push('\n');
    text.push_str(&markdown(&kinds(report))?);
    text.push('\n');
    for Check { what, holds, found } in &report.checks {
        writeln!(text, "- {} {what}: {found}", if *holds { "ok:" } else { "**FAILED:**" })?;
    }
    let mut failures: BTreeMap<String, usize> = BTreeMap::new();
    for why in report.samples.iter().filter_map(|sample| sample.failure.as_deref()) {
        // The method and the reason; the path between them is another one each time.
        let (what, reason) = why.split_once(": ").unwrap_or(("", why));
        let method = what.split(' ').next().unwrap_or_default();
        *failures.entry(format!("{method}: {reason}")).or_default() += 1;
    }
    if !failures.is_empty() {
        text.push_str("\nRequests that failed:\n\n");
    }
    for (why, count) in failures {
        writeln!(text, "- {count} × {why}")?;
    }
    text.push_str("\nWhat happened:\n\n");
    for event in &report.events {
        writeln!(text, "- {:.1} s: {}", event.at, event.text)?;
    }
    Ok(text)
}

fn phases(report: &Report) -> Vec<Vec<String>> {
    let header =
        ["phase", "seconds", "requests", "failed", "p50, ms", "p99, ms", "longest, ms", "blue", "green", "nobody"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for (phase, seconds, figures) in by_phase(&report.samples, &report.spans) {
        rows.push(row(phase.name(), &format!("{seconds:.1}"), &figures));
    }
    let seconds: f64 = report.spans.iter().map(|span| span.to - span.from).sum();
    rows.push(row("all", &format!("{seconds:.1}"), &Figures::of(report.samples.iter())));
    rows
}

fn kinds(report: &Report) -> Vec<Vec<String>> {
    let header = ["request", "", "requests", "failed", "p50, ms", "p99, ms", "longest, ms", "blue", "green", "nobody"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let mut kinds: Vec<Kind> = report.samples.iter().map(|sample| sample.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let figures = Figures::of(report.samples.iter().filter(|sample| sample.kind == kind));
        rows.push(row(kind.name(), "", &figures));
    }
    rows
}

fn row(name: &str, seconds: &str, figures: &Figures) -> Vec<String> {
    let answered = |group: Group| -> usize {
        figures.answered_by.iter().filter(|(slot, _)| slot.starts_with(group.name())).map(|(_, count)| count).sum()
    };
    let nobody = figures.answered_by.get("").copied().unwrap_or_default();
    vec![
        name.to_owned(),
        seconds.to_owned(),
        figures.requests.to_string(),
        figures.failures.to_string(),
        format!("{:.1}", figures.p50),
        format!("{:.1}", figures.p99),
        format!("{:.0}", figures.longest),
        answered(Group::One).to_string(),
        answered(Group::Two).to_string(),
        nobody.to_string(),
    ]
}

/// Columns under one another: text to the left, figures to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(number, (cell, width))| {
            if number == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        text.push_str("  ");
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn markdown(rows: &[Vec<String>]) -> Outcome<String> {
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        writeln!(text, "| {} |", row.join(" | "))?;
        if number == 0 {
            let rule = row.iter().enumerate().map(|(column, _)| if column == 0 { "---" } else { "--:" });
            writeln!(text, "|{}|", rule.collect::<Vec<_>>().join("|"))?;
        }
    }
    Ok(text)
}
