//! Trips on their way out: the list as CSV for spreadsheets, and as JSON with itinerary and travellers. What stands in
//! these files is what the import reads, so that trips come back equal.

pub mod api;
mod csv;
mod json;
pub mod pages;
mod queries;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

pub use self::json::{ExportedSegment, ExportedTrip};
use crate::app::App;
use crate::db::keyset::{Position, Sort};
use crate::error::AppError;
use crate::i18n::Language;
use crate::sessions::Identity;
use crate::trips::Trip;
use crate::trips::list::{ListQuery, TripSort};
use crate::web::disposition::disposition;
use crate::web::json::set_header;

/// What a file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
}

impl Format {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// How many trips are held in memory: with their itineraries they weigh more.
    const fn trips_at_once(self) -> u32 {
        match self {
            Self::Csv => 1_000,
            Self::Json => 100,
        }
    }
}

/// Trips as the rows of a file, below the headings.
///
/// # Errors
/// They cannot be written.
pub fn table(trips: &[Trip], language: Language) -> Result<Vec<u8>, AppError> {
    csv::table(trips, language)
}

/// Everything that a list's conditions let through, as a file that is written while it is read.
fn file(app: &App, me: &Identity, list: ListQuery, format: Format, language: Language) -> Response {
    let query = ListQuery {
        // An order that nobody's changes move: whatever was there at the start comes once.
        sort: Sort { key: TripSort::Id, descending: false },
        position: Position::First,
        size: format.trips_at_once(),
        ..list
    };
    let body = match format {
        Format::Csv => Body::from_stream(csv::stream(app.db.clone(), query, language)),
        Format::Json => Body::from_stream(json::stream(app.db.clone(), query, app.clock.clone())),
    };
    let name = format!("trips-{}.{}", me.time_zone.today(app.clock.now()), format.extension());
    download(body.into_response(), format, &name)
}

/// An answer as a file to keep.
fn download(mut response: Response, format: Format, name: &str) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    set_header(&mut response, header::CONTENT_DISPOSITION, &disposition(name, false));
    response
}
