//! Files on their way out: streamed, whole or in part (RFC 9110, section 14), and never as something that a browser runs.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::attachments::Attachment;
use crate::error::AppError;
use crate::web::disposition::disposition;
use crate::web::etag;
use crate::web::json::set_header;

/// Nothing in a file may run, load or be framed.
const SANDBOX: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Browsers show PDF with a page of their own, which a sandbox would keep from working; scripts in a PDF do not get out of it.
const PDF: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// A file, or the part of it that was asked for.
///
/// # Errors
/// It cannot be read.
pub async fn respond(
    app: &App,
    attachment: &Attachment,
    headers: &HeaderMap,
    shown: bool,
) -> Result<Response, AppError> {
    let size = u64::try_from(attachment.size).map_err(AppError::internal)?;
    let etag = format!("\"{}\"", attachment.digest());
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let is_known = etag::is_known(headers, &etag);
    // Part of another file is of no use.
    let is_same = text(header::IF_RANGE).is_none_or(|known| known == etag);
    let range = text(header::RANGE).filter(|_| is_same).map_or(Range::Whole, |range| Range::read(range, size));
    let mut response = match range {
        _ if is_known => StatusCode::NOT_MODIFIED.into_response(),
        Range::Outside => StatusCode::RANGE_NOT_SATISFIABLE.into_response(),
        Range::Part(first, last) => {
            let body = app.store.read(attachment.file_id, first, last).await?;
            (StatusCode::PARTIAL_CONTENT, Body::from_stream(body)).into_response()
        }
        Range::Whole => Body::from_stream(app.store.read(attachment.file_id, 0, size - 1).await?).into_response(),
    };
    match range {
        _ if is_known => {}
        Range::Outside => set_header(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}")),
        Range::Part(first, last) => {
            set_header(&mut response, header::CONTENT_RANGE, &format!("bytes {first}-{last}/{size}"));
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(last - first + 1));
        }
        Range::Whole => drop(response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(size))),
    }
    let shown = shown && attachment.can_be_shown();
    let policy = if shown && attachment.media_type == "application/pdf" { PDF } else { SANDBOX };
    set_header(&mut response, header::ETAG, &etag);
    set_header(&mut response, header::ACCEPT_RANGES, "bytes");
    set_header(&mut response, header::CONTENT_SECURITY_POLICY, policy);
    // Kept, but asked for every time: whoever may see the trip today may not tomorrow.
    set_header(&mut response, header::CACHE_CONTROL, "private, no-cache");
    if response.status().is_success() {
        set_header(&mut response, header::CONTENT_TYPE, &attachment.media_type);
        set_header(&mut response, header::CONTENT_DISPOSITION, &disposition(&attachment.name, shown));
    }
    Ok(response)
}

/// What `Range` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Range {
    Whole,
    /// From the first to the last byte, both included.
    Part(u64, u64),
    /// Nothing that is there.
    Outside,
}

impl Range {
    /// Reads the header; what is not understood, and several parts at once, may be answered with the whole.
    fn read(header: &str, size: u64) -> Self {
        let Some((first, last)) = header.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
            return Self::Whole;
        };
        let number = |text: &str| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u64>().ok().filter(|_| digits)
        };
        match (first, number(first), last, number(last)) {
            ("", _, _, Some(0)) => Self::Outside,
            ("", _, _, Some(count)) => Self::Part(size.saturating_sub(count), size - 1),
            (_, Some(first), "", _) if first < size => Self::Part(first, size - 1),
            (_, Some(first), _, Some(last)) if first <= last && first < size => Self::Part(first, last.min(size - 1)),
            (_, Some(first), "", _) | (_, Some(first), _, Some(_)) if first >= size => Self::Outside,
            _ => Self::Whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_range_is_part_of_the_file_or_outside_of_it() {
        for (header, range) in [
            ("bytes=0-0", Range::Part(0, 0)),
            ("bytes=5-", Range::Part(5, 9)),
            ("bytes=-3", Range::Part(7, 9)),
            ("bytes=-30", Range::Part(0, 9)),
            ("bytes=4-99", Range::Part(4, 9)),
            ("bytes=10-", Range::Outside),
            ("bytes=10-12", Range::Outside),
            ("bytes=-0", Range::Outside),
            ("bytes=3-2", Range::Whole),
            ("bytes=0-1,4-5", Range::Whole),
            ("bytes=-", Range::Whole),
            ("bytes=+1-2", Range::Whole),
            ("lines=1-2", Range::Whole),
        ] {
            assert_eq!(Range::read(header, 10), range, "{header}");
        }
    }

    proptest! {
        #[test]
        fn a_part_lies_within_the_file(header in "(bytes=)?[0-9]{0,3}-?[0-9]{0,3}", size in 1_u64..500) {
            if let Range::Part(first, last) = Range::read(&header, size) {
                prop_assert!(first <= last && last < size);
            }
        }
    }
}
