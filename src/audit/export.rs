//! Entries as a file for spreadsheets (RFC 4180), written while it is read: so many rows at once and no more.

use chrono::SecondsFormat;
use futures_util::stream::{self, Stream};
use sqlx::PgPool;

use crate::audit::list::{AuditEvent, AuditQuery};
use crate::db::keyset::{List as _, Position};
use crate::error::AppError;
use crate::i18n::Language;
use crate::reference::TimeZone;
use crate::web::csv;

/// How many rows are held in memory.
pub const ROWS_AT_ONCE: u32 = 1_000;

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
                piece.extend_from_slice(csv::BYTE_ORDER_MARK);
                csv::write(&mut piece, [HEADINGS.map(|key| language.text(key))])?;
            }
            csv::write(&mut piece, slice.rows.iter().map(|event| fields(event, language, zone)))?;
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
