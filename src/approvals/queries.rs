//! The SQL about decisions.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::accounts::AccountId;
use crate::approvals::{Decision, DecisionId, DecisionKind};
use crate::error::AppError;
use crate::policies::finding::Finding;
use crate::trips::TripId;

/// How many decisions of a trip are shown: the newest.
pub const LISTED: i64 = 100;

/// A decision to be written down.
pub struct NewDecision<'a> {
    pub id: DecisionId,
    pub trip: TripId,
    pub kind: DecisionKind,
    /// The login of who decides, or the word for what does, and the account if it has one.
    pub by: (&'a str, Option<AccountId>),
    /// Who was asked, if somebody decides in their place.
    pub on_behalf: Option<AccountId>,
    pub comment: Option<&'a str>,
    /// The version of the trip that was decided on.
    pub version: i32,
    /// The version that came of it.
    pub made_version: i32,
}

/// Writes a decision down.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn insert(db: impl PgExecutor<'_>, new: &NewDecision<'_>, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!(
        "insert into decisions (id, trip_id, at, action, actor, account_id, comment, version, made_version,
             on_behalf_id, on_behalf_of)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, (select login from accounts where id = $10))",
        new.id.0,
        new.trip.0,
        now,
        new.kind.as_str(),
        new.by.0,
        new.by.1 as Option<AccountId>,
        new.comment,
        new.version,
        new.made_version,
        new.on_behalf as Option<AccountId>,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what the rules said of a trip with the decision that submitted it.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn keep_findings(
    db: impl PgExecutor<'_>,
    decision: DecisionId,
    findings: &[Finding],
) -> Result<(), AppError> {
    sqlx::query!("update decisions set findings = $2 where id = $1", decision.0, Json(findings) as _)
        .execute(db)
        .await?;
    Ok(())
}

/// When a trip was submitted last, as far as that is known.
///
/// # Errors
/// The database does not answer.
pub async fn submitted_at(db: impl PgExecutor<'_>, trip: TripId) -> Result<Option<DateTime<Utc>>, AppError> {
    Ok(sqlx::query_scalar!("select submitted_at from trips where id = $1", trip.0).fetch_optional(db).await?.flatten())
}

/// The decisions about a trip, the newest first.
///
/// # Errors
/// The database does not answer.
pub async fn of_trip(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Decision>, AppError> {
    let decisions = sqlx::query_as!(
        Decision,
        r#"select d.id as "id: DecisionId", d.at, d.action, d.actor, a.first_name as "first_name?",
               a.last_name as "last_name?", d.on_behalf_of,
               (select coalesce(nullif(concat_ws(' ', o.first_name, o.last_name), ''), o.login) from accounts o
                where o.id = d.on_behalf_id) as on_behalf_name, d.comment, d.version,
               d.findings as "findings: Json<Vec<Finding>>"
           from decisions d left join accounts a on a.id = d.account_id
           where d.trip_id = $1 order by d.made_version desc limit $2"#,
        trip.0,
        LISTED,
    );
    Ok(decisions.fetch_all(db).await?)
}

/// One decision.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn find(db: impl PgExecutor<'_>, id: DecisionId) -> Result<Decision, AppError> {
    let decision = sqlx::query_as!(
        Decision,
        r#"select d.id as "id: DecisionId", d.at, d.action, d.actor, a.first_name as "first_name?",
               a.last_name as "last_name?", d.on_behalf_of,
               (select coalesce(nullif(concat_ws(' ', o.first_name, o.last_name), ''), o.login) from accounts o
                where o.id = d.on_behalf_id) as on_behalf_name, d.comment, d.version,
               d.findings as "findings: Json<Vec<Finding>>"
           from decisions d left join accounts a on a.id = d.account_id where d.id = $1"#,
        id.0,
    );
    decision.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// Who submitted a trip last, if they still have an account.
///
/// # Errors
/// The database does not answer.
pub async fn submitter(db: impl PgExecutor<'_>, trip: TripId) -> Result<Option<AccountId>, AppError> {
    let account = sqlx::query_scalar!(
        r#"select account_id as "id: AccountId" from decisions
           where trip_id = $1 and action in ('submit', 'resubmit') order by made_version desc limit 1"#,
        trip.0,
    );
    Ok(account.fetch_optional(db).await?.flatten())
}
