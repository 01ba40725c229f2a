//! Entries as a file for spreadsheets (RFC 4180), written while it is read: so many rows at once and no more.

use std::borrow::Cow;

use chrono::SecondsFormat;
use futures_util::stream::{self, Stream};
use sqlx::PgPool;

use crate::audit::list::{AuditEvent, AuditQuery};
use crate::db::keyset::{List as _, Position};
use crate::error::AppError;
use crate::i18n::Language;
use crate::reference::TimeZone;

/// How many rows are held in memory.
pub const ROWS_AT_ONCE: u32 = 1_000;

/// Spreadsheets take a file without this mark for one in an old encoding.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The words above the columns.
const HEADINGS: [&str; 8] = [
    "audit-when",
    "audit-person",
    "audit-action",
    "audit-action-code",
    "audit-subject",
    "audit-address",
    "audit-instance",
    "audit-detail",
];

/// Everything that a query finds from its position on, in pieces. Between two of them no connection is held, however slow
/// the reader.
pub fn csv(
    db: PgPool,
    query: AuditQuery,
    language: Language,
    zone: TimeZone,
) -> impl Stream<Item = Result<Vec<u8>, AppError>> {
    stream::try_unfold(Some(query), move |query| {
        let db = db.clone();
        async move {
            let Some(mut query) = query else { return Ok(None) };
            let slice = query.page::<AuditEvent>(&db).await.inspect_err(|error| {
                tracing::error!(error.message = %error, "the audit file breaks off");
            })?;
            let mut piece = Vec::new();
            if query.position == Position::First {
                piece.extend_from_slice(BYTE_ORDER_MARK);
                write(&mut piece, [HEADINGS.map(|key| language.text(key))])?;
            }
            write(&mut piece, slice.rows.iter().map(|event| fields(event, language, zone)))?;
            let rest = slice.next.map(|cursor| {
                query.position = Position::After(cursor);
                query
            });
            Ok(Some((piece, rest)))
        }
    })
}

fn fields(event: &AuditEvent, language: Language, zone: TimeZone) -> [String; 8] {
    [
        zone.at(event.at).to_rfc3339_opts(SecondsFormat::Secs, true),
        event.actor.clone(),
        event.action().map_or_else(|| event.action.clone(), |action| language.text(action.label())),
        event.action.clone(),
        event.subject.clone(),
        event.address.clone(),
        event.instance.clone(),
        event.detail.clone().unwrap_or_default(),
    ]
}

fn write(piece: &mut Vec<u8>, rows: impl IntoIterator<Item = [String; 8]>) -> Result<(), AppError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(piece);
    for row in rows {
        let fields = row.iter().map(|field| harmless(field).into_owned());
        writer.write_record(fields).map_err(AppError::internal)?;
    }
    writer.flush().map_err(AppError::internal)
}

/// A spreadsheet would calculate what begins like a formula; with an apostrophe before it, it is text. Who signs in chooses
/// the name they are noted under.
fn harmless(field: &str) -> Cow<'_, str> {
    if field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{field}"))
    } else {
        Cow::Borrowed(field)
    }
}
