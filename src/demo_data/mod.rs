//! Believable trips by the thousand or the million, for demonstrations and for measuring: made from a seed and an
//! instant, so that the same two give the same trips, and written by `COPY`, the quickest way into PostgreSQL.

mod budget;
mod calendar;
mod changes;
mod checklists;
mod comments;
mod conferences;
mod copy_rows;
mod decisions;
mod expenses;
mod files;
mod history;
mod itineraries;
mod notes;
mod notifications;
mod offices;
pub mod order;
mod people;
pub mod policies;
mod rates;
mod travel_documents;
mod travellers;
mod trip;
mod wording;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, Utc};
use rand::{Rng, RngExt as _};
use sqlx::{Connection as _, PgConnection, PgPool};

use copy_rows::CopyRows;
pub use notifications::tell_visitors;
use people::People;
pub use people::lend_trips;
pub use travel_documents::equip_visitors;
use trip::{DemoTrip, Trips};

/// So many trips go into one transaction. Each batch stands on its own: progress is seen by others at once, nothing
/// holds back vacuum for minutes, and a run that breaks off leaves whole trips behind, not a million dead rows.
const BATCH: usize = 10_000;

/// Makes the company's people, as far as they are not there, and `trips` trips of theirs, and stores them, calling `progress` with the number stored so far after every batch. Safe beside
/// a live portal: references come from the same sequence as everybody's.
///
/// # Errors
/// When the database refuses; batches reported before that stay. So it does when the same seed and instant come twice,
/// since they give the same ids.
pub async fn load(
    pool: &PgPool,
    trips: u64,
    seed: u64,
    now: DateTime<Utc>,
    mut progress: impl FnMut(u64),
) -> Result<u64, sqlx::Error> {
    // Not given back to the pool, so that its settings go with it.
    let mut connection = pool.acquire().await?.detach();
    prepare(&mut connection).await?;
    let people = People::settle(&mut connection, now).await?;
    rates::settle(&mut connection, now).await?;
    let mut all = Trips::new(trips, seed, now);
    let mut stored = 0;
    loop {
        let batch: Vec<_> = all.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let without_history = trips.saturating_sub(changes::TRIPS_WITH_HISTORY).saturating_sub(stored);
        let first_with_history = usize::try_from(without_history).unwrap_or(usize::MAX).min(batch.len());
        stored += store(&mut connection, &batch, without_history, &people, now).await?;
        expenses::store(&mut connection, &batch, now).await?;
        itineraries::store(&mut connection, &batch[first_with_history..]).await?;
        progress(stored);
    }
    files::attach(&mut connection, now).await?;
    files::prove(&mut connection, now).await?;
    checklists::write(&mut connection, now).await?;
    comments::talk(&mut connection, now).await?;
    travellers::accompany(&mut connection, now).await?;
    // The planner would go by a nearly empty table until autovacuum comes round.
    sqlx::query("vacuum (analyze) trips, trip_members, trip_changes, decisions, accounts")
        .execute(&mut connection)
        .await?;
    sqlx::query("vacuum (analyze) expenses, exchange_rates, segments").execute(&mut connection).await?;
    connection.close().await?;
    Ok(stored)
}

async fn prepare(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    // A limit meant for pages would end the vacuum of a large table.
    sqlx::query("set statement_timeout = 0").execute(&mut *connection).await?;
    // Demo data lost in a crash is made again.
    sqlx::query("set synchronous_commit = off").execute(connection).await?;
    Ok(())
}

/// Stores a batch. Its first trips have no history.
async fn store(
    connection: &mut PgConnection,
    batch: &[DemoTrip],
    without_history: u64,
    people: &People,
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    // One number at a time, as the portal takes them: a block could only be reserved by locking the portal out.
    let numbers = sqlx::query_scalar!(
        r#"select nextval('trip_number_seq') as "number!" from generate_series(1, $1::bigint)"#,
        i64::try_from(batch.len()).unwrap_or(i64::MAX),
    )
    .fetch_all(&mut *transaction)
    .await?;
    let (mut rows, mut members) = (CopyRows::default(), CopyRows::default());
    let (mut lines, mut decided) = (CopyRows::default(), CopyRows::default());
    for (index, (trip, number)) in (0..).zip(batch.iter().zip(numbers)) {
        trip.write(&format!("TRP-{}-{number:06}", trip.created_at.year()), people, &mut rows);
        trip.write_members(people, &mut members);
        decisions::write(trip, now, people, &mut decided);
        if index >= without_history {
            changes::write(trip, people, &mut lines);
        }
    }
    let mut copy = transaction.copy_in_raw(DemoTrip::COPY).await?;
    copy.send(rows.as_bytes()).await?;
    let stored = copy.finish().await?;
    let mut copy = transaction.copy_in_raw(DemoTrip::COPY_MEMBERS).await?;
    copy.send(members.as_bytes()).await?;
    copy.finish().await?;
    let mut copy = transaction.copy_in_raw(changes::COPY).await?;
    copy.send(lines.as_bytes()).await?;
    copy.finish().await?;
    let mut copy = transaction.copy_in_raw(decisions::COPY).await?;
    copy.send(decided.as_bytes()).await?;
    copy.finish().await?;
    transaction.commit().await?;
    Ok(stored)
}

/// One of several, all as likely.
fn pick<'a, T>(rng: &mut impl Rng, choices: &'a [T]) -> &'a T {
    &choices[rng.random_range(0..choices.len())]
}

/// One of several, the first ones likelier.
fn pick_early<'a, T>(rng: &mut impl Rng, choices: &'a [T]) -> &'a T {
    &choices[rng.random_range(0..choices.len()).min(rng.random_range(0..choices.len()))]
}

/// True in so many cases of a hundred.
fn percent(rng: &mut impl Rng, cases: u32) -> bool {
    rng.random_ratio(cases, 100)
}
