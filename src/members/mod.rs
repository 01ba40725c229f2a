//! With whom a trip is shared, and what they may do with it; that is decided in [`crate::trips::policy`].

pub mod api;
pub mod form;
pub mod handover;
pub mod pages;
pub mod queries;
pub mod views;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::form::ShareInput;
use crate::accounts::limits::Limit;
use crate::accounts::{Account, AccountId, AccountStatus, display_name, queries as accounts};
use crate::app::App;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::history::{self, ChangeKind, Subject, Thing};
use crate::i18n::{Message, MessageArg};
use crate::mail::MailKind;
use crate::notifications::letters;
use crate::notifications::preferences::Kind;
use crate::sessions::Identity;
use crate::sessions::address::ClientAddress;
use crate::trips::Trip;

/// With how many people a trip can be shared.
pub const MOST: i64 = 100;

/// What somebody may do with a trip that is shared with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum MemberRole {
    /// Looks.
    Viewer,
    /// Changes what stands in it, but neither its status nor who sees it.
    Editor,
    /// Does all that the person whose trip it is may do.
    Owner,
}

impl MemberRole {
    /// Every role, the one that may least first.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Editor, Self::Owner];

    /// The name in the database, in forms and over REST.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Owner => "owner",
        }
    }

    /// The key of the role's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Viewer => "member-role-viewer",
            Self::Editor => "member-role-editor",
            Self::Owner => "member-role-owner",
        }
    }
}

impl fmt::Display for MemberRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no role has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a member's role")]
pub struct UnknownRole;

impl FromStr for MemberRole {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

crate::db::text_column!(MemberRole);

/// Somebody a trip is shared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub account_id: AccountId,
    pub login: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub role: MemberRole,
    pub added_at: DateTime<Utc>,
    pub added_by: String,
}

impl Member {
    /// What the person is called.
    #[must_use]
    pub fn display_name(&self) -> String {
        display_name(self.first_name.as_deref(), self.last_name.as_deref(), &self.login)
    }
}

/// Everybody who has to do with a trip.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The name of whose it is.
    pub owner: Option<String>,
    /// The name of who is asked to approve it.
    pub approver: Option<String>,
    /// Those it is shared with, the first one added on top.
    pub members: Vec<Member>,
}

/// The account of a colleague who can sign in, by what they sign in with or their email address.
///
/// # Errors
/// [`AppError::Validation`] if there is none; [`AppError::TooManyRequests`] for those who try names out.
pub async fn look_up(app: &App, me: &Identity, person: &str) -> Result<Account, AppError> {
    Limit::SHARING.take(&app.db, &me.account_id.to_string(), app.clock.now()).await?;
    let account = accounts::find_by_name(&app.db, person).await?;
    account
        .filter(|account| account.status == AccountStatus::Active)
        .ok_or_else(|| AppError::field("person", Message::new("error-member-unknown")))
}

/// Shares a trip with somebody, or gives them another role; returns whether they are new to it. Whoever is new gets a
/// mail.
///
/// # Errors
/// [`AppError::Validation`] if nobody who can sign in has the name, it is the owner's, or there are as many as can be;
/// [`AppError::TooManyRequests`] for those who try names out.
pub async fn share(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: &Trip,
    input: &ShareInput,
) -> Result<(Member, bool), AppError> {
    let account = look_up(app, me, &input.person).await?;
    if trip.owner_id == Some(account.id) {
        return Err(AppError::field("person", Message::new("error-member-owner")));
    }
    let mut transaction = app.db.begin().await?;
    if queries::count_for_share(&mut transaction, trip.id).await? >= MOST {
        let message = Message::new("error-member-limit").with("max", MessageArg::Number(MOST.unsigned_abs()));
        return Err(AppError::field("person", message));
    }
    let (before, _) = queries::standing(&mut *transaction, trip.id, account.id).await?;
    let is_new = queries::put(&mut *transaction, trip.id, account.id, input.role, &me.actor(), app.clock.now()).await?;
    let thing = thing_of(trip, account.id, &account.login);
    note_role(&mut transaction, app, me, thing, (before, input.role)).await?;
    let action = if is_new { Action::TripShared } else { Action::MemberRoleChanged };
    record(&mut transaction, app, me, address, action, trip, &account.login).await?;
    if is_new && account.id != me.account_id {
        let news = (MailKind::TripShared, Kind::Sharing);
        letters::tell(&mut transaction, app, &account, news, &format!("/trips/{}", trip.reference), Vec::new()).await?;
    }
    transaction.commit().await?;
    let member = queries::find(&app.db, trip.id, &account.login).await?;
    Ok((member, is_new))
}

/// Gives a member another role.
///
/// # Errors
/// [`AppError::NotFound`] if the trip is not shared with them.
pub async fn set_role(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: &Trip,
    login: &str,
    role: MemberRole,
) -> Result<Member, AppError> {
    let mut transaction = app.db.begin().await?;
    let member = queries::find(&mut *transaction, trip.id, login).await?;
    queries::put(&mut *transaction, trip.id, member.account_id, role, &me.actor(), app.clock.now()).await?;
    let thing = thing_of(trip, member.account_id, &member.login);
    note_role(&mut transaction, app, me, thing, (Some(member.role), role)).await?;
    record(&mut transaction, app, me, address, Action::MemberRoleChanged, trip, &member.login).await?;
    transaction.commit().await?;
    Ok(Member { role, ..member })
}

/// Takes a trip back from a member, or lets a member go.
///
/// # Errors
/// [`AppError::NotFound`] if the trip is not shared with them.
pub async fn remove(
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    trip: &Trip,
    login: &str,
) -> Result<(), AppError> {
    let mut transaction = app.db.begin().await?;
    let member = queries::find(&mut *transaction, trip.id, login).await?;
    queries::delete(&mut *transaction, trip.id, member.account_id).await?;
    let thing = thing_of(trip, member.account_id, &member.login);
    history::done(&mut transaction, &app.clock, &me.actor(), thing, ChangeKind::Deleted).await?;
    record(&mut transaction, app, me, address, Action::TripUnshared, trip, &member.login).await?;
    transaction.commit().await?;
    Ok(())
}

/// What the history keeps of a member.
#[derive(Serialize)]
struct MemberRecord {
    role: MemberRole,
}

/// A member as the history names them: by what they sign in with.
fn thing_of<'a>(trip: &Trip, account: AccountId, login: &'a str) -> Thing<'a> {
    Thing { trip: trip.id, subject: Subject::Member, id: account.0, name: login }
}

/// Writes the role that somebody had and the one they have into the history.
async fn note_role(
    connection: &mut sqlx::PgConnection,
    app: &App,
    me: &Identity,
    thing: Thing<'_>,
    (before, after): (Option<MemberRole>, MemberRole),
) -> Result<(), AppError> {
    let after = MemberRecord { role: after };
    match before {
        Some(role) => {
            let versions = (&MemberRecord { role }, &after);
            history::changed(connection, &app.clock, &me.actor(), thing, versions).await
        }
        None => history::created(connection, &app.clock, &me.actor(), thing, &after).await,
    }
}

async fn record(
    connection: &mut sqlx::PgConnection,
    app: &App,
    me: &Identity,
    address: &ClientAddress,
    action: Action,
    trip: &Trip,
    login: &str,
) -> Result<(), AppError> {
    let subject = format!("{} {login}", trip.reference);
    audit::record(connection, app, address, &me.actor(), action, &subject).await
}
