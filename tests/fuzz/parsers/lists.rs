//! Lists as their addresses describe them.

use tripmgmt::audit::filter::AuditFilter;
use tripmgmt::db::keyset::Cursor;
use tripmgmt::db::search::Search;
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Language;
use tripmgmt::reference::TimeZone;
use tripmgmt::reports::filter::ReportFilter;
use tripmgmt::trips::comparison::Comparison;
use tripmgmt::trips::filter::TripList;
use tripmgmt::web::fields::Fields;

use super::{are_worded, is_worded, now, text};

/// The list of trips, the audit log and reports: an address that the portal writes means the same list again.
pub fn lists(bytes: &[u8]) {
    let Ok(fields) = Fields::parse(bytes) else { return };
    let list = TripList::read(&fields, now());
    if !list.errors.is_empty() {
        are_worded(&list.errors);
    }
    let written = list.query_text();
    let again = TripList::read(&Fields::parse(written.as_bytes()).unwrap(), now());
    assert_eq!(again.query_text(), written);
    assert_eq!(again.address.filters, list.address.filters, "{written}");
    for language in Language::ALL {
        for chip in list.chips(language) {
            is_worded(&chip.value);
            let query = chip.remove.split_once('?').map_or("", |(_, query)| query);
            assert!(Fields::parse(query.as_bytes()).is_ok(), "{}", chip.remove);
        }
    }
    let _ = (list.other_order(), list.download("/trips/export.csv"), list.address.columns());
    let mut errors = FieldErrors::default();
    let audit = AuditFilter::read(&fields, &mut errors);
    let _ = (audit.criteria(TimeZone::UTC), audit.pairs());
    if !errors.is_empty() {
        are_worded(&errors);
    }
    let report = ReportFilter::read(&fields, now());
    if let Err(errors) = report.parse() {
        are_worded(&errors);
    }
}

/// What REST narrows lists down by, cursors, and words that are searched for.
pub fn filters(bytes: &[u8]) {
    let Ok(fields) = Fields::parse(bytes) else { return };
    for (name, value) in fields.iter().take(20) {
        if let Err(message) = Comparison::parse(name, &[value], now()) {
            is_worded(&message);
        }
        if let Err(message) = Search::parse(value) {
            is_worded(&message);
        }
        if let Ok(cursor) = value.parse::<Cursor>() {
            assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor), "{value:?}");
        }
    }
    let Some((name, values)) = text(bytes).and_then(|text| text.split_once('=')) else { return };
    let values: Vec<&str> = values.split('&').collect();
    if let Err(message) = Comparison::parse(name, &values, now()) {
        is_worded(&message);
    }
}
