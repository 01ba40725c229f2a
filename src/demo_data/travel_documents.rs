//! Until when the documents of a demonstration's accounts are good: a passport that ends soon, and a card that lasts.

use chrono::{DateTime, Days, Utc};
use sqlx::PgPool;

use crate::travel_documents::{DocumentKind, next_reminder};

/// Gives the visitors of a demonstration a passport and an identity card, unless they keep documents already.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn equip_visitors(db: &PgPool, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let today = now.date_naive();
    let ends_in = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    let (soon, late) = (ends_in(76), ends_in(2_400));
    sqlx::query!(
        "insert into travel_documents (id, account_id, kind, country, valid_until, remind_on, created_at, changed_at)
         select gen_random_uuid(), a.id, d.kind, 'FR', d.valid_until, d.remind_on, $1, $1
         from accounts a
         cross join (values ($2::text, $3::date, $4::date), ($5, $6::date, $7::date)) d (kind, valid_until, remind_on)
         where a.login in ('user', 'manager')
           and not exists (select 1 from travel_documents o where o.account_id = a.id)",
        now,
        DocumentKind::Passport.as_str(),
        soon,
        next_reminder(soon, today),
        DocumentKind::IdentityCard.as_str(),
        late,
        next_reminder(late, today),
    )
    .execute(db)
    .await?;
    Ok(())
}
