//! Entries as a file for spreadsheets (RFC 4180), written while it is read: so many rows at once and no more.

use chrono::SecondsFormat;
use futures_util::{Stream, StreamExt as _};

use crate::audit::list::{AuditEvent, AuditQuery};
use crate::db::Db;
use crate::db::keyset;
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

/// Everything that a query finds from its position on, in pieces.
pub fn csv(
    db: Db,
    query: AuditQuery,
    language: Language,
    zone: TimeZone,
) -> impl Stream<Item = Result<Vec<u8>, AppError>> {
    let slices = keyset::slices(db, query, |query: &mut AuditQuery| &mut query.position, "the audit file");
    slices.map(move |slice| {
        let (slice, is_first) = slice?;
        let mut piece = Vec::new();
        if is_first {
            piece.extend_from_slice(csv::BYTE_ORDER_MARK);
            csv::write(&mut piece, [HEADINGS.map(|key| language.text(key))])?;
        }
        csv::write(&mut piece, slice.rows.iter().map(|event: &AuditEvent| fields(event, language, zone)))?;
        Ok(piece)
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
