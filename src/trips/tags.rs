//! Tags: free words that people put on trips to find them again. Whatever its case, a word is one tag.

use sqlx::{Postgres, QueryBuilder};
use utoipa::ToSchema;

use crate::error::FieldErrors;
use crate::i18n::{Message, MessageArg};
use crate::web::fields::address;
use crate::web::parse::Field;

/// How many a trip can have.
pub const MOST: usize = 20;

/// The longest one, in characters.
pub const LONGEST: usize = 40;

/// A tag as programs write it.
#[derive(ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 40, example = "customer",
    pattern = r"^\s*[^\s,\u0000-\u001f\u007f-\u009f][^,\u0000-\u001f\u007f-\u009f]*\s*$")]
pub struct Tag(pub String);

/// Reads tags that are separated by commas; the first way to write one stays.
pub fn parse(text: &str, field: Field, errors: &mut FieldErrors) -> Vec<String> {
    let about = |key| Message::new(key).with("field", MessageArg::Key(field.label));
    if text.trim().chars().any(char::is_control) {
        errors.add(field.name, about("error-line-break"));
        return Vec::new();
    }
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',').map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if tag.chars().count() > LONGEST {
            let message = Message::new("error-tag-too-long").with("max", MessageArg::Number(LONGEST as u64));
            errors.add(field.name, message.with("tag", MessageArg::Text(tag)));
            return Vec::new();
        }
        if !tag.is_empty() && !has(&tags, &tag) {
            tags.push(tag);
        }
    }
    if tags.len() > MOST {
        let over = MessageArg::Number((tags.len() - MOST) as u64);
        let message =
            Message::new("error-tags-too-many").with("max", MessageArg::Number(MOST as u64)).with("over", over);
        errors.add(field.name, message);
    }
    tags
}

/// Whether a tag is among others, whatever its case.
#[must_use]
pub fn has(tags: &[String], tag: &str) -> bool {
    tags.iter().any(|one| same(one, tag))
}

/// Whether two are the same tag.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

/// Tags as people type them.
#[must_use]
pub fn in_line(tags: &[String]) -> String {
    tags.join(", ")
}

/// The list of the trips that have a tag.
#[must_use]
pub fn list_of(tag: &str) -> String {
    address("/trips", [("tag", tag)])
}

/// Compares a trip's tags with others, which are written out one by one, so that PostgreSQL knows how common each is.
pub fn push(sql: &mut QueryBuilder<Postgres>, operator: &'static str, tags: impl IntoIterator<Item = String>) {
    sql.push("fold_tags(tags)").push(operator).push("array[");
    for (i, tag) in tags.into_iter().enumerate() {
        sql.push(if i > 0 { ", lower(" } else { "lower(" }).push_bind(tag).push(")");
    }
    sql.push("]::text[]");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Vec<String>, usize) {
        let mut errors = FieldErrors::default();
        let tags = parse(text, Field { name: "tags", label: "field-tags" }, &mut errors);
        (tags, errors.iter().count())
    }

    #[test]
    fn words_are_separated_by_commas_and_stand_once() {
        assert_eq!(
            parsed(" Sales,  trade   fair,SALES,, été,Été "),
            (vec!["Sales".into(), "trade fair".into(), "été".into()], 0)
        );
        assert_eq!(parsed(" , "), (Vec::new(), 0));
    }

    #[test]
    fn too_long_too_many_and_several_lines_are_refused() {
        assert_eq!(parsed(&"x".repeat(41)).1, 1);
        assert_eq!(parsed(&"é".repeat(40)).1, 0);
        let many = |count: usize| (0..count).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
        assert_eq!((parsed(&many(20)).1, parsed(&many(21)).1), (0, 1));
        assert_eq!(parsed("one\ntwo").1, 1);
    }
}
