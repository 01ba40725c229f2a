//! Lists of trips: which ones, and what they can be sorted by.

use sqlx::{Postgres, QueryBuilder};

use crate::db::Db;
use crate::db::keyset::{List, Listed, Position, Sort, SortKey};
use crate::db::search::Search;
use crate::error::AppError;
use crate::trips::criteria::Criterion;
use crate::trips::phases::LAST_DAY;
use crate::trips::policy::Visible;
use crate::trips::search::{self, Frequency};
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
    /// How well a trip answers the search.
    Relevance,
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
            // Nothing is searched for: all answer that as well.
            Self::Relevance => ("0::real", "real"),
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
    /// How common the words are that are searched for; see [`Self::prepared`].
    pub frequency: Frequency,
    /// Whether only the trips changed last are meant: to rank all that have a common word takes seconds.
    pub newest_only: bool,
}

impl ListQuery {
    fn push_conditions(&self, sql: &mut QueryBuilder<Postgres>) {
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

    /// The words that are searched for, if any are.
    fn search(&self) -> Option<&Search> {
        let searched = self.criteria.iter().find_map(|criterion| match criterion {
            Criterion::Search(search) | Criterion::Called(search) | Criterion::Words(search, _) => Some(search),
            _ => None,
        });
        searched.filter(|search| !search.words().is_empty())
    }

    /// The list, once it is known how common the words are that are searched for.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn prepared(mut self, db: &Db) -> Result<Self, AppError> {
        if let Some(search) = self.search() {
            self.frequency = search::frequency(search, db).await?;
        }
        Ok(self)
    }

    /// The same list with what is much like the words that are searched for; nothing if none are.
    #[must_use]
    pub fn similar(mut self) -> Option<Self> {
        self.search()?;
        for criterion in &mut self.criteria {
            if let Criterion::Search(search) = criterion {
                *criterion = Criterion::Similar(search.clone());
            }
        }
        Some(self)
    }
}

impl Listed for TripSummary {
    const COLUMNS: &'static str = "id, reference, name, destination_place, destination_country, start_date, end_date, \
        time_zone, status, budget_amount, budget_currency, changed_at, changed_by, deleted_at, archived_at, tags, owner_id, \
        (select coalesce(nullif(concat_ws(' ', a.first_name, a.last_name), ''), a.login) from accounts a \
         where a.id = trips.owner_id) as owner_name";
}

impl Listed for Trip {
    const COLUMNS: &'static str = "id, reference, name, purpose, destination_place, destination_country, start_date, \
        end_date, time_zone, status, budget_amount, budget_currency, cost_center, notes, tags, owner_id, \
        (select a.login from accounts a where a.id = trips.owner_id) as owner_login, \
        approver_id, version, created_at, created_by, changed_at, changed_by, deleted_at, deleted_by, \
        archived_at, archived_by";
}

impl List for ListQuery {
    type Key = TripSort;

    const TABLE: &'static str = "trips";

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        if !self.newest_only {
            return self.push_conditions(sql);
        }
        sql.push("id = any(array(select id from trips where ");
        self.push_conditions(sql);
        sql.push(" order by changed_at desc, id desc limit ").push(search::RARE).push("))");
    }

    fn ways(&self) -> Vec<Self> {
        let at =
            self.criteria.iter().position(|one| matches!(one, Criterion::Search(search) if !search.words().is_empty()));
        let Some(Criterion::Search(search)) = at.map(|at| &self.criteria[at]) else { return Vec::new() };
        let way = |criterion| {
            let mut way = self.clone();
            way.criteria.retain(|one| !matches!(one, Criterion::Search(_)));
            way.newest_only = self.sort.key == TripSort::Relevance && is_common(&criterion);
            way.criteria.push(criterion);
            way
        };
        vec![way(Criterion::Called(search.clone())), way(Criterion::Words(search.clone(), self.frequency))]
    }

    fn push_sort_value(&self, sql: &mut QueryBuilder<Postgres>) {
        match self.search() {
            Some(search) if self.sort.key == TripSort::Relevance => search::push_rank(search, sql),
            _ => {
                sql.push(self.sort.key.expression().0);
            }
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

/// Whether more trips may fulfil a criterion than are ranked at once.
const fn is_common(criterion: &Criterion) -> bool {
    !matches!(criterion, Criterion::Words(_, Frequency::Rare))
}
