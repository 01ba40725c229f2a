//! Whom a decision concerns, and the mail they get about it.

use chrono::TimeDelta;
use sqlx::PgConnection;

use crate::accounts::{Account, AccountId, AccountStatus, queries as accounts};
use crate::app::App;
use crate::approvals::queries;
use crate::error::AppError;
use crate::mail::enclosed::Enclosed;
use crate::mail::{self, Letter, Link, MailKind};
use crate::notifications::preferences::{self, Kind};
use crate::notifications::switch_off;
use crate::trips::{Trip, TripAction};

/// For how many days a mail about a trip is worth sending.
const DAYS_WORTH_TELLING: i64 = 7;

/// Asks whoever is to decide, unless that is who did something.
///
/// # Errors
/// The database refuses or does not answer.
pub(super) async fn ask(connection: &mut PgConnection, app: &App, by: AccountId, trip: &Trip) -> Result<(), AppError> {
    match trip.approver_id {
        Some(approver) if approver != by => tell(connection, app, approver, MailKind::ApprovalAsked, trip).await,
        _ => Ok(()),
    }
}

/// Tells the owner and whoever submitted the trip what was decided, but for who did so.
///
/// # Errors
/// The database refuses or does not answer.
pub(super) async fn answer(
    connection: &mut PgConnection,
    app: &App,
    by: AccountId,
    trip: &Trip,
    action: TripAction,
) -> Result<(), AppError> {
    let kind = match action {
        TripAction::SendBack => MailKind::TripSentBack,
        TripAction::Reject => MailKind::TripRejected,
        _ => MailKind::TripApproved,
    };
    let submitter = queries::submitter(&mut *connection, trip.id).await?;
    let mut people: Vec<AccountId> = trip.owner_id.into_iter().chain(submitter).filter(|one| *one != by).collect();
    people.dedup();
    for person in people {
        tell(connection, app, person, kind, trip).await?;
    }
    Ok(())
}

async fn tell(
    connection: &mut PgConnection,
    app: &App,
    person: AccountId,
    kind: MailKind,
    trip: &Trip,
) -> Result<(), AppError> {
    let account: Account = accounts::find(&mut *connection, person).await?;
    let Some(to) = account.email.as_deref().filter(|_| account.status == AccountStatus::Active) else { return Ok(()) };
    if !preferences::wants_mail(connection, person, Kind::Decisions).await? {
        return Ok(());
    }
    let path = format!("/trips/{}", trip.reference);
    let letter = Letter {
        kind,
        to,
        name: &account.display_name(),
        language: account.language,
        link: Some(Link { path: &path, expires_at: app.clock.now() + TimeDelta::days(DAYS_WORTH_TELLING) }),
    };
    let switch_off = Some(switch_off::path(app, person, Some(Kind::Decisions))?);
    mail::enqueue_with(connection, app, &letter, &Enclosed { switch_off, ..Enclosed::default() }).await?;
    Ok(())
}
