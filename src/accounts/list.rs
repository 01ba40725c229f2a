//! Lists of accounts: which ones, and what they can be sorted by.

use chrono::{DateTime, Utc};
use sqlx::{Postgres, QueryBuilder};

use crate::accounts::{Account, AccountId, AccountStatus, Authorities, display_name};
use crate::db::keyset::{List, Listed, Position, Sort, SortKey};
use crate::db::search::Search;

/// What a list is sorted by; the id breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountSort {
    Id,
    Login,
    /// The last name, or what there is of a name.
    Name,
    FirstName,
    Email,
    Status,
    Language,
    SignIn,
    Created,
    Creator,
    Changed,
    Changer,
}

impl SortKey for AccountSort {
    fn expression(self) -> (&'static str, &'static str) {
        match self {
            Self::Id => ("id", "uuid"),
            Self::Login => ("login", "text"),
            Self::Name => ("fold_text(coalesce(last_name, first_name, login))", "text"),
            Self::FirstName => ("fold_text(coalesce(first_name, ''))", "text"),
            Self::Email => ("coalesce(email, '')", "text"),
            Self::Status => ("status", "text"),
            Self::Language => ("language", "text"),
            Self::SignIn => ("coalesce(last_sign_in_at, '-infinity'::timestamptz)", "timestamptz"),
            Self::Created => ("created_at", "timestamptz"),
            Self::Creator => ("created_by", "text"),
            Self::Changed => ("changed_at", "timestamptz"),
            Self::Changer => ("changed_by", "text"),
        }
    }
}

/// One condition on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Every word is found in login, name or email address, whatever its case and accents.
    Search(Search),
    /// The account has one of these statuses.
    Statuses(Vec<AccountStatus>),
    /// The account has this authority.
    Authority(String),
    /// Trips are submitted to whoever signs in with this login.
    Manager(String),
}

impl Criterion {
    fn push(self, sql: &mut QueryBuilder<Postgres>) {
        match self {
            Self::Search(search) => search.push(sql),
            Self::Statuses(statuses) => {
                // As text in the query, so that PostgreSQL knows how rare they are.
                let names: Vec<String> = statuses.iter().map(|status| format!("'{}'", status.as_str())).collect();
                sql.push("status in (").push(names.join(", ")).push(")");
            }
            Self::Authority(authority) => {
                sql.push("id in (select r.account_id from account_authorities r where r.authority = ");
                sql.push_bind(authority).push(")");
            }
            Self::Manager(login) => {
                sql.push("manager_id = (select m.id from accounts m where m.login = ").push_bind(login).push(")");
            }
        }
    }
}

/// What to list.
#[derive(Clone, Debug)]
pub struct AccountList {
    pub criteria: Vec<Criterion>,
    pub sort: Sort<AccountSort>,
    pub position: Position,
    pub size: u32,
}

impl List for AccountList {
    type Key = AccountSort;

    const TABLE: &'static str = "accounts";

    fn push_where(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("true");
        for criterion in &self.criteria {
            sql.push(" and ");
            criterion.clone().push(sql);
        }
    }

    fn sort(&self) -> Sort<AccountSort> {
        self.sort
    }

    fn position(&self) -> &Position {
        &self.position
    }

    fn size(&self) -> u32 {
        self.size
    }
}

/// An account as a list shows it.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct AccountSummary {
    pub id: AccountId,
    pub login: String,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub status: AccountStatus,
    pub authorities: Authorities,
    pub manager_login: Option<String>,
    pub last_sign_in_at: Option<DateTime<Utc>>,
    pub changed_at: DateTime<Utc>,
    pub changed_by: String,
}

impl AccountSummary {
    /// What the person is called.
    #[must_use]
    pub fn display_name(&self) -> String {
        display_name(self.first_name.as_deref(), self.last_name.as_deref(), &self.login)
    }

    /// Where administrators find the account.
    #[must_use]
    pub fn path(&self) -> String {
        super::administration::path_of(&self.login, self.id)
    }
}

impl Listed for AccountSummary {
    const COLUMNS: &'static str = "id, login, email, first_name, last_name, status, \
        array(select r.authority from account_authorities r where r.account_id = accounts.id order by 1) as authorities, \
        (select m.login from accounts m where m.id = accounts.manager_id) as manager_login, last_sign_in_at, \
        changed_at, changed_by";
}

impl Listed for Account {
    const COLUMNS: &'static str = "id, login, email, first_name, last_name, image_url, language, theme, shortcuts, \
        time_zone, status, \
        array(select r.authority from account_authorities r where r.account_id = accounts.id order by 1) as authorities, \
        manager_id, password_hash is not null as has_password, last_sign_in_at, version, created_at, created_by, \
        changed_at, changed_by";
}

/// What everybody who is signed in may know of an account.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountName {
    pub id: AccountId,
    pub login: String,
}

impl Listed for AccountName {
    const COLUMNS: &'static str = "id, login";
}
