//! One action on many trips at once: what was chosen in a list, done as far as each trip allows, and taken back as a
//! whole. What was done and what could not be is kept for a while, so that any task can undo it.

pub mod api;
pub mod form;
pub mod pages;
pub mod queries;
pub mod undo;
pub mod views;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use self::form::BatchInput;
use crate::app::App;
use crate::error::AppError;
use crate::sessions::Identity;
use crate::trips::policy::{Permission, Standing, look_up_live};
use crate::trips::{Trip, TripAction, TripInput, TripStatus, queries as trips, tags};
use crate::{approvals, archive};

/// How many trips at once.
pub const MOST: usize = 100;

/// For how many days it can be taken back.
pub const DAYS_KEPT: i64 = 30;

/// What is done to each trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BatchAction {
    Tag,
    Untag,
    Submit,
    Archive,
    Unarchive,
    Delete,
}

impl BatchAction {
    /// Every action.
    pub const ALL: [Self; 6] = [Self::Tag, Self::Untag, Self::Submit, Self::Archive, Self::Unarchive, Self::Delete];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Untag => "untag",
            Self::Submit => "submit",
            Self::Archive => "archive",
            Self::Unarchive => "unarchive",
            Self::Delete => "delete",
        }
    }

    /// The key of the words on its button.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tag => "batch-tag",
            Self::Untag => "batch-untag",
            Self::Submit => "batch-submit",
            Self::Archive => "batch-archive",
            Self::Unarchive => "batch-unarchive",
            Self::Delete => "batch-delete",
        }
    }

    /// The key of the heading of its page.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Tag => "batch-tag-title",
            Self::Untag => "batch-untag-title",
            Self::Submit => "batch-submit-title",
            Self::Archive => "batch-archive-title",
            Self::Unarchive => "batch-unarchive-title",
            Self::Delete => "batch-delete-title",
        }
    }

    /// Whether it needs a tag.
    #[must_use]
    pub const fn has_tag(self) -> bool {
        matches!(self, Self::Tag | Self::Untag)
    }

    /// What somebody has to be allowed.
    const fn permission(self) -> Permission {
        match self {
            Self::Tag | Self::Untag | Self::Archive | Self::Unarchive => Permission::Change,
            Self::Submit => Permission::Act(TripAction::Submit),
            Self::Delete => Permission::Delete,
        }
    }
}

impl fmt::Display for BatchAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no action has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of an action")]
pub struct UnknownAction;

impl std::str::FromStr for BatchAction {
    type Err = UnknownAction;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|action| action.as_str() == text).ok_or(UnknownAction)
    }
}

/// Why nothing was done to a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is none, or none for this person.
    NoSuchTrip,
    /// They may only look at it.
    Forbidden,
    /// Its status does not allow it.
    Status,
    /// It is so already.
    Already,
    /// It has as many tags as it can have.
    TooManyTags,
    /// Somebody changed it at the same time.
    Changed,
}

impl Reason {
    /// The key of the reason in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoSuchTrip => "batch-reason-no-such-trip",
            Self::Forbidden => "batch-reason-forbidden",
            Self::Status => "batch-reason-status",
            Self::Already => "batch-reason-already",
            Self::TooManyTags => "batch-reason-too-many-tags",
            Self::Changed => "batch-reason-changed",
        }
    }

    /// The reason behind an error, if it is one of a single trip.
    fn of(error: AppError) -> Result<Self, AppError> {
        match error {
            AppError::NoSuchTrip | AppError::NotFound => Ok(Self::NoSuchTrip),
            AppError::Forbidden => Ok(Self::Forbidden),
            AppError::Transition(_) => Ok(Self::Status),
            AppError::Concurrency => Ok(Self::Changed),
            error => Err(error),
        }
    }
}

/// A trip to which nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Refused {
    /// As it was named in the request.
    #[schema(example = "TRP-2026-000042")]
    pub trip: String,
    /// What it is called, if the person may know.
    pub name: Option<String>,
    pub reason: Reason,
}

/// What was done to many trips.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    pub id: Uuid,
    pub action: BatchAction,
    pub tag: Option<String>,
    /// The ids of the trips it was done to.
    pub done: Vec<Uuid>,
    pub refused: Vec<Refused>,
    pub at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
}

