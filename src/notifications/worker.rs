//! Makes notifications of changes. Every task does; only one at a time, in the transaction that notes that it is done, so
//! that one that dies leaves all of it to the others.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::background::Background;
use crate::error::AppError;
use crate::history::Subject;
use crate::history::list::Change;
use crate::notifications::concerned::TripFacts;
use crate::notifications::preferences::Delivery;
use crate::notifications::queries::{self, News};
use crate::notifications::{Detail, Event, concerned, mails, reminders};
use crate::travel_documents::reminders as travel_documents;
use crate::trips::TripId;
use crate::webhooks::{payload, queries as webhooks};

/// How often changes are looked for.
const EVERY: Duration = Duration::from_secs(4);

/// How often digests and reminders are looked for.
const EVERY_MINUTE: Duration = Duration::from_mins(1);

/// So many changes are worked through in one transaction.
const BATCH: i64 = 100;

/// Whoever has not been told of a change by then does not want to know any more.
const WORTH_TELLING: TimeDelta = TimeDelta::days(2);

/// Starts the work.
#[must_use]
pub fn start(app: App) -> Background {
    let trust = app.trust.clone();
    Background::start(&trust, "notifications", EVERY, move || {
        let app = app.clone();
        async move {
            let more = tell_some(&app).await? == BATCH;
            Ok(mails::send_due(&app).await? || more)
        }
    })
}

/// Starts what goes by the clock: digests and reminders.
#[must_use]
pub fn start_clock(app: App) -> Background {
    let trust = app.trust.clone();
    Background::start(&trust, "digests and reminders", EVERY_MINUTE, move || {
        let app = app.clone();
        async move {
            mails::send_digests(&app).await?;
            reminders::remind(&app).await?;
            travel_documents::remind(&app).await?;
            Ok(false)
        }
    })
}

/// Tells whoever wants to know of everything that has changed; returns how many changes that were.
///
/// # Errors
/// The database does not answer.
pub async fn tell(app: &App) -> Result<i64, AppError> {
    let mut all = 0;
    loop {
        let count = tell_some(app).await?;
        all += count;
        if count < BATCH {
            return Ok(all);
        }
    }
}

async fn tell_some(app: &App) -> Result<i64, AppError> {
    let now = app.clock.now();
    let mut transaction = app.db.begin().await?;
    if !queries::alone(&mut transaction).await? {
        return Ok(0);
    }
    let changes = queries::untold(&mut transaction, now - WORTH_TELLING, BATCH).await?;
    if changes.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Uuid> = changes.iter().map(|(_, change)| change.id).collect();
    let mut by_trip: BTreeMap<Uuid, Vec<Change>> = BTreeMap::new();
    for (trip, change) in changes {
        by_trip.entry(trip.0).or_default().push(change);
    }
    let webhooks = webhooks::listening(&mut *transaction).await?;
    for (trip, changes) in by_trip {
        let trip = TripId(trip);
        let Some(facts) = queries::facts(&mut transaction, trip).await? else { continue };
        payload::enqueue(&mut transaction, app, &webhooks, (trip, &facts), &changes).await?;
        for news in news_of(&mut transaction, (trip, &facts), &changes, now).await? {
            queries::tell(&mut transaction, app.clock.new_id(), &news, now).await?;
        }
    }
    queries::told(&mut transaction, &ids, now).await?;
    transaction.commit().await?;
    Ok(i64::try_from(ids.len()).unwrap_or(BATCH))
}

/// What people are told of some changes of a trip: what one person did is one piece of news.
async fn news_of(
    connection: &mut PgConnection,
    (trip, facts): (TripId, &TripFacts),
    changes: &[Change],
    now: DateTime<Utc>,
) -> Result<Vec<News>, AppError> {
    let of =
        |subject: Subject| changes.iter().filter(move |one| one.subject() == Some(subject)).map(|one| one.subject_id);
    let travellers: Vec<Uuid> = of(Subject::Traveller).collect();
    let travellers = queries::travellers(connection, &travellers).await?;
    let others: Vec<Uuid> = of(Subject::Member).chain(travellers.values().map(|account| account.0)).collect();
    let mentioned = queries::ids_of(connection, &concerned::mentioned(changes)).await?;
    let others: Vec<Uuid> = others.into_iter().chain(mentioned).collect();
    let whose = queries::on_behalf(connection, trip, changes).await?;
    let people = queries::people(connection, trip, &others, now).await?;
    let mut all: BTreeMap<(Uuid, &str, Event), News> = BTreeMap::new();
    for change in changes {
        let about = concerned::about(change, &travellers);
        for person in &people {
            let Some(event) = concerned::told(change, facts, about, person) else { continue };
            let delivery = person.delivery(event.kind());
            if delivery == Delivery::Off {
                continue;
            }
            let news = all.entry((person.id.0, &change.actor, event)).or_insert_with(|| News {
                account: person.id,
                event,
                trip,
                reference: facts.reference.clone(),
                trip_name: facts.name.clone(),
                actor: change.actor.clone(),
                details: Vec::new(),
                at: change.at,
                delivery,
            });
            news.details.push(Detail { on_behalf_of: whose.get(&change.id).cloned(), ..concerned::detail(change) });
            news.at = news.at.max(change.at);
        }
    }
    Ok(all.into_values().collect())
}
