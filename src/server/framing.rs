//! Requests that two programs on the way could read differently: where one ends and the next begins, and whom it is for.
//! A request smuggled past a load balancer is made of such differences, so none is answered.

use axum::http::{HeaderMap, Version, header};

/// Whether everybody reads this header the same way. What hyper refuses by itself (lengths that contradict each other,
/// encodings that do not end with `chunked`, broken lines) does not come here.
#[must_use]
pub fn is_sound(version: Version, headers: &HeaderMap) -> bool {
    // RFC 9112, sections 3.2 and 6.1; an old client may have neither host nor pieces. Of two kinds of length hyper keeps the
    // pieces alone.
    let hosts = headers.get_all(header::HOST).iter().count();
    let is_old = version < Version::HTTP_11;
    let is_for_one = if is_old { hosts <= 1 } else { hosts == 1 };
    is_for_one && !(is_old && headers.contains_key(header::TRANSFER_ENCODING))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn a_request_has_one_host_and_no_old_client_sends_pieces() {
        let host = (header::HOST, "localhost");
        let (length, pieces) = ((header::CONTENT_LENGTH, "1"), (header::TRANSFER_ENCODING, "chunked"));
        for (version, pairs, sound) in [
            (Version::HTTP_11, vec![host.clone()], true),
            (Version::HTTP_11, vec![host.clone(), length], true),
            (Version::HTTP_11, vec![host.clone(), pieces.clone()], true),
            (Version::HTTP_10, vec![], true),
            (Version::HTTP_11, vec![], false),
            (Version::HTTP_11, vec![host.clone(), host.clone()], false),
            (Version::HTTP_10, vec![host.clone(), host.clone()], false),
            (Version::HTTP_10, vec![host, pieces], false),
        ] {
            assert_eq!(is_sound(version, &headers(&pairs)), sound, "{version:?} {pairs:?}");
        }
    }
}
