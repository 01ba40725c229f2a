//! What a list of trips can be narrowed down by, as SQL.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Postgres, QueryBuilder};

use crate::accounts::AccountId;
use crate::db::search::Search;
use crate::reference::Country;
pub use crate::trips::archived::Archived;
use crate::trips::comparison::Comparison;
use crate::trips::phases::LAST_DAY;
use crate::trips::policy::{push_shared, push_travelled};
use crate::trips::search::{self, Frequency};
use crate::trips::{TripPhase, TripStatus, phases, tags};

/// Whose trips somebody looks for, of those they see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Mine,
    /// Those that others share with them.
    Shared,
    /// Those they travel on.
    Travelled,
}

impl Whose {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Shared, Self::Travelled];

    /// The name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "me",
            Self::Shared => "shared",
            Self::Travelled => "travelling",
        }
    }

    /// The key of the choice's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mine => "filter-owner-me",
            Self::Shared => "filter-owner-shared",
            Self::Travelled => "filter-owner-travelling",
        }
    }
}

impl FromStr for Whose {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|whose| whose.as_str() == name).ok_or(())
    }
}

/// One condition on a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Criterion {
    /// Every word is found in what the trip is called, or in all that belongs to it, whatever its case, accents and ending.
    Search(Search),
    /// The first half of [`Self::Search`]: what the trip is called.
    Called(Search),
    /// The second half: all that belongs to it.
    Words(Search, Frequency),
    /// Every word, or one much like it, is found in what the trip is called.
    Similar(Search),
    /// A comparison with a field.
    Compare(Comparison),
    /// The trip is in one of these phases now.
    Phases(Vec<TripPhase>, DateTime<Utc>),
    /// The trip has one of these statuses.
    Statuses(Vec<TripStatus>),
    /// The trip leads to this country.
    Country(Country),
    /// The trip belongs to somebody, or is shared with them.
    Whose(Whose, AccountId),
    /// The trip belongs to whoever signs in with this login, or they travel on it.
    Traveller(String),
    /// The trip has each of these tags, whatever their case.
    Tags(Vec<String>),
    /// The trip is in the archive, or not.
    Archived(Archived),
    /// Some day of the trip is on this day or later.
    EndsFrom(NaiveDate),
    /// Some day of the trip is on this day or earlier.
    StartsTo(NaiveDate),
}

impl Criterion {
    /// Whether it says something about the archive.
    #[must_use]
    pub fn is_about_the_archive(&self) -> bool {
        match self {
            Self::Archived(_) => true,
            Self::Compare(comparison) => comparison.is_about_the_archive(),
            _ => false,
        }
    }

    /// Adds the condition to a query.
    pub fn push(self, sql: &mut QueryBuilder<Postgres>) {
        match self {
            Self::Search(search) => search::push(&search, sql),
            Self::Called(search) => search::push_called(&search, sql),
            Self::Words(search, frequency) => search::push_words(&search, frequency, sql),
            Self::Similar(search) => search::push_similar(&search, sql),
            Self::Compare(comparison) => comparison.push(sql),
            Self::Phases(phases, now) => phases::push(sql, &phases, now),
            Self::Statuses(statuses) => {
                sql.push("status in (");
                let mut values = sql.separated(", ");
                for status in statuses {
                    values.push_bind(status.to_string());
                }
                sql.push(")");
            }
            Self::Country(country) => {
                sql.push("coalesce(destination_country, 'ZZ') = ").push_bind(country.code());
            }
            // Found first, as in `policy::Visible`.
            Self::Whose(Whose::Mine, me) => {
                sql.push("id = any(array(select mine.id from trips mine where mine.owner_id = ")
                    .push_bind(me)
                    .push("))");
            }
            Self::Whose(Whose::Shared, me) => {
                sql.push("id = any(array(");
                push_shared(sql, me);
                sql.push("))");
            }
            Self::Whose(Whose::Travelled, me) => {
                // As long as nobody is named, the owner travels.
                sql.push("id = any(array(select alone.id from trips alone where alone.owner_id = ").push_bind(me);
                sql.push(" and not exists (select 1 from travellers named");
                sql.push(" where named.trip_id = alone.id and named.deleted_at is null) union all ");
                push_travelled(sql, me);
                sql.push("))");
            }
            Self::Traveller(login) => {
                // The few trips of a person are found first, or PostgreSQL would walk everybody's in the order of the list.
                sql.push("id = any(array(select own.id from trips own join accounts a on a.id = own.owner_id where a.login = ");
                sql.push_bind(login.clone());
                sql.push(" union all select n.trip_id from travellers n join accounts a on a.id = n.account_id");
                sql.push(" where n.deleted_at is null and a.login = ").push_bind(login).push("))");
            }
            Self::Tags(tags) => tags::push(sql, " @> ", tags),
            Self::Archived(archived) => archived.push(sql),
            Self::EndsFrom(date) => {
                sql.push(LAST_DAY).push(" < 'infinity' and ").push(LAST_DAY).push(" >= ").push_bind(date);
            }
            Self::StartsTo(date) => {
                sql.push("coalesce(start_date, 'infinity'::date) <= ").push_bind(date);
            }
        }
    }
}
