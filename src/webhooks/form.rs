//! A webhook as it is typed, and what can be stored.

use crate::config::Config;
use crate::error::FieldErrors;
use crate::history::Subject;
use crate::i18n::Message;
use crate::web::fields::Fields;
use crate::webhooks::{Webhook, address};

/// A webhook as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookForm {
    pub url: String,
    /// The names of the things it is told of; of everything if there is none.
    pub subjects: Vec<String>,
    pub is_on: bool,
}

/// What can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookInput {
    pub url: String,
    pub subjects: Vec<Subject>,
    pub is_on: bool,
}

impl WebhookInput {
    /// The names of the things it is told of.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.subjects.iter().map(|subject| subject.as_str().to_owned()).collect()
    }
}

impl WebhookForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        Self {
            url: fields.get("url").unwrap_or_default().to_owned(),
            subjects: fields.all("subjects").map(str::to_owned).collect(),
            is_on: fields.get("is_on").is_some(),
        }
    }

    /// A webhook as a form.
    #[must_use]
    pub fn of(webhook: &Webhook) -> Self {
        Self { url: webhook.url.clone(), subjects: webhook.subjects.clone(), is_on: webhook.is_on }
    }

    /// Whether a kind of thing is ticked.
    #[must_use]
    pub fn has(&self, subject: &Subject) -> bool {
        self.subjects.iter().any(|name| name == subject.as_str())
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn parse(&self, config: &Config) -> Result<WebhookInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let url = address::parse(&self.url, config).map_err(|message| errors.add("url", message)).ok();
        let mut subjects = Vec::new();
        for name in &self.subjects {
            match Subject::from_name(name) {
                Some(subject) if !subjects.contains(&subject) => subjects.push(subject),
                Some(_) => {}
                None => errors.add("subjects", Message::not_offered(name)),
            }
        }
        match url {
            Some(url) if errors.is_empty() => Ok(WebhookInput { url: url.into(), subjects, is_on: self.is_on }),
            _ => Err(errors),
        }
    }
}
