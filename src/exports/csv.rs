//! Trips as rows: one a trip, the columns named in the reader's language, the values as forms have them.

use futures_util::{Stream, StreamExt as _};

use crate::db::Db;
use crate::db::keyset;
use crate::error::AppError;
use crate::i18n::Language;
use crate::trips::list::ListQuery;
use crate::trips::{Trip, TripForm};
use crate::web::conflict::TextForm as _;
use crate::web::csv;

/// The columns that are no fields of the form: what a trip is called by, where it stands and whose it is.
const MORE: [&str; 3] = ["export-reference", "export-status", "export-owner"];

const COLUMNS: usize = MORE.len() + TripForm::FIELDS.len();

/// The file, in pieces.
pub fn stream(db: Db, query: ListQuery, language: Language) -> impl Stream<Item = Result<Vec<u8>, AppError>> {
    let slices = keyset::slices(db, query, |query: &mut ListQuery| &mut query.position, "the file of trips");
    slices.map(move |slice| {
        let (slice, is_first) = slice?;
        if is_first { table(&slice.rows, language) } else { rows(&slice.rows) }
    })
}

/// Trips below the headings.
pub fn table(trips: &[Trip], language: Language) -> Result<Vec<u8>, AppError> {
    let mut piece = csv::BYTE_ORDER_MARK.to_vec();
    csv::write(&mut piece, [headings(language)])?;
    piece.extend(rows(trips)?);
    Ok(piece)
}

fn rows(trips: &[Trip]) -> Result<Vec<u8>, AppError> {
    let mut piece = Vec::new();
    csv::write(&mut piece, trips.iter().map(row))?;
    Ok(piece)
}

fn headings(language: Language) -> [String; COLUMNS] {
    let mut keys = [MORE[0], MORE[1], MORE[2]].into_iter().chain(TripForm::LABELS.iter().copied());
    std::array::from_fn(|_| keys.next().map(|key| language.text(key)).unwrap_or_default())
}

/// Amounts are written with a point and no grouping in every language: a file has none of its own.
fn row(trip: &Trip) -> [String; COLUMNS] {
    let form = TripForm::of(trip, Language::English);
    let more =
        [trip.reference.clone(), trip.status.to_string(), trip.owner_login.as_deref().unwrap_or_default().to_owned()];
    let mut values = more.into_iter().chain(TripForm::FIELDS.iter().map(|field| form.get(field).to_owned()));
    std::array::from_fn(|_| values.next().unwrap_or_default())
}
