//! What is said on a trip about travel documents that do not last for it: which one, to whoever travels with it; that there
//! is one, to those who may change the trip; and nothing to others.

use std::collections::HashSet;

use chrono::{DateTime, Months, NaiveDate, Utc};

use crate::accounts::AccountId;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::{Arg, Language, format};
use crate::reference::Country;
use crate::sessions::Identity;
use crate::travel_documents::DocumentKind;
use crate::trips::policy::{Permission, Standing};
use crate::trips::{Trip, TripStatus};

/// For so long many countries ask a passport to be good after the trip.
const AFTERWARDS: Months = Months::new(6);

/// So many documents are looked at for one trip: those of everybody who can travel together are fewer.
const MOST: i64 = 3_000;

/// Something to be known about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The reader's own.
    Own {
        kind: DocumentKind,
        country: Option<Country>,
        valid_until: NaiveDate,
        /// Whether it ends before the trip does; else it does not last long enough afterwards.
        is_before: bool,
    },
    /// One of somebody else's ends before the trip does.
    Other {
        /// What they sign in with, and what they are called.
        login: String,
        name: String,
    },
}

impl Notice {
    /// What is said about it.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Own { kind, country, valid_until, is_before } => {
                let key = if *is_before { "travel-document-before" } else { "travel-document-afterwards" };
                let document = kind.of(*country, language);
                let date = format::date(language, *valid_until);
                language.text_with(key, [("document", Arg::from(document)), ("date", Arg::from(date))])
            }
            Self::Other { name, .. } => {
                language.text_with("travel-document-of-other", [("name", Arg::from(name.as_str()))])
            }
        }
    }
}

/// What somebody is to know about the documents of those who travel. Of trips that are over or will not be there is nothing.
///
/// # Errors
/// The database does not answer.
pub async fn of_trip(
    db: &Db,
    me: &Identity,
    (trip, standing): (&Trip, Standing),
    now: DateTime<Utc>,
) -> Result<Vec<Notice>, AppError> {
    let is_off = matches!(trip.status, TripStatus::Cancelled | TripStatus::Rejected);
    let Some(end) = trip.end_date.filter(|end| !is_off && *end >= me.time_zone.today(now)) else {
        return Ok(Vec::new());
    };
    let found = sqlx::query!(
        r#"select a.id as "account!: AccountId", a.login as "login!",
               coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) as "name!",
               d.kind as "kind!: DocumentKind", d.country as "country?: Country", d.valid_until as "valid_until!"
           from (
               select n.account_id as id from travellers n where n.trip_id = $1 and n.deleted_at is null
               union
               select $2::uuid where not exists (
                   select 1 from travellers n where n.trip_id = $1 and n.deleted_at is null)) people
           join accounts a on a.id = people.id
           -- Of several of one kind and country, the one that lasts longest counts.
           join lateral (
               select distinct on (o.kind, o.country) o.kind, o.country, o.valid_until from travel_documents o
               where o.account_id = a.id and (o.kind in ('passport', 'identity_card', 'residence_permit')
                   or (o.kind = 'visa' and o.country = $3))
               order by o.kind, o.country, o.valid_until desc) d on true
           where ($7 or a.id = $6)
             and (d.valid_until < $4 or (d.valid_until < $5 and d.kind = 'passport' and a.id = $6))
           order by a.id = $6 desc, 3, a.id, d.valid_until limit $8"#,
        trip.id.0,
        trip.owner_id.map(|owner| owner.0),
        trip.destination_country as Option<Country>,
        end,
        end.checked_add_months(AFTERWARDS).unwrap_or(end),
        me.account_id.0,
        standing.allows(Permission::Change),
        MOST,
    );
    let mut named = HashSet::new();
    let mut notices = Vec::new();
    for row in found.fetch_all(db).await? {
        if row.account == me.account_id {
            let (kind, country, valid_until) = (row.kind, row.country, row.valid_until);
            notices.push(Notice::Own { kind, country, valid_until, is_before: valid_until < end });
        } else if named.insert(row.account) {
            notices.push(Notice::Other { login: row.login, name: row.name });
        }
    }
    Ok(notices)
}
