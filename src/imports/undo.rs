//! A whole import taken back: its trips go to the trash, as long as nobody has changed any of them since.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::imports::{Import, ImportId, State};
use crate::sessions::Identity;

/// So many of the trips that stand in the way are named.
const MOST_NAMED: i64 = 20;

/// A trip that was changed since it was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub reference: String,
    pub name: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// The trips lie in the trash.
    Done,
    /// These were changed since, and so nothing was done.
    Changed(Vec<Changed>),
    /// There is nothing to be undone.
    Not,
}

/// Takes an import back, all of it or nothing. Doing so again changes nothing.
///
/// # Errors
/// The database does not answer.
pub async fn undo(app: &App, me: &Identity, import: &Import) -> Result<Undone, AppError> {
    if import.state == State::Undone {
        return Ok(Undone::Done);
    }
    let now = app.clock.now();
    let mut transaction = app.db.begin().await?;
    // Until the transaction ends nobody changes any of them.
    let trips = sqlx::query_scalar!(
        r#"select t.id from trips t join imported_trips i on i.trip_id = t.id where i.import_id = $1 order by t.id
           for update of t"#,
        import.id.0
    );
    let trips = trips.fetch_all(&mut *transaction).await?;
    let changed = changed(&mut *transaction, import.id).await?;
    if !changed.is_empty() {
        return Ok(Undone::Changed(changed));
    }
    let done = sqlx::query!(
        "update imports set state = 'undone', finished_at = $2 where id = $1 and state = 'done'",
        import.id.0,
        now
    );
    if done.execute(&mut *transaction).await?.rows_affected() == 0 {
        return Ok(Undone::Not);
    }
    discard(&mut transaction, app, &me.actor().0, &trips, now).await?;
    transaction.commit().await?;
    Ok(Undone::Done)
}

/// Puts trips into the trash, each with its line of history, as if somebody had deleted one after the other.
async fn discard(
    connection: &mut sqlx::PgConnection,
    app: &App,
    actor: &str,
    trips: &[Uuid],
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let changes: Vec<Uuid> = trips.iter().map(|_| app.clock.new_id()).collect();
    sqlx::query!(
        "with gone as (
             update trips set deleted_at = $3, deleted_by = $4, version = version + 1
             where id = any($1) and deleted_at is null returning id, name)
         insert into trip_changes (id, trip_id, at, actor, subject, subject_id, subject_name, action, fields)
         select lines.change, gone.id, $3, $4, 'trip', gone.id, gone.name, 'deleted', '[]'
         from gone join unnest($1::uuid[], $2::uuid[]) as lines (trip, change) on lines.trip = gone.id",
        trips,
        &changes,
        now,
        actor,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The trips of an import whose history goes on since; each change of anything that belongs to a trip is a line of it.
///
/// # Errors
/// The database does not answer.
pub async fn changed(db: impl sqlx::PgExecutor<'_>, import: ImportId) -> Result<Vec<Changed>, AppError> {
    let rows = sqlx::query_as!(
        Changed,
        "select t.reference, t.name from imported_trips i join trips t on t.id = i.trip_id
         where i.import_id = $1 and (t.version <> 1
             or i.changes <> (select count(*) from trip_changes c where c.trip_id = i.trip_id))
         order by i.line limit $2",
        import.0,
        MOST_NAMED,
    );
    Ok(rows.fetch_all(db).await?)
}
