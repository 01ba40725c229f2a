//! What a file is called and said to be, as a form and checked; its contents never change.

use serde::{Deserialize, Serialize};

use super::{Attachment, AttachmentRecord, MAX_DESCRIPTION, name, queries};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::history;
use crate::i18n::Message;
use crate::sessions::Identity;
use crate::web::conflict::{TextForm, text_form};
use crate::web::fields::Fields;
use crate::web::parse::{Field, line, prose};

/// The longest name somebody may type, in characters; the table has the same limit.
pub const MAX_NAME: usize = 200;

text_form! {
    /// What somebody typed about a file.
    DetailsForm "attachment-field-" {
        name,
        description,
    }
}

/// What is to be said about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// With the ending that the file had.
    pub name: String,
    pub description: Option<String>,
}

impl DetailsForm {
    /// The form a browser sent.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
        Self { name: text("name"), description: text("description"), written_in: String::new() }
    }

    /// A stored file as text.
    #[must_use]
    pub fn of(file: &Attachment) -> Self {
        Self {
            name: file.name.clone(),
            description: file.description.clone().unwrap_or_default(),
            written_in: String::new(),
        }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn parse(&self, file: &Attachment) -> Result<Details, FieldErrors> {
        let mut errors = FieldErrors::default();
        let field = Field { name: "name", label: "attachment-field-name" };
        let typed = line(&self.name, field, MAX_NAME, &mut errors).and_then(|text| name::typed(&text, &file.name));
        if typed.is_none() && errors.is_empty() {
            errors.add("name", Message::new("error-attachment-name"));
        }
        // What came over REST may hold what nobody can type; it is no reason to refuse another name.
        let is_same = file.description.as_ref().is_some_and(|before| *before == self.description);
        let field = Field { name: "description", label: "attachment-field-description" };
        let description = if is_same {
            file.description.clone()
        } else {
            prose(&self.description, field, MAX_DESCRIPTION, &mut errors).filter(|text| !text.trim().is_empty())
        };
        match typed {
            Some(name) if errors.is_empty() => Ok(Details { name, description }),
            _ => Err(errors),
        }
    }
}

/// Changes what is said about a file to the version that was seen.
///
/// # Errors
/// [`AppError::Concurrency`] if it has another version by now.
pub(super) async fn change(
    app: &App,
    me: &Identity,
    (before, version): (&Attachment, i32),
    details: &Details,
) -> Result<Attachment, AppError> {
    if version == before.version && before.name == details.name && before.description == details.description {
        return Ok(before.clone());
    }
    let mut transaction = app.db.begin().await?;
    let to = (details.name.as_str(), details.description.as_deref());
    queries::update(&mut transaction, &app.clock, &me.actor(), (before.id, version), to).await?;
    let after = queries::find(&mut *transaction, before.trip_id, before.id).await?;
    let records = (&AttachmentRecord::from(before), &AttachmentRecord::from(&after));
    history::changed(&mut transaction, &app.clock, &me.actor(), after.thing(), records).await?;
    transaction.commit().await?;
    Ok(after)
}
