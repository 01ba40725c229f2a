//! At the end: every trip that was acknowledged is there as it was acknowledged last, by SQL and through the portal.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::database::Database;
use crate::load::Crowd;
use crate::load::ledger::{Content, Found};
use crate::outcome::{Doing as _, Outcome};

/// What was found.
#[derive(Default)]
pub struct Verdict {
    /// Trips compared, each in both ways.
    pub trips: usize,
    /// Changes that were acknowledged, creations included.
    pub writes: u32,
    /// What is wrong.
    pub complaints: Vec<String>,
}

/// A trip in the database.
struct Stored {
    id: String,
    owner: String,
    found: Found,
}

/// Compares everything.
pub async fn verify(crowd: &Crowd, database: &Database) -> Outcome<Verdict> {
    let stored = stored(database).await?;
    let (trips, unknown) = (crowd.ledger.trips(), crowd.ledger.unknown());
    let mut verdict = Verdict { trips: trips.len(), writes: crowd.ledger.writes(), complaints: Vec::new() };
    for (reference, entry) in &trips {
        let found = stored.get(reference).map(|stored| &stored.found);
        verdict.complaints.extend(entry.complaint(found).map(|why| format!("{reference} in the database: {why}")));
    }
    for (reference, extra) in stored.iter().filter(|(reference, _)| !trips.contains_key(*reference)) {
        if !unknown.contains(&extra.found.content.name) {
            let name = &extra.found.content.name;
            verdict.complaints.push(format!("{reference} ({name}) is in the database, but nobody entered it"));
        }
    }
    let mut by_owner: BTreeMap<&str, Vec<(&String, &Stored)>> = BTreeMap::new();
    for (reference, row) in stored.iter().filter(|(reference, _)| trips.contains_key(*reference)) {
        by_owner.entry(&row.owner).or_default().push((reference, row));
    }
    for (owner, rows) in by_owner {
        let mut reader = crowd.reader(owner).doing(format!("nobody is called {owner}"))?;
        reader.sign_in().await?;
        for (reference, row) in rows {
            let complaint = match reader.read(&row.id).await {
                Ok(trip) => trips.get(reference).and_then(|entry| entry.complaint(Some(&of_json(&trip)))),
                Err(error) => Some(error.to_string()),
            };
            verdict.complaints.extend(complaint.map(|why| format!("{reference} through the portal: {why}")));
        }
    }
    Ok(verdict)
}

async fn stored(database: &Database) -> Outcome<BTreeMap<String, Stored>> {
    let rows = database
        .query("select reference, id, created_by, version, name, purpose, notes from trips where name like 'Lyon, %ed by %'")
        .await?;
    let row = |line: &str| match line.split('\t').collect::<Vec<_>>().as_slice() {
        [reference, id, owner, version, name, purpose, notes] => {
            let content =
                Content { name: (*name).to_owned(), purpose: (*purpose).to_owned(), notes: (*notes).to_owned() };
            let found = Found { content, version: version.parse().unwrap_or_default() };
            Some(((*reference).to_owned(), Stored { id: (*id).to_owned(), owner: (*owner).to_owned(), found }))
        }
        _ => None,
    };
    rows.lines().map(|line| row(line).doing(format!("an unexpected row: {line}"))).collect()
}

fn of_json(trip: &Value) -> Found {
    let text = |member: &str| trip[member].as_str().unwrap_or_default().to_owned();
    let content = Content { name: text("name"), purpose: text("purpose"), notes: text("notes") };
    let version = trip["version"].as_u64().and_then(|version| u32::try_from(version).ok());
    Found { content, version: version.unwrap_or_default() }
}
