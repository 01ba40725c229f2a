//! The SQL about saved filters.

use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::clock::Clock;
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::saved_filters::form::SavedFilterInput;
use crate::saved_filters::{MOST, SavedFilter};

/// Those of an account, by name; there are never more than [`MOST`].
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>, me: AccountId) -> Result<Vec<SavedFilter>, AppError> {
    let found = sqlx::query_as!(
        SavedFilter,
        "select id, name, query, created_at from saved_filters where account_id = $1 order by lower(name), id limit $2",
        me.0,
        MOST,
    );
    Ok(found.fetch_all(db).await?)
}

/// One of an account's.
///
/// # Errors
/// [`AppError::NotFound`] if they have none of this id.
pub async fn find(db: impl PgExecutor<'_>, me: AccountId, id: Uuid) -> Result<SavedFilter, AppError> {
    let found = sqlx::query_as!(
        SavedFilter,
        "select id, name, query, created_at from saved_filters where account_id = $1 and id = $2",
        me.0,
        id,
    );
    found.fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// Stores a new one. Wants a transaction.
///
/// # Errors
/// [`AppError::Validation`] if the account has as many as it can have, or one of this name.
pub async fn insert(
    connection: &mut PgConnection,
    clock: &Clock,
    me: AccountId,
    input: &SavedFilterInput,
) -> Result<Uuid, AppError> {
    // Nobody else adds one for this account meanwhile.
    sqlx::query!("select 1 as one from accounts where id = $1 for no key update", me.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NotFound)?;
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from saved_filters where account_id = $1"#, me.0);
    if count.fetch_one(&mut *connection).await? >= MOST {
        let message = Message::new("error-saved-filter-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("name", message));
    }
    let id = clock.new_id();
    sqlx::query!(
        "insert into saved_filters (id, account_id, name, query, created_at) values ($1, $2, $3, $4, $5)",
        id,
        me.0,
        input.name,
        input.query,
        clock.now(),
    )
    .execute(connection)
    .await
    .map_err(taken)?;
    Ok(id)
}

/// Gives one another name and list.
///
/// # Errors
/// [`AppError::NotFound`] if they have none of this id, [`AppError::Validation`] if another one has the name.
pub async fn update(
    db: impl PgExecutor<'_>,
    me: AccountId,
    id: Uuid,
    input: &SavedFilterInput,
) -> Result<(), AppError> {
    let done = sqlx::query!(
        "update saved_filters set name = $3, query = $4 where account_id = $1 and id = $2",
        me.0,
        id,
        input.name,
        input.query,
    );
    let done = done.execute(db).await.map_err(taken)?;
    if done.rows_affected() == 0 { Err(AppError::NotFound) } else { Ok(()) }
}

/// Forgets one.
///
/// # Errors
/// [`AppError::NotFound`] if they have none of this id.
pub async fn delete(db: impl PgExecutor<'_>, me: AccountId, id: Uuid) -> Result<(), AppError> {
    let done = sqlx::query!("delete from saved_filters where account_id = $1 and id = $2", me.0, id);
    if done.execute(db).await?.rows_affected() == 0 { Err(AppError::NotFound) } else { Ok(()) }
}

/// Two of one name cannot be told apart.
fn taken(error: sqlx::Error) -> AppError {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::constraint);
    if code == Some("saved_filters_name_key") {
        return AppError::field("name", Message::new("error-saved-filter-taken"));
    }
    error.into()
}
