//! A part of the portal and what is known of it, for a page and for a program.

use super::HealthStatus;
use crate::administration::value::Value;
use crate::i18n::Message;

/// A part that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Database,
    Migrations,
    Pool,
    Mail,
    Disk,
    Clock,
}

impl Part {
    /// The name over REST; those that the old monolith had keep theirs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Database => "db",
            Self::Migrations => "migrations",
            Self::Pool => "pool",
            Self::Mail => "mail",
            Self::Disk => "diskSpace",
            Self::Clock => "clock",
        }
    }

    /// The key of its name on the page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Database => "health-database",
            Self::Migrations => "health-migrations",
            Self::Pool => "health-pool",
            Self::Mail => "health-mail",
            Self::Disk => "health-disk",
            Self::Clock => "health-clock",
        }
    }
}

/// What was found out about a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    pub part: Part,
    pub status: HealthStatus,
    /// What is wrong and what helps, or what else is worth a sentence.
    pub words: Option<Message>,
    pub details: Vec<Detail>,
}

/// One fact about a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// The name over REST.
    pub name: &'static str,
    /// The key of its name on the page.
    pub label: &'static str,
    pub value: Value,
}

impl Component {
    /// A part with its facts.
    #[must_use]
    pub const fn new(part: Part, status: HealthStatus, details: Vec<Detail>) -> Self {
        Self { part, status, words: None, details }
    }

    /// A part that could not be looked at.
    #[must_use]
    pub fn failed(part: Part, reason: String) -> Self {
        let details = vec![Detail::new("error", "health-error", Value::Text(reason))];
        Self { words: Some(Message::new("health-failed")), ..Self::new(part, HealthStatus::Down, details) }
    }

    /// Whether it could not be looked at, or can only be read from. One that is merely full works for those who are in.
    #[must_use]
    pub fn is_unusable(&self) -> bool {
        self.details.iter().any(|Detail { name, value, .. }| {
            *name == "error" || *name == "role" && matches!(value, Value::Word("reader", _))
        })
    }

    /// Adds a sentence.
    #[must_use]
    pub fn saying(self, words: Message) -> Self {
        Self { words: Some(words), ..self }
    }
}

impl Detail {
    /// A fact.
    #[must_use]
    pub const fn new(name: &'static str, label: &'static str, value: Value) -> Self {
        Self { name, label, value }
    }
}
