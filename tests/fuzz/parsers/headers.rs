//! What stands in headers, and addresses that requests are sent to.

use std::sync::LazyLock;

use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Request, header};
use axum::response::IntoResponse as _;
use axum_extra::extract::cookie::CookieJar;
use tripmgmt::config::{Cli, Config};
use tripmgmt::i18n::Language;
use tripmgmt::sessions::address::ClientAddress;
use tripmgmt::sessions::jwt;
use tripmgmt::sessions::user_agent::Device;
use tripmgmt::signing_secret::SigningSecret;
use tripmgmt::web::flash::Flash;
use tripmgmt::web::preferences::Preferences;
use tripmgmt::web::{disposition, etag, method_override};
use tripmgmt::webhooks::address;

use super::{is_worded, now, text};

/// A request's headers with this one; nothing if no such header gets here.
fn headers(name: HeaderName, bytes: &[u8]) -> Option<HeaderMap> {
    Some([(name, HeaderValue::from_bytes(bytes).ok()?)].into_iter().collect())
}

/// Cookies: messages for the next page read back, whatever else there is is no message.
pub fn cookies(bytes: &[u8]) {
    let Some(headers) = headers(header::COOKIE, bytes) else { return };
    let jar = CookieJar::from_headers(&headers);
    let _ = Preferences::from_cookies(&jar);
    let Some(flash) = Flash::from_cookies(&jar) else { return };
    let _ = (flash.undo_label(), flash.undo());
    let left = flash.leave(().into_response());
    let set = left.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap();
    let again = Flash::from_cookies(&CookieJar::from_headers(&self::headers(header::COOKIE, set.as_bytes()).unwrap()));
    let same =
        |other: &Flash| other.kind == flash.kind && other.reference == flash.reference && other.part == flash.part;
    assert!(again.as_ref().is_some_and(same), "{flash:?} became {again:?}");
}

/// Entity tags, which bind a change to a version.
pub fn etags(bytes: &[u8]) {
    if let Some(headers) = headers(header::IF_MATCH, bytes)
        && let Ok(Some(version)) = etag::check_if_match(&headers, 3)
    {
        assert_eq!(version, 3);
    }
    if let Some(headers) = headers(header::IF_NONE_MATCH, bytes) {
        let _ = etag::is_known(&headers, "\"3\"");
    }
}

/// Tokens: without the secret nobody makes one.
pub fn jwt(bytes: &[u8]) {
    static SECRET: LazyLock<SigningSecret> = LazyLock::new(|| "nobody-knows-this-".repeat(4).parse().unwrap());
    let Some(text) = text(bytes) else { return };
    assert!(jwt::read(&SECRET, text, now()).is_none(), "{text}");
}

/// Languages and programs, as browsers say them.
pub fn languages(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let language = Language::negotiate(text);
    assert_eq!(Language::from_tag(language.tag()), Some(language));
    let _ = Device::of(text);
    let name: String = text.chars().filter(|c| !c.is_control()).collect();
    let written = disposition::disposition(&name, false);
    assert!(HeaderValue::from_str(&written).is_ok(), "{written:?}");
    if let Ok(request) = Request::post(text).body(axum::body::Body::empty()) {
        let _ = method_override::apply(request);
    }
}

/// Where a request comes from, behind a load balancer.
pub fn proxies(bytes: &[u8]) {
    let Some(headers) = headers(HeaderName::from_static("x-forwarded-for"), bytes) else { return };
    let address = ClientAddress::of(&headers, &Extensions::new(), true);
    assert!(!address.network().is_empty() && address.to_string().parse::<std::net::IpAddr>().is_ok());
}

/// Where webhooks may be: what is accepted is public as far as it can be seen, and reads back.
pub fn webhook_addresses(bytes: &[u8]) {
    static CONFIG: LazyLock<Config> =
        LazyLock::new(|| Cli::read(["tripmgmt", "--env=production"], |_| None).unwrap().config);
    let Some(text) = text(bytes) else { return };
    match address::parse(text, &CONFIG) {
        Ok(url) => {
            assert!(
                url.as_str().starts_with("https://") && url.as_str().chars().count() <= address::LONGEST,
                "{text:?}"
            );
            let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
            if let Ok(ip) = host.parse() {
                assert!(address::is_public(ip), "{text:?}: {url}");
            }
            assert_eq!(address::parse(url.as_str(), &CONFIG).as_ref(), Ok(&url), "{text:?}");
            // What sends it reads the address in its own way.
            assert!(url.as_str().parse::<axum::http::Uri>().is_ok_and(|uri| uri.host().is_some()), "{text:?}: {url}");
        }
        Err(message) => is_worded(&message),
    }
}
