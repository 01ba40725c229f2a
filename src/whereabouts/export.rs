//! Who is where as a file for spreadsheets, written while it is read: so many rows at once and no more.

use futures_util::stream::{self, Stream};

use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Language;
use crate::web::csv;
use crate::whereabouts::Stay;
use crate::whereabouts::queries::WhereaboutsQuery;

/// How many rows are held in memory.
const ROWS_AT_ONCE: u32 = 1_000;

/// The words above the columns.
const HEADINGS: [&str; 8] = [
    "whereabouts-person",
    "whereabouts-login",
    "filter-country",
    "whereabouts-country-code",
    "whereabouts-place",
    "whereabouts-trip",
    "filter-from",
    "filter-to",
];

/// Everybody that a query finds, in pieces. Between two of them no connection is held, however slow the reader.
pub fn csv(db: Db, query: WhereaboutsQuery, language: Language) -> impl Stream<Item = Result<Vec<u8>, AppError>> {
    stream::try_unfold(Some(None), move |place: Option<Option<_>>| {
        let (db, query) = (db.clone(), query.clone());
        async move {
            let Some(last) = place else { return Ok(None) };
            let stays = query.after(&db, last, ROWS_AT_ONCE).await.inspect_err(|error| {
                tracing::error!(error.message = %error, "the file of whereabouts breaks off");
            })?;
            let mut piece = Vec::new();
            if last.is_none() {
                piece.extend_from_slice(csv::BYTE_ORDER_MARK);
                csv::write(&mut piece, [HEADINGS.map(|key| language.text(key))])?;
            }
            csv::write(&mut piece, stays.iter().map(|stay| fields(stay, language)))?;
            let is_full = stays.len() == ROWS_AT_ONCE as usize;
            let next = stays.last().filter(|_| is_full).map(|stay| Some((stay.trip_id, stay.person_id)));
            Ok(Some((piece, next)))
        }
    })
}

fn fields(stay: &Stay, language: Language) -> [String; 8] {
    let code = stay.country.map(|country| country.code().to_owned()).unwrap_or_default();
    [
        stay.name.clone(),
        stay.login.clone().unwrap_or_default(),
        stay.country.map(|country| country.name(language).to_owned()).unwrap_or_default(),
        code,
        stay.place.clone().unwrap_or_default(),
        stay.reference.clone(),
        stay.start_date.to_string(),
        stay.end_date.to_string(),
    ]
}
