//! Whether a list shows what is in the archive.

use std::str::FromStr;

use sqlx::{Postgres, QueryBuilder};

/// Whether somebody looks for what is in the archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Archived {
    #[default]
    Left,
    Only,
    Also,
    /// Neither, which is no trip at all.
    Nothing,
}

impl Archived {
    /// Every choice there is in addresses.
    pub const ALL: [Self; 3] = [Self::Left, Self::Only, Self::Also];

    pub(super) const fn of(archived: bool, others: bool) -> Self {
        match (archived, others) {
            (true, true) => Self::Also,
            (true, false) => Self::Only,
            (false, true) => Self::Left,
            (false, false) => Self::Nothing,
        }
    }

    /// The name in addresses; empty for what nobody has to ask for.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left | Self::Nothing => "",
            Self::Only => "only",
            Self::Also => "also",
        }
    }

    /// The key of the choice's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Left | Self::Nothing => "filter-archive-left",
            Self::Only => "filter-archive-only",
            Self::Also => "filter-archive-also",
        }
    }

    /// Whether trips in the archive are among what is looked for.
    #[must_use]
    pub const fn shows_archived(self) -> bool {
        matches!(self, Self::Only | Self::Also)
    }

    /// Whether trips outside it are.
    #[must_use]
    pub const fn shows_others(self) -> bool {
        matches!(self, Self::Left | Self::Also)
    }

    /// Adds the condition to a query on trips, in the words of the indexes.
    pub fn push(self, sql: &mut QueryBuilder<Postgres>) {
        sql.push(match self {
            Self::Left => "archived_at is null",
            Self::Only => "archived_at is not null",
            Self::Also => "true",
            Self::Nothing => "false",
        });
    }
}

impl FromStr for Archived {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|one| one.as_str() == name).ok_or(())
    }
}
