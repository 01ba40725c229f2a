//! Trips as JSON, each with its itinerary and those who travel, in the form REST knows them.

use std::collections::HashMap;

use futures_util::{Stream, TryStreamExt as _};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::Db;
use crate::db::keyset;
use crate::error::AppError;
use crate::exports::queries;
use crate::segments::SegmentJson;
use crate::segments::queries as segments;
use crate::travellers::TravellerJson;
use crate::travellers::queries as travellers;
use crate::trips::list::ListQuery;
use crate::trips::{Trip, TripId, TripJson};

/// A trip with all that it is made of.
#[derive(Serialize, ToSchema)]
pub struct ExportedTrip {
    #[serde(flatten)]
    pub trip: TripJson,
    /// In the order of time.
    pub segments: Vec<ExportedSegment>,
    /// As long as nobody is named, the owner travels.
    pub travellers: Vec<TravellerJson>,
}

/// An entry of an itinerary, and who takes part in it.
#[derive(Serialize, ToSchema)]
pub struct ExportedSegment {
    #[serde(flatten)]
    pub segment: SegmentJson,
    /// The ids of those it is limited to; everybody takes part if that is nobody.
    pub travellers: Vec<Uuid>,
}

/// The file, an array in pieces.
pub fn stream(db: Db, query: ListQuery, clock: Clock) -> impl Stream<Item = Result<Vec<u8>, AppError>> {
    let slices = keyset::slices(db.clone(), query, |query: &mut ListQuery| &mut query.position, "the file of trips");
    slices.and_then(move |(slice, is_first)| {
        let (db, clock) = (db.clone(), clock.clone());
        async move {
            let is_last = slice.next.is_none();
            let mut piece = if is_first { b"[".to_vec() } else { Vec::new() };
            for (at, trip) in whole(&db, slice.rows, &clock).await?.iter().enumerate() {
                piece.extend_from_slice(if is_first && at == 0 { b"\n" } else { b",\n" });
                serde_json::to_writer(&mut piece, trip).map_err(AppError::internal)?;
            }
            if is_last {
                piece.extend_from_slice(b"\n]\n");
            }
            Ok(piece)
        }
    })
}

/// Trips with what belongs to them, in three queries however many they are.
///
/// # Errors
/// The database does not answer.
pub async fn whole(db: &Db, trips: Vec<Trip>, clock: &Clock) -> Result<Vec<ExportedTrip>, AppError> {
    let ids: Vec<Uuid> = trips.iter().map(|trip| trip.id.0).collect();
    let (entries, people, parts) =
        tokio::try_join!(segments::of_trips(db, &ids), travellers::of_trips(db, &ids), queries::parts(db, &ids))?;
    let mut taking_part: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for part in parts {
        taking_part.entry(part.segment_id).or_default().push(part.traveller_id);
    }
    let mut segments: HashMap<TripId, Vec<ExportedSegment>> = HashMap::new();
    for segment in entries {
        let travellers = taking_part.remove(&segment.id.0).unwrap_or_default();
        let entry = segments.entry(segment.trip_id).or_default();
        entry.push(ExportedSegment { segment: segment.into(), travellers });
    }
    let mut travellers: HashMap<TripId, Vec<TravellerJson>> = HashMap::new();
    for traveller in people {
        travellers.entry(traveller.trip_id).or_default().push(traveller.into());
    }
    let now = clock.now();
    let whole = trips.into_iter().map(|trip| ExportedTrip {
        segments: segments.remove(&trip.id).unwrap_or_default(),
        travellers: travellers.remove(&trip.id).unwrap_or_default(),
        trip: TripJson::of(trip, now),
    });
    Ok(whole.collect())
}
