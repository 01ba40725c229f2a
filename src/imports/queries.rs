//! The SQL about imports. A task claims one for a while; whoever dies with a claim leaves it to the others.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::app::App;
use crate::db::Db;
use crate::error::AppError;
use crate::imports::mapping::Mapping;
use crate::imports::{Arrival, DAYS_KEPT, Format, Import, ImportId, MOST_WAITING, Mode, State};
use crate::trips::Trip;

/// For how long a task may say nothing before others take it for dead.
pub const LEASE: TimeDelta = TimeDelta::minutes(2);

/// So many of somebody's imports are listed.
const MOST_LISTED: i64 = 20;

/// Reads imports: the columns once, which of them bring their file along, and what comes after them.
macro_rules! select_imports {
    ($with_file:literal, $rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id as "id: ImportId", account_id as "account_id: AccountId", file_name, format as "format: Format",
                   case when "# + $with_file + r#" then content else ''::bytea end as "content!", mapping as "mapping: Json<Mapping>", state as "state: State", mode as "mode: Mode", rows_read,
                   rows_done, rows_imported, rows_wrong, created_at, queued_at, finished_at
               from imports "# + $rest
            $(, $argument)*
        )
    };
}

struct Row {
    id: ImportId,
    account_id: AccountId,
    file_name: String,
    format: Format,
    content: Vec<u8>,
    mapping: Json<Mapping>,
    state: State,
    mode: Mode,
    rows_read: i32,
    rows_done: i32,
    rows_imported: i32,
    rows_wrong: i32,
    created_at: DateTime<Utc>,
    queued_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
}

impl From<Row> for Import {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            account_id: row.account_id,
            file_name: row.file_name,
            format: row.format,
            content: row.content,
            mapping: row.mapping.0,
            state: row.state,
            mode: row.mode,
            rows_read: row.rows_read,
            rows_done: row.rows_done,
            rows_imported: row.rows_imported,
            rows_wrong: row.rows_wrong,
            created_at: row.created_at,
            queued_at: row.queued_at,
            finished_at: row.finished_at,
        }
    }
}

/// What a request with this key kept.
///
/// # Errors
/// [`AppError::IdempotencyKeyReused`] if that was another file.
pub async fn find_request(
    db: impl PgExecutor<'_>,
    account: AccountId,
    arrival: &Arrival<'_>,
) -> Result<Option<ImportId>, AppError> {
    let Some(key) = arrival.request_key else { return Ok(None) };
    let found = sqlx::query!(
        r#"select id as "id: ImportId", sha256 from imports where account_id = $1 and request_key = $2"#,
        account.0,
        key
    );
    match found.fetch_optional(db).await? {
        Some(found) if found.sha256 == arrival.sha256() => Ok(Some(found.id)),
        Some(_) => Err(AppError::IdempotencyKeyReused),
        None => Ok(None),
    }
}

/// Stores a file that nobody has looked at yet; of two requests with one key the first counts.
///
/// # Errors
/// As [`find_request`].
pub async fn insert(
    app: &App,
    account: AccountId,
    arrival: &Arrival<'_>,
    mapping: &Mapping,
    rows: i32,
) -> Result<ImportId, AppError> {
    let id = ImportId(app.clock.new_id());
    let done = sqlx::query!(
        "insert into imports (id, account_id, file_name, format, content, sha256, request_key, mapping, state, mode, rows_read, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'uploaded', 'whole', $9, $10)
         on conflict (account_id, request_key) do nothing",
        id.0,
        account.0,
        arrival.file_name,
        arrival.format as Format,
        arrival.content,
        arrival.sha256(),
        arrival.request_key,
        Json(mapping) as _,
        rows,
        app.clock.now(),
    )
    .execute(&app.db)
    .await?;
    if done.rows_affected() == 1 {
        forget_unwanted(&app.db, account).await?;
        return Ok(id);
    }
    find_request(&app.db, account, arrival).await?.ok_or(AppError::Concurrency)
}

