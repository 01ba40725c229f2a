//! A search for words in a table's `search_text`: folded text with an index on its trigrams.

use sqlx::{Postgres, QueryBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use crate::i18n::{Message, MessageArg};

/// The longest text that is searched for, in characters, and the most words in it.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 12;

/// Words that are all to be found, whatever their case and accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search(Vec<String>);

impl Search {
    /// A search for every word of a text.
    ///
    /// # Errors
    /// The text is longer than anybody types: each word costs a look into the index.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        if text.chars().count() > LONGEST || words.len() > MOST_WORDS {
            let message = Message::new("error-search-too-long").with("max", MessageArg::Number(LONGEST as u64));
            return Err(message.with("words", MessageArg::Number(MOST_WORDS as u64)));
        }
        Ok(Self(words))
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// What such a text looks like, for the OpenAPI document.
    #[must_use]
    pub fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(LONGEST))
            .pattern(Some(format!(r"^\s*(\S+(\s+|$)){{0,{MOST_WORDS}}}$")))
            .build()
            .into()
    }

    /// Adds the condition to a query.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        self.push_or(sql, |_, _| false);
    }

    /// The same, but for words that `push_better` knows a better condition for, and adds.
    pub fn push_or(
        &self,
        sql: &mut QueryBuilder<Postgres>,
        push_better: impl Fn(&str, &mut QueryBuilder<Postgres>) -> bool,
    ) {
        sql.push("(true");
        for word in &self.0 {
            sql.push(" and ");
            if !push_better(word, sql) {
                sql.push("search_text like ");
                push_pattern(sql, word.clone());
            }
        }
        sql.push(")");
    }
}

/// The LIKE pattern for folded texts that hold these characters, whatever they are. Folding comes first: it makes a
/// plain per cent sign of a full-width one.
pub fn push_pattern(sql: &mut QueryBuilder<Postgres>, text: String) {
    sql.push("'%' || replace(replace(replace(fold_text(").push_bind(text);
    sql.push(r"), '\', '\\'), '%', '\%'), '_', '\_') || '%'");
}
