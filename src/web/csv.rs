//! Files for spreadsheets (RFC 4180).

use std::borrow::Cow;

use crate::error::AppError;

/// Spreadsheets take a file without this mark for one in an old encoding.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Adds rows.
///
/// # Errors
/// They cannot be written.
pub fn write<const COLUMNS: usize>(
    piece: &mut Vec<u8>,
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<(), AppError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(piece);
    for row in rows {
        let fields = row.iter().map(|field| harmless(field).into_owned());
        writer.write_record(fields).map_err(AppError::internal)?;
    }
    writer.flush().map_err(AppError::internal)
}

/// A spreadsheet would calculate what begins like a formula; with an apostrophe before it, it is text. People choose what
/// they are called. A number below zero stays a number. What has such an apostrophe already gets another, so that
/// [`restored`] knows whose it was.
fn harmless(field: &str) -> Cow<'_, str> {
    if is_formula(field.trim_start_matches('\'')) && !is_negative(field) {
        Cow::Owned(format!("'{field}"))
    } else {
        Cow::Borrowed(field)
    }
}

/// A field as it was before it was made harmless.
#[must_use]
pub fn restored(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => field,
    }
}

fn is_formula(field: &str) -> bool {
    field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn is_negative(field: &str) -> bool {
    let digits = field.strip_prefix('-').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_text_and_a_number_stays_one() {
        for (field, written) in
            [("=1+1", "'=1+1"), ("@x", "'@x"), ("'=x", "''=x"), ("-5.20", "-5.20"), ("-5-2", "'-5-2"), ("'s", "'s")]
        {
            assert_eq!(harmless(field), written);
        }
    }

    proptest! {
        #[test]
        fn every_field_comes_back_as_it_was(field in "['=+@\t-]{0,4}.{0,9}") {
            let written = harmless(&field);
            prop_assert_eq!(restored(&written), &*field);
            prop_assert!(!is_formula(&written) || is_negative(&written));
        }
    }
}
