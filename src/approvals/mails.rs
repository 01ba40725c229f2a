//! Whom a decision concerns, and the mail they get about it.

use sqlx::PgConnection;

use crate::accounts::{Account, AccountId, AccountStatus, queries as accounts};
use crate::app::App;
use crate::approvals::queries;
use crate::delegates::queries as delegates;
use crate::error::AppError;
use crate::mail::MailKind;
use crate::mail::enclosed::Piece;
use crate::notifications::preferences::Kind;
use crate::notifications::{Event, letters};
use crate::sessions::Identity;
use crate::trips::{Trip, TripAction};

/// Asks whoever is to decide and those who stand in for them, but for who did something and those whose trip it is.
///
/// # Errors
/// The database refuses or does not answer.
pub(super) async fn ask(connection: &mut PgConnection, app: &App, by: AccountId, trip: &Trip) -> Result<(), AppError> {
    let Some(approver) = trip.approver_id else { return Ok(()) };
    let mut asked = vec![approver];
    asked.extend(delegates::of(&mut *connection, approver, app.clock.now()).await?);
    for person in asked {
        if person != by && delegates::first_without(&mut *connection, trip.id.0, &[person.0]).await?.is_some() {
            tell(connection, app, person, MailKind::ApprovalAsked, trip, Vec::new()).await?;
        }
    }
    Ok(())
}

/// Tells the owner and whoever submitted the trip what was decided, but for who did so; nobody did if it was the
/// rules.
///
/// # Errors
/// The database refuses or does not answer.
pub(super) async fn answer(
    connection: &mut PgConnection,
    app: &App,
    by: Option<&Identity>,
    on_behalf: Option<AccountId>,
    trip: &Trip,
    action: TripAction,
) -> Result<(), AppError> {
    let (kind, event) = match action {
        TripAction::SendBack => (MailKind::TripSentBack, Event::SentBack),
        TripAction::Reject => (MailKind::TripRejected, Event::Rejected),
        _ => (MailKind::TripApproved, Event::Approved),
    };
    let submitter = queries::submitter(&mut *connection, trip.id).await?;
    let mut people: Vec<AccountId> =
        trip.owner_id.into_iter().chain(submitter).filter(|one| by.is_none_or(|by| *one != by.account_id)).collect();
    people.dedup();
    let mut news = Vec::new();
    if let (Some(asked), Some(by)) = (on_behalf, by) {
        // Whoever waits for one person's answer learns why it comes from another.
        news.push(Piece {
            event: event.as_str().to_owned(),
            who: by.display_name(),
            whose: Some(accounts::find(&mut *connection, asked).await?.display_name()),
            trip: trip.name.clone(),
            reference: trip.reference.clone(),
            path: None,
        });
    }
    for person in people {
        tell(connection, app, person, kind, trip, news.clone()).await?;
    }
    Ok(())
}

async fn tell(
    connection: &mut PgConnection,
    app: &App,
    person: AccountId,
    kind: MailKind,
    trip: &Trip,
    news: Vec<Piece>,
) -> Result<(), AppError> {
    let account: Account = accounts::find(&mut *connection, person).await?;
    if account.status != AccountStatus::Active {
        return Ok(());
    }
    letters::tell(connection, app, &account, (kind, Kind::Decisions), &format!("/trips/{}", trip.reference), news).await
}
