//! What people say about a trip. Whoever sees it may comment on it, in Markdown, and change and delete what is their own;
//! whom a comment mentions is told ([`mentions`]).

pub mod api;
pub mod list;
pub mod mentions;
pub mod pages;
mod queries;
pub mod views;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::queries::{empty_trash, find};
use crate::accounts::AccountId;
use crate::app::App;
use crate::error::{AppError, FieldErrors};
use crate::history::{self, ChangeKind, Subject, Thing};
use crate::i18n::Message;
use crate::sessions::Identity;
use crate::trips::{Trip, TripId};
use crate::web::parse::{self, Field};

/// How long a comment can be, in characters.
pub const LONGEST: usize = 5_000;

/// So much of a comment is its name in the history, in characters.
const NAME: usize = 60;

/// The identity of a comment: a UUID version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct CommentId(pub Uuid);

impl fmt::Display for CommentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Something that somebody said.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Comment {
    pub id: CommentId,
    pub trip_id: TripId,
    pub account_id: Option<AccountId>,
    /// The login of whose it is, which stays when the account goes.
    pub author: String,
    /// What they are called, if they still have an account.
    pub author_name: Option<String>,
    /// Markdown.
    pub text: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    /// When it was changed last, if it was.
    pub changed_at: Option<DateTime<Utc>>,
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Comment {
    /// What whoever said it is called.
    #[must_use]
    pub fn who(&self) -> &str {
        self.author_name.as_deref().unwrap_or(&self.author)
    }

    /// Whether it is somebody's own.
    #[must_use]
    pub fn is_of(&self, me: &Identity) -> bool {
        self.account_id == Some(me.account_id)
    }

    /// Whether somebody may delete it and bring it back.
    #[must_use]
    pub fn may_delete(&self, me: &Identity) -> bool {
        self.is_of(me) || me.is_administrator()
    }

    /// As its history names it: the beginning of its first line.
    fn name(&self) -> String {
        let line = self.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        let short: String = line.chars().take(NAME).collect();
        if short.len() < line.len() { format!("{}…", short.trim_end()) } else { short }
    }
}

/// What the history keeps of a comment.
#[derive(Serialize)]
struct CommentRecord<'a> {
    text: &'a str,
    /// The logins of whom it mentions.
    mentions: Vec<String>,
}

impl<'a> CommentRecord<'a> {
    fn of(comment: &'a Comment) -> Self {
        Self { text: &comment.text, mentions: mentions::logins(&comment.text) }
    }
}

/// Reads what somebody typed.
///
/// # Errors
/// It is empty, too long, or holds what no text does.
pub fn parse(text: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let field = Field { name: "text", label: "comment-text" };
    let parsed = parse::prose(text, field, LONGEST, &mut errors).filter(|text| !text.trim().is_empty());
    if parsed.is_none() && errors.is_empty() {
        errors.add("text", Message::new("error-comment-empty"));
    }
    errors.into_result().map_err(|error| match error {
        AppError::Validation(errors) => errors,
        _ => FieldErrors::default(),
    })?;
    Ok(parsed.unwrap_or_default())
}

/// Says something about a trip.
///
/// # Errors
/// [`AppError::Validation`] if it mentions somebody who may not see the trip.
pub async fn create(app: &App, me: &Identity, trip: &Trip, text: &str) -> Result<Comment, AppError> {
    let id = CommentId(app.clock.new_id());
    let mut transaction = app.db.begin().await?;
    mentions::check(&mut transaction, trip.id, text, app.clock.now()).await?;
    queries::insert(&mut transaction, id, trip.id, me, text, app.clock.now()).await?;
    let comment = find(&mut *transaction, trip.id, id).await?;
    let name = comment.name();
    let after = CommentRecord::of(&comment);
    history::created(&mut transaction, &app.clock, &me.actor(), thing(trip.id, id, &name), &after).await?;
    transaction.commit().await?;
    Ok(comment)
}

/// Changes a comment of one's own to the version that was seen.
///
/// # Errors
/// [`AppError::NotFound`] if there is none any more, [`AppError::Forbidden`] if it is somebody else's,
/// [`AppError::Concurrency`] if it has another version by now, [`AppError::Validation`] as [`create`].
pub async fn change(
    app: &App,
    me: &Identity,
    trip: &Trip,
    id: CommentId,
    version: Option<i32>,
    text: &str,
) -> Result<Comment, AppError> {
    let mut transaction = app.db.begin().await?;
    let before = own(&mut transaction, me, trip, id).await?;
    if version.is_some_and(|version| version != before.version) {
        return Err(AppError::Concurrency);
    }
    if before.text == text {
        return Ok(before);
    }
    mentions::check(&mut transaction, trip.id, text, app.clock.now()).await?;
    queries::update(&mut transaction, &before, text, app.clock.now()).await?;
    let after = find(&mut *transaction, trip.id, id).await?;
    let name = after.name();
    let records = (&CommentRecord::of(&before), &CommentRecord::of(&after));
    history::changed(&mut transaction, &app.clock, &me.actor(), thing(trip.id, id, &name), records).await?;
    transaction.commit().await?;
    Ok(after)
}

/// A comment of one's own that is there.
async fn own(
    connection: &mut sqlx::PgConnection,
    me: &Identity,
    trip: &Trip,
    id: CommentId,
) -> Result<Comment, AppError> {
    let comment = find(&mut *connection, trip.id, id).await?;
    if comment.deleted_at.is_some() {
        return Err(AppError::NotFound);
    }
    if comment.is_of(me) { Ok(comment) } else { Err(AppError::Forbidden) }
}

/// Deletes a comment, or brings it back.
///
/// # Errors
/// [`AppError::NotFound`] if there is none, [`AppError::Forbidden`] if it is not for them to do.
pub async fn set_deleted(
    app: &App,
    me: &Identity,
    trip: &Trip,
    id: CommentId,
    deleted: bool,
) -> Result<Comment, AppError> {
    let mut transaction = app.db.begin().await?;
    let comment = find(&mut *transaction, trip.id, id).await?;
    if !comment.may_delete(me) {
        return Err(AppError::Forbidden);
    }
    if comment.deleted_at.is_some() == deleted {
        // Whoever deletes what is gone finds nothing; whoever restores what is there has it.
        return if deleted { Err(AppError::NotFound) } else { Ok(comment) };
    }
    let by = deleted.then_some((app.clock.now(), me.login.as_str()));
    queries::set_deleted(&mut transaction, &comment, by).await?;
    let kind = if deleted { ChangeKind::Deleted } else { ChangeKind::Restored };
    let name = comment.name();
    history::done(&mut transaction, &app.clock, &me.actor(), thing(trip.id, id, &name), kind).await?;
    transaction.commit().await?;
    Ok(comment)
}

const fn thing(trip: TripId, id: CommentId, name: &str) -> Thing<'_> {
    Thing { trip, subject: Subject::Comment, id: id.0, name }
}
