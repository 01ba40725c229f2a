//! What requests to S3 are signed with: keys from the environment, or those of a task's role, which change every few hours.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderValue, Request, header};
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::{BodyExt as _, Full, Limited};
use rusty_s3::Credentials;
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::attachments::store::s3::S3Trouble;
use crate::web::client::{HttpClient, in_full};

/// New ones are asked for before the old ones run out.
const MARGIN: TimeDelta = TimeDelta::minutes(5);

const PATIENCE: Duration = Duration::from_secs(5);

/// How long an answer may be, in bytes.
const LONGEST: usize = 64 * 1024;

/// Where credentials come from.
pub(super) enum Source {
    Fixed(Credentials),
    Role {
        address: String,
        token: Option<String>,
        /// The last ones, and until when they can be used.
        last: Mutex<Option<(Credentials, DateTime<Utc>)>>,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RoleAnswer {
    access_key_id: String,
    secret_access_key: String,
    token: Option<String>,
    expiration: DateTime<Utc>,
}

impl Source {
    /// Those of a role, which are told at an address.
    pub(super) fn role(address: String, token: Option<String>) -> Self {
        Self::Role { address, token, last: Mutex::new(None) }
    }

    /// Credentials that can be used now.
    pub(super) async fn get(&self, client: &HttpClient, now: DateTime<Utc>) -> Result<Credentials, S3Trouble> {
        let (address, token, last) = match self {
            Self::Fixed(credentials) => return Ok(credentials.clone()),
            Self::Role { address, token, last } => (address, token, last),
        };
        let mut last = last.lock().await;
        if let Some((credentials, until)) = &*last
            && *until > now + MARGIN
        {
            return Ok(credentials.clone());
        }
        match ask(client, address, token.as_deref()).await {
            Ok((credentials, until)) => {
                *last = Some((credentials.clone(), until));
                Ok(credentials)
            }
            // They are asked for in time, so the old ones do for now.
            Err(trouble) => match &*last {
                Some((credentials, until)) if *until > now => Ok(credentials.clone()),
                _ => Err(trouble),
            },
        }
    }
}

async fn ask(
    client: &HttpClient,
    address: &str,
    token: Option<&str>,
) -> Result<(Credentials, DateTime<Utc>), S3Trouble> {
    let failed = |reason: String| S3Trouble::new(format!("credentials of the task's role: {reason}"));
    let mut request = Request::get(address);
    if let Some(token) = token {
        let mut value = HeaderValue::from_str(token).map_err(|error| failed(error.to_string()))?;
        value.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, value);
    }
    let request = request.body(Full::new(Bytes::new())).map_err(|error| failed(error.to_string()))?;
    let answer = async {
        let response = client.request(request).await.map_err(|error| failed(in_full(&error)))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), LONGEST).collect().await;
        let body = body.map_err(|error| failed(error.to_string()))?.to_bytes();
        if !status.is_success() {
            return Err(failed(format!("status {status}")));
        }
        // The error would quote what it met, which may be the secret.
        serde_json::from_slice::<RoleAnswer>(&body).map_err(|_| failed("an answer that cannot be read".to_owned()))
    };
    let answer = tokio::time::timeout(PATIENCE, answer).await;
    let answer = answer.map_err(|_| failed("no answer in time".to_owned()))??;
    let (key, secret) = (answer.access_key_id, answer.secret_access_key);
    let credentials = match answer.token {
        Some(token) => Credentials::new_with_token(key, secret, token),
        None => Credentials::new(key, secret),
    };
    Ok((credentials, answer.expiration))
}