impl Batch {
    /// To how many trips it was done.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.done.len() as u64
    }
}

/// Does something to every trip it can be done to, all in one transaction.
///
/// # Errors
/// The database refuses or does not answer.
pub async fn carry_out(app: &App, me: &Identity, input: &BatchInput) -> Result<Batch, AppError> {
    let mut batch = Batch {
        id: app.clock.new_id(),
        action: input.action,
        tag: input.tag.clone(),
        done: Vec::new(),
        refused: Vec::new(),
        at: app.clock.now(),
        undone_at: None,
    };
    let mut found: Vec<(Trip, Standing)> = Vec::new();
    for key in &input.trips {
        match look_up_live(&app.db, me, key).await {
            Ok((trip, _)) if found.iter().any(|(other, _)| other.id == trip.id) => {}
            Ok(seen) => found.push(seen),
            Err(error) => {
                let reason = Reason::of(error)?;
                batch.refused.push(Refused { trip: form::in_words(key), name: None, reason });
            }
        }
    }
    // Two who choose the same trips wait for each other in one order, and not for ever.
    found.sort_by_key(|(trip, _)| trip.id.0);
    let mut transaction = app.db.begin().await?;
    for (trip, standing) in &found {
        let done = match standing.check(input.action.permission()) {
            Ok(()) => apply(&mut transaction, app, me, trip, input).await?,
            Err(error) => Err(Reason::of(error)?),
        };
        match done {
            Ok(()) => batch.done.push(trip.id.0),
            Err(reason) => {
                let name = Some(trip.name.clone());
                batch.refused.push(Refused { trip: trip.reference.clone(), name, reason });
            }
        }
    }
    queries::insert(&mut transaction, me.account_id, &batch).await?;
    transaction.commit().await?;
    Ok(batch)
}

/// Does it to one trip.
async fn apply(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    trip: &Trip,
    input: &BatchInput,
) -> Result<Result<(), Reason>, AppError> {
    let news = |is_news| if is_news { Ok(()) } else { Err(Reason::Already) };
    let tag = input.tag.as_deref().unwrap_or_default();
    match input.action {
        BatchAction::Archive => Ok(news(archive::put(connection, app, me, trip).await?)),
        BatchAction::Unarchive => Ok(news(archive::take_out(connection, app, me, trip).await?)),
        BatchAction::Delete => {
            Ok(news(trips::delete(connection, &app.clock, &me.actor(), trip, Some(trip.version)).await?))
        }
        BatchAction::Submit if trip.status == TripStatus::Submitted => Ok(Err(Reason::Already)),
        BatchAction::Submit => act(connection, app, me, trip, TripAction::Submit).await,
        BatchAction::Tag if tags::has(&trip.tags, tag) => Ok(Err(Reason::Already)),
        BatchAction::Tag if trip.tags.len() >= tags::MOST => Ok(Err(Reason::TooManyTags)),
        BatchAction::Tag => retag(connection, app, me, trip, |tags| tags.push(tag.to_owned())).await,
        BatchAction::Untag if !tags::has(&trip.tags, tag) => Ok(Err(Reason::Already)),
        BatchAction::Untag => retag(connection, app, me, trip, |tags| tags.retain(|one| !tags::same(one, tag))).await,
    }
}

async fn act(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    trip: &Trip,
    action: TripAction,
) -> Result<Result<(), Reason>, AppError> {
    match approvals::act_within(connection, app, me, trip, action, None).await {
        Ok(_) => Ok(Ok(())),
        Err(error) => Reason::of(error).map(Err),
    }
}

async fn retag(
    connection: &mut PgConnection,
    app: &App,
    me: &Identity,
    trip: &Trip,
    change: impl FnOnce(&mut Vec<String>),
) -> Result<Result<(), Reason>, AppError> {
    let mut input = TripInput::of(trip);
    change(&mut input.tags);
    match trips::update(connection, &app.clock, &me.actor(), trip, &input, trip.status).await {
        Ok(_) => Ok(Ok(())),
        Err(error) => Reason::of(error).map(Err),
    }
}

/// The id in an address.
///
/// # Errors
/// [`AppError::NotFound`] if it is none.
fn id_of(text: &str) -> Result<Uuid, AppError> {
    Uuid::try_parse(text).map_err(|_| AppError::NotFound)
}
