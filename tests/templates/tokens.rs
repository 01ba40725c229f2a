//! The page about personal tokens.

use chrono::TimeDelta;
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Message, MessageArg};
use tripmgmt::reference::TimeZone;
use tripmgmt::tokens::form::TokenForm;
use tripmgmt::tokens::views::{MadeToken, TokensPage};
use tripmgmt::tokens::{PersonalToken, TokenId, TokenScope};
use uuid::Uuid;

use super::{Sample, now};

fn token(number: u128) -> PersonalToken {
    PersonalToken {
        id: TokenId(Uuid::from_u128(number)),
        name: "<Site> nightly".to_owned(),
        scope: TokenScope::Read,
        created_at: now() - TimeDelta::days(3),
        expires_at: now() + TimeDelta::days(27),
        last_used_at: Some(now()),
        last_used_from: Some("2001:db8::1".to_owned()),
        credentials_changed_at: now() - TimeDelta::days(90),
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let tokens = || {
        vec![
            token(1),
            PersonalToken { expires_at: now(), last_used_at: None, scope: TokenScope::Write, ..token(2) },
            PersonalToken { credentials_changed_at: now(), last_used_from: None, ..token(3) },
        ]
    };
    let form = || TokenForm { name: "<Site>".to_owned(), expiry: "date".to_owned(), ..TokenForm::default() };
    let page = |tokens, made, form, errors| TokensPage { tokens, made, form, errors, zone: TimeZone::UTC };
    let made = || Some(MadeToken { id: TokenId(Uuid::from_u128(1)), token: "tmt_<Site>".to_owned() });
    let mut wrong = FieldErrors::default();
    wrong.add("name", Message::new("error-token-name-taken"));
    wrong.add("scope", Message::new("error-token-scope"));
    wrong.add("expiry", Message::new("error-token-expiry"));
    let day = now().date_naive();
    let until = Message::new("error-token-until");
    wrong.add("until", until.with("first", MessageArg::Date(day)).with("last", MessageArg::Date(day)));
    let mut full = FieldErrors::default();
    full.add("name", Message::new("error-token-limit").with("max", MessageArg::Number(50)));
    let none = FieldErrors::default;
    vec![
        ("tokens/index.html", Box::new(page(Vec::new(), None, TokenForm::default(), none()))),
        ("tokens/index.html", Box::new(page(tokens(), made(), TokenForm::default(), none()))),
        ("tokens/index.html", Box::new(page(tokens(), None, form(), wrong))),
        ("tokens/index.html", Box::new(page(tokens(), None, form(), full))),
    ]
}
