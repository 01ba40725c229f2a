//! The page about personal tokens.

use askama::Template;

use crate::error::FieldErrors;
use crate::reference::TimeZone;
use crate::tokens::form::TokenForm;
use crate::tokens::{MOST_DAYS, PersonalToken, TokenId, TokenScope};
use crate::web::filters;

/// `GET /account/tokens`, a refused `POST /account/tokens`, and the answer to one that made a token
#[derive(Template)]
#[template(path = "tokens/index.html")]
pub struct TokensPage {
    pub tokens: Vec<PersonalToken>,
    /// The token that has just been made; nothing else ever shows it.
    pub made: Option<MadeToken>,
    pub form: TokenForm,
    pub errors: FieldErrors,
    /// The zone that times are shown in.
    pub zone: TimeZone,
}

/// A token, this once.
pub struct MadeToken {
    pub id: TokenId,
    pub token: String,
}

impl TokensPage {
    const SCOPES: [TokenScope; 2] = TokenScope::ALL;
    const DAYS: [u32; 4] = TokenForm::DAYS;
    const A_YEAR: u32 = MOST_DAYS;

    /// Whether a token is the one just made.
    fn is_new(&self, token: &PersonalToken) -> bool {
        self.made.as_ref().is_some_and(|made| made.id == token.id)
    }
}
