//! Files that prove what an expense was: uploaded in its form, or chosen out of what the trip has already. A file is the
//! receipt of one expense at most, and stays with the trip when the expense goes.

use axum::extract::{FromRequest, Request};
use axum::http::header;
use sqlx::PgConnection;
use uuid::Uuid;

use super::upload::{self, NewFile, Received, Upload};
use super::{Attachment, AttachmentId, AttachmentRecord, insert, queries};
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::history;
use crate::i18n::{Message, MessageArg};
use crate::sessions::Identity;
use crate::trips::Trip;
use crate::web::fields::Fields;

/// How many receipts an expense can have.
pub const MOST: usize = 5;

/// A form that may bring files along, of which they have not been read yet.
pub enum Submission {
    Plain(Fields),
    WithFiles(Box<Upload>),
}

impl FromRequest<App> for Submission {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &App) -> Result<Self, AppError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let has_parts = kind.is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/"));
        if has_parts {
            Upload::from_request(request, app).await.map(|upload| Self::WithFiles(Box::new(upload)))
        } else {
            Fields::from_request(request, app).await.map(Self::Plain)
        }
    }
}

impl Submission {
    /// Reads everything, and keeps the files until they belong to something.
    ///
    /// # Errors
    /// [`AppError::TooLarge`], [`AppError::BadRequest`] if the form breaks off, or the store does not answer.
    pub async fn receive(self, app: &App, trip: &Trip) -> Result<Incoming, AppError> {
        match self {
            Self::Plain(fields) => Ok(Incoming { fields, ..Incoming::default() }),
            Self::WithFiles(upload) => {
                let usage = queries::usage(&app.db, trip.id).await?;
                let Received { files, count, fields, errors } = upload.receive(app, usage).await?;
                Ok(Incoming { fields, errors, brought: count > 0, files })
            }
        }
    }
}

/// What a form brought. Its files go again unless they are kept.
#[derive(Default)]
pub struct Incoming {
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with the files.
    pub errors: FieldErrors,
    /// Whether there were files, good or not.
    pub brought: bool,
    files: Vec<NewFile>,
}

impl Incoming {
    /// Keeps the files, once it is certain that something refers to them.
    pub fn keep(self) {
        self.files.into_iter().for_each(|file| file.claim.keep());
    }
}

/// Makes the chosen files and those that came the receipts of an expense, and others that were so no longer. Without a
/// choice, those that are stay.
///
/// # Errors
/// [`AppError::Validation`] if one is no file of the trip or another expense's receipt, or if there are too many.
pub async fn settle(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    trip: &Trip,
    expense: (Uuid, &str),
    chosen: Option<&[Uuid]>,
    incoming: &Incoming,
) -> Result<(), AppError> {
    if chosen.is_none() && incoming.files.is_empty() {
        return Ok(());
    }
    let mut usage = queries::usage_for_change(&mut *connection, trip.id).await?;
    let all = queries::of_trip(&mut *connection, trip.id).await?;
    let is_mine = |file: &Attachment| file.expense_id == Some(expense.0);
    let is_chosen = |file: &Attachment| chosen.map_or_else(|| is_mine(file), |ids| ids.contains(&file.id.0));
    let fits = |id: &Uuid| {
        let file = all.iter().find(|file| file.id.0 == *id);
        file.is_some_and(|file| file.expense_id.is_none() || is_mine(file))
    };
    if !chosen.unwrap_or_default().iter().all(fits) {
        return Err(AppError::field("receipts", Message::new("error-receipt")));
    }
    let kept = all.iter().filter(|file| is_chosen(file)).count();
    if kept + incoming.files.len() > MOST {
        let message = Message::new("error-receipts-limit").with("max", MessageArg::Number(MOST as u64));
        return Err(AppError::field(if incoming.files.is_empty() { "receipts" } else { "files" }, message));
    }
    for file in all.iter().filter(|file| is_mine(file) != is_chosen(file)) {
        let to = is_chosen(file).then_some(expense);
        link(&mut *connection, app, me, file, to).await?;
    }
    for file in &incoming.files {
        if let Err(message) = usage.take(&file.name, file.size) {
            let mut errors = FieldErrors::default();
            errors.add(upload::field(file.index), message);
            return Err(AppError::Validation(errors));
        }
        insert(&mut *connection, app, me, trip, file, None, Some(expense)).await?;
    }
    Ok(())
}

async fn link(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    file: &Attachment,
    to: Option<(Uuid, &str)>,
) -> Result<(), AppError> {
    queries::link(&mut *connection, &app.clock, &me.actor(), file.id, to.map(|(id, _)| id)).await?;
    let before = AttachmentRecord::from(file);
    let after = AttachmentRecord { expense: to.map(|(_, title)| title), ..AttachmentRecord::from(file) };
    history::changed(connection, &app.clock, &me.actor(), file.thing(), (&before, &after)).await
}

/// A file that an expense's form offers as a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptChoice {
    pub id: AttachmentId,
    pub name: String,
    pub description: Option<String>,
    /// Whether it is a receipt of this expense already.
    pub is_linked: bool,
}

/// The files of a trip that may be receipts of an expense, or of a new one: nobody's, or its own.
///
/// # Errors
/// The database does not answer.
pub async fn choices(app: &App, trip: &Trip, expense: Option<Uuid>) -> Result<Vec<ReceiptChoice>, AppError> {
    let mut files = queries::of_trip(&app.db, trip.id).await?;
    files.retain(|file| file.expense_id.is_none() || file.expense_id == expense);
    let choice = |file: Attachment| ReceiptChoice {
        is_linked: expense.is_some() && file.expense_id == expense,
        id: file.id,
        name: file.name,
        description: file.description,
    };
    let mut choices: Vec<ReceiptChoice> = files.into_iter().map(choice).collect();
    choices.sort_by_key(|choice| !choice.is_linked);
    Ok(choices)
}
