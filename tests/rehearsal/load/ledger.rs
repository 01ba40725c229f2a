//! What the portal has acknowledged, so that nothing of it may be lost; and what it may or may not have stored, because
//! no answer came.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// What somebody wrote into a trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub name: String,
    pub purpose: String,
    pub notes: String,
}

/// A trip as it has to be at the end.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was acknowledged last.
    pub acknowledged: Content,
    /// Changes since then of which nobody knows whether they were stored.
    pub possible: Vec<Content>,
    /// Changes acknowledged, the creation included.
    pub changes: u32,
    /// Changes that were or were not stored, since the beginning.
    pub unknown: u32,
}

/// All trips by reference, and names of those that may have come to be.
#[derive(Default)]
pub struct Ledger(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    trips: BTreeMap<String, Entry>,
    unknown: Vec<String>,
}

impl Ledger {
    /// A trip was made.
    pub fn created(&self, reference: &str, content: Content) {
        self.write(|pages| {
            let entry = Entry { acknowledged: content, possible: Vec::new(), changes: 1, unknown: 0 };
            pages.trips.insert(reference.to_owned(), entry);
        });
    }

    /// Nobody knows whether this trip was made.
    pub fn perhaps_created(&self, name: &str) {
        self.write(|pages| pages.unknown.push(name.to_owned()));
    }

    /// A change was stored.
    pub fn changed(&self, reference: &str, content: Content) {
        self.write(|pages| {
            if let Some(entry) = pages.trips.get_mut(reference) {
                entry.acknowledged = content;
                entry.possible.clear();
                entry.changes += 1;
            }
        });
    }

    /// Nobody knows whether this change was stored.
    pub fn perhaps_changed(&self, reference: &str, content: Content) {
        self.write(|pages| {
            if let Some(entry) = pages.trips.get_mut(reference) {
                entry.possible.push(content);
                entry.unknown += 1;
            }
        });
    }

    /// All trips that were acknowledged.
    pub fn trips(&self) -> BTreeMap<String, Entry> {
        self.0.lock().map(|pages| pages.trips.clone()).unwrap_or_default()
    }

    /// Names of trips of which nobody knows.
    pub fn unknown(&self) -> Vec<String> {
        self.0.lock().map(|pages| pages.unknown.clone()).unwrap_or_default()
    }

    /// How many writes were acknowledged.
    pub fn writes(&self) -> u32 {
        self.0.lock().map(|pages| pages.trips.values().map(|entry| entry.changes).sum()).unwrap_or_default()
    }

    fn write(&self, change: impl FnOnce(&mut Pages)) {
        if let Ok(mut pages) = self.0.lock() {
            change(&mut pages);
        }
    }
}

/// A trip as it was found.
#[derive(Clone, Debug)]
pub struct Found {
    pub content: Content,
    pub version: u32,
}

impl Entry {
    /// What is wrong with what was found in its place.
    pub fn complaint(&self, found: Option<&Found>) -> Option<String> {
        let Some(found) = found else { return Some("it is lost".to_owned()) };
        if found.content != self.acknowledged && !self.possible.contains(&found.content) {
            return Some(format!("it says {:?} instead of {:?}", found.content, self.acknowledged));
        }
        let versions = self.changes..=self.changes + self.unknown;
        (!versions.contains(&found.version)).then(|| {
            format!(
                "it has version {} after {} acknowledged and {} unknown changes",
                found.version, self.changes, self.unknown
            )
        })
    }
}