/// Of the files that somebody brought and that became nothing, only the newest are kept.
async fn forget_unwanted(db: &Db, account: AccountId) -> Result<(), AppError> {
    sqlx::query!(
        "delete from imports where id in (
             select id from imports where account_id = $1 and state in ('uploaded', 'refused', 'failed')
             order by id desc offset $2)",
        account.0,
        MOST_LISTED,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An import of somebody's; without its file while it is under way, when pages ask every few seconds how far it is.
///
/// # Errors
/// [`AppError::NotFound`] if there is none of theirs.
pub async fn find(db: impl PgExecutor<'_>, account: AccountId, id: Uuid) -> Result<Import, AppError> {
    let found = select_imports!("state <> 'queued'", "where id = $1 and account_id = $2", id, account.0);
    found.fetch_optional(db).await?.map(Import::from).ok_or(AppError::NotFound)
}

/// An import as lists show it.
#[derive(Clone, Debug)]
pub struct Summary {
    pub id: ImportId,
    pub file_name: String,
    pub state: State,
    pub rows_read: i32,
    pub rows_imported: i32,
    pub created_at: DateTime<Utc>,
}

/// Somebody's newest imports.
///
/// # Errors
/// The database does not answer.
pub async fn newest(db: impl PgExecutor<'_>, account: AccountId) -> Result<Vec<Summary>, AppError> {
    let rows = sqlx::query_as!(
        Summary,
        r#"select id as "id: ImportId", file_name, state as "state: State", rows_read, rows_imported, created_at
           from imports where account_id = $1 order by id desc limit $2"#,
        account.0,
        MOST_LISTED,
    );
    Ok(rows.fetch_all(db).await?)
}

/// When this very file was imported before, and stayed.
///
/// # Errors
/// The database does not answer.
pub async fn imported_before(db: impl PgExecutor<'_>, import: &Import) -> Result<Option<Summary>, AppError> {
    let rows = sqlx::query_as!(
        Summary,
        r#"select id as "id: ImportId", file_name, state as "state: State", rows_read, rows_imported, created_at
           from imports where account_id = $1 and id <> $2 and state in ('queued', 'done')
               and sha256 = (select sha256 from imports where id = $2)
           order by id desc limit 1"#,
        import.account_id.0,
        import.id.0,
    );
    Ok(rows.fetch_optional(db).await?)
}

/// Stores how a file is to be read, as long as nobody has said that it is to be imported.
///
/// # Errors
/// The database does not answer.
pub async fn set_mapping(db: &Db, id: ImportId, mapping: &Mapping) -> Result<(), AppError> {
    sqlx::query!("update imports set mapping = $2 where id = $1 and state = 'uploaded'", id.0, Json(mapping) as _)
        .execute(db)
        .await?;
    Ok(())
}

/// Says that an import is to be done; saying so again changes nothing. False if its maker has too many waiting.
///
/// # Errors
/// The database does not answer.
pub async fn enqueue(db: &Db, import: &Import, mode: Mode, now: DateTime<Utc>) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update imports set state = 'queued', mode = $2, queued_at = $3
         where id = $1 and state = 'uploaded'
           and (select count(*) from imports other where other.account_id = imports.account_id and other.state = 'queued') < $4",
        import.id.0,
        mode as Mode,
        now,
        MOST_WAITING,
    )
    .execute(db)
    .await?;
    if done.rows_affected() == 1 {
        return Ok(true);
    }
    let state = sqlx::query_scalar!(r#"select state as "state: State" from imports where id = $1"#, import.id.0);
    Ok(state.fetch_optional(db).await?.is_some_and(|state| state != State::Uploaded))
}

/// An import that this task may work on until its claim ends, and the how-manieth try that is.
#[derive(Debug)]
pub struct Claimed {
    pub import: Import,
    pub attempt: i32,
}

