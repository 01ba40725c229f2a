//! The SQL about what only files of many trips ask for.

use uuid::Uuid;

use crate::db::Db;
use crate::error::AppError;

/// That somebody takes part in a segment which is limited to some.
pub struct Part {
    pub segment_id: Uuid,
    pub traveller_id: Uuid,
}

/// Who takes part in the segments of some trips, where not everybody does.
///
/// # Errors
/// The database does not answer.
pub async fn parts(db: &Db, trips: &[Uuid]) -> Result<Vec<Part>, AppError> {
    let parts = sqlx::query_as!(
        Part,
        "select p.segment_id, p.traveller_id
         from travellers t join segment_travellers p on p.traveller_id = t.id
         where t.trip_id = any($1) and t.deleted_at is null
         order by p.segment_id, p.traveller_id",
        trips,
    );
    Ok(parts.fetch_all(db).await?)
}
