//! One request to a webhook: within seconds, to a public address, without following it elsewhere, and reading no more of the
//! answer than is kept.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{Method, Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::ClientConfig;
use url::{Host, Url};

use crate::config::Config;
use crate::error::AppError;
use crate::web::client::{in_full, usual_authorities};
use crate::webhooks::address::{self, PublicOnly};

/// How long one attempt may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long it may take to reach the other side.
const CONNECTING: Duration = Duration::from_secs(5);

/// So much of an answer is kept, in bytes.
const KEPT: usize = 1_000;

/// The way to webhooks.
#[derive(Clone)]
pub struct Sender {
    client: Client<HttpsConnector<HttpConnector<PublicOnly>>, Full<Bytes>>,
    lets_private: bool,
}

/// How an attempt went.
#[derive(Debug)]
pub struct Outcome {
    pub duration: Duration,
    /// What was answered, if anything was.
    pub status: Option<u16>,
    /// The first bytes of the answer, or why there was none.
    pub response: String,
}

impl Outcome {
    /// Whether the other side has taken it.
    pub fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// The headers that say what is delivered.
pub struct Signed<'a> {
    pub id: &'a str,
    pub seconds: i64,
    pub signature: &'a str,
}

impl Sender {
    /// One that trusts the usual authorities.
    ///
    /// # Errors
    /// TLS cannot be prepared.
    pub fn new(config: &Config) -> Result<Self, AppError> {
        let lets_private = config.webhooks_to_private_addresses;
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(AppError::internal)?
            .with_root_certificates(usual_authorities())
            .with_no_client_auth();
        let mut http = HttpConnector::new_with_resolver(PublicOnly { lets_private });
        http.enforce_http(false);
        http.set_connect_timeout(Some(CONNECTING));
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1();
        let client = Client::builder(TokioExecutor::new())
            // The address is checked for each delivery, not for each connection.
            .pool_max_idle_per_host(0)
            .build(connector.wrap_connector(http));
        Ok(Self { client, lets_private })
    }

    /// Tries once. Whatever goes wrong is part of the outcome.
    pub async fn send(&self, url: &str, signed: &Signed<'_>, body: &str) -> Outcome {
        let begun = Instant::now();
        let answered = tokio::time::timeout(PATIENCE, self.try_to(url, signed, body)).await;
        let (status, response) = match answered {
            Ok(Ok((status, response))) => (Some(status), response),
            Ok(Err(reason)) => (None, reason),
            Err(_) => (None, "no answer in time".to_owned()),
        };
        let response: String = response.chars().filter(|c| *c != '\0').take(KEPT).collect();
        Outcome { duration: begun.elapsed(), status, response }
    }

    async fn try_to(&self, url: &str, signed: &Signed<'_>, body: &str) -> Result<(u16, String), String> {
        // Numbers are no names that would be looked up, and settings may have changed since they were typed.
        let is_public = match Url::parse(url).map_err(|error| error.to_string())?.host() {
            Some(Host::Ipv4(address)) => address::is_public(address.into()),
            Some(Host::Ipv6(address)) => address::is_public(address.into()),
            _ => true,
        };
        if !is_public && !self.lets_private {
            return Err("its address is not public".to_owned());
        }
        let request = Request::builder()
            .method(Method::POST)
            .uri(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("TripManagement/", env!("CARGO_PKG_VERSION")))
            .header("webhook-id", signed.id)
            .header("webhook-timestamp", signed.seconds)
            .header("webhook-signature", signed.signature)
            .body(Full::new(Bytes::from(body.to_owned())))
            .map_err(|error| error.to_string())?;
        let response = self.client.request(request).await.map_err(|error| in_full(&error))?;
        let status = response.status().as_u16();
        let (mut body, mut kept) = (response.into_body(), Vec::new());
        while kept.len() < KEPT
            && let Some(Ok(frame)) = body.frame().await
        {
            if let Some(data) = frame.data_ref() {
                kept.extend_from_slice(&data[..data.len().min(KEPT - kept.len())]);
            }
        }
        Ok((status, String::from_utf8_lossy(&kept).into_owned()))
    }
}