/// Claims the import that has waited for longest. Those that another task is just claiming are passed over.
///
/// # Errors
/// The database does not answer.
pub async fn claim(db: &Db, now: DateTime<Utc>) -> Result<Option<Claimed>, AppError> {
    let claimed = sqlx::query!(
        r#"update imports set claimed_until = $2, attempts = attempts + 1, rows_done = 0
           where id = (select id from imports where state = 'queued' and (claimed_until is null or claimed_until <= $1)
                       order by queued_at, id limit 1 for update skip locked)
           returning id, attempts"#,
        now,
        now + LEASE,
    );
    let Some(claimed) = claimed.fetch_optional(db).await? else { return Ok(None) };
    let import = select_imports!("true", "where id = $1", claimed.id).fetch_one(db).await?;
    Ok(Some(Claimed { import: import.into(), attempt: claimed.attempts }))
}

/// Notes how far a task has come, and that it lives; false if another one has taken over.
///
/// # Errors
/// The database does not answer.
pub async fn progress(db: &Db, claimed: &Claimed, rows: i32, now: DateTime<Utc>) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update imports set rows_done = $3, claimed_until = $4 where id = $1 and attempts = $2 and state = 'queued'",
        claimed.import.id.0,
        claimed.attempt,
        rows,
        now + LEASE,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends an import in the transaction of what it did; false if another task has taken over, and then nothing may stay.
///
/// # Errors
/// The database does not answer.
pub async fn finish(
    db: impl PgExecutor<'_>,
    claimed: &Claimed,
    (state, imported, wrong): (State, i32, i32),
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let done = sqlx::query!(
        "update imports set state = $3, rows_done = rows_read, rows_imported = $4, rows_wrong = $5, finished_at = $6,
             claimed_until = null
         where id = $1 and attempts = $2 and state = 'queued'",
        claimed.import.id.0,
        claimed.attempt,
        state as State,
        imported,
        wrong,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes what a row became, and how many lines the trip's history has by now.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn note_trip(
    connection: &mut PgConnection,
    import: ImportId,
    line: u64,
    trip: &Trip,
) -> Result<(), AppError> {
    sqlx::query!(
        "insert into imported_trips (import_id, line, trip_id, reference, name, changes)
         values ($1, $2, $3, $4, $5, (select count(*) from trip_changes where trip_id = $3))",
        import.0,
        i32::try_from(line).unwrap_or(i32::MAX),
        trip.id.0,
        trip.reference,
        trip.name,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What a row became.
#[derive(Clone, Debug)]
pub struct ImportedTrip {
    pub line: i32,
    /// Nothing once it is gone for good.
    pub trip_id: Option<Uuid>,
    pub reference: String,
    pub name: String,
}

/// What the rows of an import became, from a line on.
///
/// # Errors
/// The database does not answer.
pub async fn trips(
    db: impl PgExecutor<'_>,
    import: ImportId,
    after: i32,
    most: i64,
) -> Result<Vec<ImportedTrip>, AppError> {
    let rows = sqlx::query_as!(
        ImportedTrip,
        "select line, trip_id, reference, name from imported_trips where import_id = $1 and line > $2 order by line limit $3",
        import.0,
        after,
        most,
    );
    Ok(rows.fetch_all(db).await?)
}

/// Throws away a file that nobody wants any more.
///
/// # Errors
/// The database does not answer.
pub async fn discard(db: &Db, import: &Import) -> Result<(), AppError> {
    sqlx::query!("delete from imports where id = $1 and state in ('uploaded', 'refused', 'failed')", import.id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets imports that are too old to be undone; returns how many went.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: &Db, now: DateTime<Utc>) -> Result<u64, AppError> {
    let before = now - TimeDelta::days(DAYS_KEPT);
    let done =
        sqlx::query!("delete from imports where created_at < $1 and state <> 'queued'", before).execute(db).await?;
    Ok(done.rows_affected())
}
