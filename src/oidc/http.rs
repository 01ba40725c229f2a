//! Requests to the provider: over TLS, within seconds, and no more of an answer than can be meant.

use std::path::Path;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt as _, Full, Limited};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::oidc::Trouble;
use crate::oidc::settings::OidcSettingsError;
use crate::web::client::{self, HttpClient, in_full};
use crate::web::fields::escaped;

/// How long one request may take. A sign-in takes four at most, and the whole has to end before the portal's own time-out.
const PATIENCE: Duration = Duration::from_secs(6);

/// How long an answer may be, in bytes: keys and claims are a few thousand.
const LONGEST: usize = 512 * 1024;

/// The way to the provider.
pub struct Http(HttpClient);

/// What the provider answered.
pub struct Answer {
    pub status: StatusCode,
    pub body: Bytes,
}

/// Who asks.
#[derive(Clone, Copy)]
pub enum Credentials<'a> {
    None,
    /// An access token.
    Bearer(&'a str),
    /// The client's own name and secret.
    Basic(&'a str, &'a str),
}

impl Http {
    /// Trusts the usual authorities, and those of a file.
    ///
    /// # Errors
    /// The file cannot be used.
    pub fn new(authority: Option<&Path>) -> Result<Self, OidcSettingsError> {
        let mut roots = client::usual_authorities();
        if let Some(path) = authority {
            let failed = |reason: String| OidcSettingsError::CaFile { path: path.to_owned(), reason };
            let certificates = CertificateDer::pem_file_iter(path).map_err(|error| failed(error.to_string()))?;
            let mut count = 0;
            for certificate in certificates {
                let certificate = certificate.map_err(|error| failed(error.to_string()))?;
                roots.add(certificate).map_err(|error| failed(error.to_string()))?;
                count += 1;
            }
            if count == 0 {
                return Err(failed("holds no certificate in PEM form".to_owned()));
            }
        }
        // Which addresses may be plain is checked where they come from.
        client::trusting(roots).map(Self).map_err(|error| OidcSettingsError::Tls(error.to_string()))
    }

    /// GET.
    ///
    /// # Errors
    /// The provider does not answer in time.
    pub async fn get(&self, address: &str, credentials: Credentials<'_>) -> Result<Answer, Trouble> {
        self.send(Method::GET, address, credentials, String::new()).await
    }

    /// POST with fields.
    ///
    /// # Errors
    /// The provider does not answer in time.
    pub async fn post(
        &self,
        address: &str,
        credentials: Credentials<'_>,
        fields: &[(&str, &str)],
    ) -> Result<Answer, Trouble> {
        let body = crate::web::fields::address("", fields.iter().copied()).trim_start_matches('?').to_owned();
        self.send(Method::POST, address, credentials, body).await
    }

    async fn send(
        &self,
        method: Method,
        address: &str,
        credentials: Credentials<'_>,
        body: String,
    ) -> Result<Answer, Trouble> {
        let failed = |reason: String| Trouble(format!("{method} {address}: {reason}"));
        let mut request = Request::builder()
            .method(&method)
            .uri(address)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| failed(error.to_string()))?;
        if let Some(mut value) = authorization(credentials).map_err(|error| failed(error.to_string()))? {
            value.set_sensitive(true);
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        let answered = tokio::time::timeout(PATIENCE, async {
            let response = self.0.request(request).await.map_err(|error| failed(in_full(&error)))?;
            let status = response.status();
            let body = Limited::new(response.into_body(), LONGEST).collect().await;
            let body = body.map_err(|error| failed(error.to_string()))?.to_bytes();
            Ok(Answer { status, body })
        });
        answered.await.unwrap_or_else(|_| Err(failed("no answer in time".to_owned())))
    }
}

fn authorization(credentials: Credentials<'_>) -> Result<Option<HeaderValue>, axum::http::header::InvalidHeaderValue> {
    let text = match credentials {
        Credentials::None => return Ok(None),
        Credentials::Bearer(token) => format!("Bearer {token}"),
        // Encoded before they are joined (RFC 6749, section 2.3.1).
        Credentials::Basic(name, secret) => {
            format!("Basic {}", STANDARD.encode(format!("{}:{}", escaped(name), escaped(secret))))
        }
    };
    HeaderValue::from_str(&text).map(Some)
}
