//! The SQL about travel documents.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};

use crate::accounts::AccountId;
use crate::clock::Clock;
use crate::error::AppError;
use crate::i18n::{Language, Message, MessageArg};
use crate::notifications::preferences::Deliveries;
use crate::reference::{Country, TimeZone};
use crate::travel_documents::form::DocumentInput;
use crate::travel_documents::{DocumentId, DocumentKind, MOST, TravelDocument, next_reminder};

/// Somebody's documents, the one that ends first on top; there are never more than [`MOST`].
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>, me: AccountId) -> Result<Vec<TravelDocument>, AppError> {
    let found = sqlx::query_as!(
        TravelDocument,
        r#"select id as "id: DocumentId", kind as "kind: DocumentKind", country as "country: Country", label,
               valid_until, version, created_at, changed_at
           from travel_documents where account_id = $1 order by valid_until, id limit $2"#,
        me.0,
        MOST,
    );
    Ok(found.fetch_all(db).await?)
}

/// One of somebody's documents.
///
/// # Errors
/// [`AppError::NotFound`] if they have none of this id.
pub async fn find(db: impl PgExecutor<'_>, me: AccountId, id: DocumentId) -> Result<TravelDocument, AppError> {
    let found = sqlx::query_as!(
        TravelDocument,
        r#"select id as "id: DocumentId", kind as "kind: DocumentKind", country as "country: Country", label,
               valid_until, version, created_at, changed_at
           from travel_documents where account_id = $1 and id = $2"#,
        me.0,
        id.0,
    );
    found.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// Stores a new one, on this day where its owner is at home; wants a transaction.
///
/// # Errors
/// [`AppError::Validation`] if the account has as many as it can have.
pub async fn insert(
    connection: &mut PgConnection,
    clock: &Clock,
    me: AccountId,
    input: &DocumentInput,
    today: NaiveDate,
) -> Result<DocumentId, AppError> {
    // One after the other, or two requests could both find room for one more.
    sqlx::query!("select 1 as one from accounts where id = $1 for no key update", me.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NotFound)?;
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from travel_documents where account_id = $1"#, me.0);
    if count.fetch_one(&mut *connection).await? >= MOST {
        let message = Message::new("error-travel-document-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("kind", message));
    }
    let id = DocumentId(clock.new_id());
    sqlx::query!(
        "insert into travel_documents (id, account_id, kind, country, label, valid_until, remind_on, created_at,
             changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        id.0,
        me.0,
        input.kind as DocumentKind,
        input.country as Option<Country>,
        input.label,
        input.valid_until,
        next_reminder(input.valid_until, today),
        clock.now(),
    )
    .execute(connection)
    .await?;
    Ok(id)
}

/// Changes one, or only a version of it; another last day has reminders of its own.
///
/// # Errors
/// [`AppError::NotFound`] if they have none of this id, [`AppError::Concurrency`] if it has another version by now.
pub async fn update(
    connection: &mut PgConnection,
    clock: &Clock,
    me: AccountId,
    (id, only_version): (DocumentId, Option<i32>),
    input: &DocumentInput,
    today: NaiveDate,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update travel_documents set kind = $4, country = $5, label = $6,
             remind_on = case when valid_until = $7 then remind_on else $8::date end, valid_until = $7,
             changed_at = $9, version = version + 1
         where id = $1 and account_id = $2 and version = coalesce($3::integer, version)",
        id.0,
        me.0,
        only_version,
        input.kind as DocumentKind,
        input.country as Option<Country>,
        input.label,
        input.valid_until,
        next_reminder(input.valid_until, today),
        clock.now(),
    );
    if done.execute(&mut *connection).await?.rows_affected() == 0 {
        find(connection, me, id).await?;
        return Err(AppError::Concurrency);
    }
    Ok(())
}

/// Forgets one.
///
/// # Errors
/// [`AppError::NotFound`] if they have none of this id.
pub async fn delete(db: impl PgExecutor<'_>, me: AccountId, id: DocumentId) -> Result<(), AppError> {
    let done = sqlx::query!("delete from travel_documents where account_id = $1 and id = $2", me.0, id.0);
    if done.execute(db).await?.rows_affected() == 0 { Err(AppError::NotFound) } else { Ok(()) }
}

/// A document whose owner is to be reminded.
#[derive(Debug)]
pub struct Due {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub country: Option<Country>,
    pub valid_until: NaiveDate,
    pub account: AccountId,
    pub is_active: bool,
    pub language: Language,
    pub time_zone: TimeZone,
    pub deliveries: Option<Json<Deliveries>>,
}

/// The documents whose owners are to be reminded now: from nine in the morning on, where they are at home. Those another
/// task is at are passed over.
///
/// # Errors
/// The database does not answer.
pub async fn claim_due(connection: &mut PgConnection, now: DateTime<Utc>, most: i64) -> Result<Vec<Due>, AppError> {
    let found = sqlx::query_as!(
        Due,
        r#"select d.id as "id: DocumentId", d.kind as "kind: DocumentKind", d.country as "country: Country",
               d.valid_until, d.account_id as "account: AccountId", a.status = 'active' as "is_active!",
               a.language as "language: Language", a.time_zone as "time_zone: TimeZone",
               p.deliveries as "deliveries?: Json<Deliveries>"
           from travel_documents d
           join accounts a on a.id = d.account_id
           left join notification_preferences p on p.account_id = a.id
           where d.remind_on <= ($1::timestamptz at time zone 'UTC')::date + 1
             and $1::timestamptz at time zone a.time_zone >= d.remind_on + time '09:00'
           order by d.remind_on limit $2 for update of d skip locked"#,
        now,
        most,
    );
    Ok(found.fetch_all(connection).await?)
}

/// Notes when the owner of a document is reminded next.
///
/// # Errors
/// The database does not answer.
pub async fn remind_next(
    connection: &mut PgConnection,
    id: DocumentId,
    next: Option<NaiveDate>,
) -> Result<(), AppError> {
    sqlx::query!("update travel_documents set remind_on = $2 where id = $1", id.0, next).execute(connection).await?;
    Ok(())
}
