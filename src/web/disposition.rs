//! `Content-Disposition` (RFC 6266): what a file is called where it is kept.

use std::fmt::Write as _;

/// The header's value for a file of this name, to be shown or to be kept.
#[must_use]
pub fn disposition(name: &str, shown: bool) -> String {
    let mut value = String::from(if shown { "inline" } else { "attachment" });
    // For those that do not know the other form; what could be read in two ways is left out.
    let plain = |c: char| if (c.is_ascii_graphic() || c == ' ') && !matches!(c, '"' | '\\' | '%') { c } else { '_' };
    let likeness: String = name.chars().map(plain).collect();
    let _ = write!(value, "; filename=\"{likeness}\"");
    if likeness != name {
        value.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            // attr-char of RFC 8187, section 3.2.1
            if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
                value.push(char::from(byte));
            } else {
                let _ = write!(value, "%{byte:02X}");
            }
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plain_name_stands_as_it_is_and_any_other_is_encoded_beside_a_likeness() {
        assert_eq!(disposition("receipt 7.pdf", false), "attachment; filename=\"receipt 7.pdf\"");
        assert_eq!(
            disposition("Reçu \"50 €\".pdf", true),
            "inline; filename=\"Re_u _50 __.pdf\"; filename*=UTF-8''Re%C3%A7u%20%2250%20%E2%82%AC%22.pdf"
        );
    }

    proptest! {
        #[test]
        fn any_name_fits_into_a_header_and_reads_back(name in "[^\0-\x1f\x7f]{1,40}") {
            let value = disposition(&name, false);
            prop_assert!(HeaderValue::from_str(&value).is_ok());
            let read = match value.split_once("; filename*=UTF-8''") {
                Some((_, encoded)) => percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap().into_owned(),
                None => value.trim_start_matches("attachment; filename=").trim_matches('"').to_owned(),
            };
            prop_assert_eq!(read, name);
        }
    }
}
