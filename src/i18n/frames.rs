//! Texts with words as arguments, taken apart once: a list of trips has more than a hundred of them, and to have Fluent put each
//! together anew was a tenth of the work of such a page. Only numbers choose between forms of a text, so words are put
//! in as they are; a test holds that.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use fluent_templates::fluent_bundle::FluentValue;

use super::{Arg, Language};

/// What stands around the name of an argument while a text is taken apart; in no text of ours.
const MARK: char = '\u{e000}';

enum Part {
    Text(String),
    Argument(String),
}

type Frames = RwLock<HashMap<String, Arc<[Part]>>>;

static KNOWN: LazyLock<[Frames; 2]> = LazyLock::new(Default::default);

/// The text with its arguments, if all of them are words.
pub fn fill(language: Language, key: &str, args: &[(&'static str, Arg<'_>)]) -> Option<String> {
    let word = |(_, Arg(value)): &(&str, Arg<'_>)| matches!(value, FluentValue::String(_));
    if !args.iter().all(word) {
        return None;
    }
    let known = KNOWN[language as usize].read().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
    let frame = match known {
        Some(frame) => frame,
        None => take_apart(language, key, args)?,
    };
    let mut text = String::with_capacity(64);
    for part in &*frame {
        text.push_str(match part {
            Part::Text(text) => text,
            Part::Argument(name) => match args.iter().find(|(given, _)| given == name) {
                Some((_, Arg(FluentValue::String(word)))) => word,
                _ => return None,
            },
        });
    }
    Some(text)
}

fn take_apart(language: Language, key: &str, args: &[(&'static str, Arg<'_>)]) -> Option<Arc<[Part]>> {
    let marked = |name: &str| Arg(FluentValue::String(Cow::Owned(format!("{MARK}{name}{MARK}"))));
    let text = language.look_up(key, args.iter().map(|(name, _)| (*name, marked(name))))?;
    // Text and names take turns.
    let parts = text.split(MARK).enumerate().map(|(number, part)| match number % 2 {
        0 => Part::Text(part.to_owned()),
        _ => Part::Argument(part.to_owned()),
    });
    let frame: Arc<[Part]> = parts.collect();
    KNOWN[language as usize].write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), Arc::clone(&frame));
    Some(frame)
}
