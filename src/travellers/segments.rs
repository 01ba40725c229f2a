//! Who takes part in a segment: everybody, or some of the trip's travellers.

use serde::Serialize;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::history::{self, Subject, Thing};
use crate::i18n::Message;
use crate::segments::concerns::Parts;
use crate::sessions::Identity;
use crate::travellers::{Traveller, TravellerId};
use crate::trips::{Trip, TripId};

/// How many segments of a trip a page shows.
const MOST_SHOWN: i64 = 200;

/// A segment, as far as it concerns those who take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub id: Uuid,
    /// What it is called, or where it leads; empty if nothing is known.
    pub name: String,
    pub start_date: chrono::NaiveDate,
    /// To whom it is limited, of those who travel; everybody takes part if that is nobody.
    pub travellers: Vec<Uuid>,
}

impl Segment {
    /// Whether somebody takes part.
    #[must_use]
    pub fn includes(&self, traveller: &TravellerId) -> bool {
        self.travellers.is_empty() || self.travellers.contains(&traveller.0)
    }

    /// To how many it is limited.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.travellers.len() as u64
    }
}

/// What the history keeps: the names of those who take part; nothing if everybody does.
#[derive(Serialize)]
struct PartRecord {
    travellers: Option<String>,
}

/// Reads segments: the columns once, and what comes after them.
macro_rules! select_segments {
    ($rest:literal, $trip:expr, $other:expr) => {
        sqlx::query_as!(
            Segment,
            r#"select s.id, s.start_date,
                   coalesce(s.title, nullif(concat_ws(' ', s.carrier, s.number), ''),
                       nullif(concat_ws(' – ', coalesce(s.start_place, s.start_airport), coalesce(s.end_place, s.end_airport)), ''),
                       '') as "name!",
                   array(select p.traveller_id from segment_travellers p join travellers t on t.id = p.traveller_id
                         where p.segment_id = s.id and t.deleted_at is null) as "travellers!: Vec<Uuid>"
               from segments s where s.trip_id = $1 and s.deleted_at is null "# + $rest,
            $trip,
            $other,
        )
    };
}

/// A trip's segments, the first one on top.
///
/// # Errors
/// The database does not answer.
pub async fn all(db: impl PgExecutor<'_>, trip: TripId) -> Result<Vec<Segment>, AppError> {
    Ok(select_segments!("order by s.start_at, s.id limit $2", trip.0, MOST_SHOWN).fetch_all(db).await?)
}

/// Who takes part in those segments of a trip that are limited to some of its travellers.
///
/// # Errors
/// The database does not answer.
pub async fn limits(db: impl PgExecutor<'_>, trip: TripId) -> Result<Parts, AppError> {
    let rows = sqlx::query!(
        r#"select p.segment_id, array_agg(p.traveller_id) as "travellers!"
           from segments s join segment_travellers p on p.segment_id = s.id join travellers t on t.id = p.traveller_id
           where s.trip_id = $1 and s.deleted_at is null and t.deleted_at is null
           group by p.segment_id"#,
        trip.0,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.segment_id, row.travellers)).collect())
}

/// A segment of a trip.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn find(db: impl PgExecutor<'_>, trip: TripId, id: Uuid) -> Result<Segment, AppError> {
    select_segments!("and s.id = $2", trip.0, id).fetch_optional(db).await?.ok_or(AppError::NotFound)
}

/// Says who takes part. Everybody, or nobody in particular, means all there are, those named later included.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such segment, [`AppError::Validation`] if somebody does not travel.
pub async fn limit(
    app: &App,
    me: &Identity,
    trip: &Trip,
    segment: &Segment,
    travellers: &[Traveller],
    chosen: &[TravellerId],
) -> Result<(), AppError> {
    if chosen.iter().any(|one| !travellers.iter().any(|traveller| traveller.id == *one)) {
        return Err(AppError::field("travellers", Message::new("error-traveller-part")));
    }
    let everybody = travellers.iter().all(|traveller| chosen.contains(&traveller.id));
    let ids: Vec<Uuid> = if everybody { Vec::new() } else { chosen.iter().map(|one| one.0).collect() };
    let mut transaction = app.db.begin().await?;
    store(&mut transaction, segment.id, &ids).await?;
    let names = |ids: &[Uuid]| {
        let chosen = travellers.iter().filter(|one| ids.contains(&one.id.0)).map(|one| one.name.as_str());
        let text = chosen.collect::<Vec<_>>().join(", ");
        PartRecord { travellers: (!text.is_empty()).then_some(text) }
    };
    let thing = Thing { trip: trip.id, subject: Subject::SegmentTravellers, id: segment.id, name: &segment.name };
    let records = (&names(&segment.travellers), &names(&ids));
    history::changed(&mut transaction, &app.clock, &me.actor(), thing, records).await?;
    transaction.commit().await?;
    Ok(())
}

/// Stores to whom a segment is limited.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such segment.
pub(crate) async fn store(connection: &mut PgConnection, segment: Uuid, travellers: &[Uuid]) -> Result<(), AppError> {
    // Two who choose at once: the second one has the say, as a whole.
    sqlx::query!("select 1 as one from segments where id = $1 and deleted_at is null for no key update", segment)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(AppError::NotFound)?;
    sqlx::query!("delete from segment_travellers where segment_id = $1", segment).execute(&mut *connection).await?;
    sqlx::query!(
        "insert into segment_travellers (segment_id, traveller_id) select $1, unnest($2::uuid[]) on conflict do nothing",
        segment,
        travellers,
    )
    .execute(connection)
    .await?;
    Ok(())
}
