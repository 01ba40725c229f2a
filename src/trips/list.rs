//! Lists of trips: which ones, and what they can be sorted by.

use sqlx::{Postgres, QueryBuilder};

use crate::db::keyset::{List, Listed, Position, Sort, SortKey};
use crate::trips::criteria::{Criterion, LAST_DAY};
use crate::trips::policy::Visible;
use crate::trips::{Trip, TripSummary};

/// Which trips a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Live,
    Trash,
}

/// What a list is sorted by; the id breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TripSort {
    Id,
    Reference,
    Name,
    Start,
    End,
    Status,
    Country,
    Changed,
    Deleted,
}

impl SortKey for TripSort {
    fn expression(self) -> (&'static str, &'static str) {
        match self {
            Self::Id => ("id", "uuid"),
            Self::Reference => ("reference", "text"),
            Self::Name => ("lower(name)", "text"),
            Self::Start => ("coalesce(start_date, 'infinity'::date)", "date"),
            Self::End => (LAST_DAY, "date"),
            Self::Status => ("status", "text"),
            Self::Country => ("coalesce(destination_country, 'ZZ')", "text"),
            Self::Changed => ("changed_at", "timestamptz"),
            Self::Deleted => ("deleted_at", "timestamptz"),
        }
    }
}

/// What to list.
#[derive(Clone, Debug)]
pub struct ListQuery {
    pub scope: Scope,
    pub visible: Visible,
    pub criteria: Vec<Criterion>,
    pub sort: Sort<TripSort>,
    pub position: Position,
    pub size: u32,
}

impl Listed for TripSummary {
    const COLUMNS: &'static str = "id, reference, name, destination_place, destination_country, start_date, end_date, \
        time_zone, status, budget_amount, budget_currency, changed_at, changed_by, deleted_at, archived_at, owner_id, \
        (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a \
         where a.id = trips.owner_id) as owner_name";
}

impl Listed for Trip {
    const COLUMNS: &'static str = "id, reference, name, purpose, destination_place, destination_country, start_date, \
        end_date, time_zone, status, budget_amount, budget_currency, cost_center, notes, owner_id, \
        (select a.login from accounts a where a.id = trips.owner_id) as owner_login, \
        approver_id, version, created_at, created_by, changed_at, changed_by, deleted_at, deleted_by, \
        archived_at, archived_by";
}

impl List for ListQuery {
    type Key = TripSort;

    const TABLE: &'static str = "trips";

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push(match self.scope {
            Scope::Live => "deleted_at is null",
            Scope::Trash => "deleted_at is not null",
        });
        self.visible.push(sql);
        for criterion in &self.criteria {
            sql.push(" and ");
            criterion.clone().push(sql);
        }
    }

    fn sort(&self) -> Sort<TripSort> {
        self.sort
    }

    fn position(&self) -> &Position {
        &self.position
    }

    fn size(&self) -> u32 {
        self.size
    }
}
