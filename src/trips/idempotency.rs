//! Repeating a POST safely: the answer to a request with an `Idempotency-Key` is kept with the trip it made, in the
//! same transaction, and given again to the same request. (The header is that of the IETF HTTPAPI draft.)

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};

use crate::error::AppError;
use crate::i18n::Message;
use crate::secret::hex;
use crate::sessions::Identity;
use crate::trips::api_body::TripJson;

/// For how many hours an answer is kept.
const HOURS_KEPT: i64 = 24;

/// Somebody's key and the request it was sent with.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    key: String,
    request_hash: Vec<u8>,
}

impl IdempotencyKey {
    /// Reads the header's value.
    ///
    /// # Errors
    /// [`AppError::Validation`] if it is empty, longer than 255 characters or not visible ASCII.
    pub fn new(me: &Identity, value: &[u8], body: &[u8]) -> Result<Self, AppError> {
        let fits = (1..=255).contains(&value.len()) && value.iter().all(u8::is_ascii_graphic);
        if !fits {
            return Err(AppError::field("Idempotency-Key", Message::new("error-idempotency-key")));
        }
        // Two people may think of the same key; neither must get the other's answer.
        let own = Sha256::new().chain_update(me.account_id.0).chain_update(value).finalize();
        Ok(Self { key: hex(&own), request_hash: Sha256::digest(body).to_vec() })
    }

    /// The answer given before, if there is one.
    ///
    /// # Errors
    /// [`AppError::IdempotencyKeyReused`] if it was given to another request.
    pub async fn recall(&self, db: impl PgExecutor<'_>) -> Result<Option<TripJson>, AppError> {
        let kept = sqlx::query!(
            r#"select request_hash, response as "response: Json<TripJson>" from idempotency_keys where key = $1"#,
            self.key
        )
        .fetch_optional(db)
        .await?;
        match kept {
            Some(kept) if kept.request_hash != self.request_hash => Err(AppError::IdempotencyKeyReused),
            Some(kept) => Ok(Some(kept.response.0)),
            None => Ok(None),
        }
    }

    /// Keeps an answer; false if another request with this key was faster. It waits for one that is under way.
    ///
    /// # Errors
    /// The database refuses or does not answer.
    pub async fn keep(
        &self,
        connection: &mut PgConnection,
        trip: &TripJson,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let done = sqlx::query!(
            "insert into idempotency_keys (key, request_hash, trip_id, response, created_at)
             values ($1, $2, $3, $4, $5) on conflict (key) do nothing",
            self.key,
            self.request_hash,
            trip.id.0,
            Json(trip) as _,
            now,
        )
        .execute(connection)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

/// Forgets answers that are too old to be asked for again; returns how many.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::hours(HOURS_KEPT);
    let done = sqlx::query!("delete from idempotency_keys where created_at < $1", before).execute(db).await?;
    Ok(done.rows_affected())
}
