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
/// they are called. A number below zero stays a number.
fn harmless(field: &str) -> Cow<'_, str> {
    let digits = field.strip_prefix('-').unwrap_or_default();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_number && field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{field}"))
    } else {
        Cow::Borrowed(field)
    }
}
