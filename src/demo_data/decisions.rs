//! What was decided about the trips of the last months, and why.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use rand::RngExt as _;
use rand::{SeedableRng as _, rngs::Xoshiro256PlusPlus};

use super::copy_rows::CopyRows;
use super::people::People;
use super::trip::DemoTrip;
use super::{percent, pick};
use crate::trips::TripAction;

/// Only what was decided lately is told: of older trips nobody asks any more.
const DAYS_TOLD: i64 = 200;

/// The statement that takes what [`write`] writes.
pub(super) const COPY: &str = "copy decisions (id, trip_id, at, action, actor, account_id, comment, version, \
    made_version) from stdin";

const SENT_BACK: [(&str, &str); 4] = [
    (
        "Two nights are enough; the first meeting starts at noon.",
        "Deux nuits suffisent, la première réunion commence à midi.",
    ),
    (
        "Take the train: it is as quick and a third of the price.",
        "Prenez le train : aussi rapide, et trois fois moins cher.",
    ),
    (
        "Which cost center pays for this? Not ours, I think.",
        "Quel centre de coûts paie ? Pas le nôtre, me semble-t-il.",
    ),
    (
        "Can you combine this with the visit two weeks later?",
        "Pouvez-vous combiner avec la visite prévue deux semaines plus tard ?",
    ),
];

const REJECTED: [(&str, &str); 3] = [
    ("A video call does for this one.", "Une visioconférence suffit pour cette fois."),
    ("The travel budget of this quarter is used up.", "Le budget voyages du trimestre est épuisé."),
    (
        "The customer has postponed; plan it anew once there is a date.",
        "Le client a reporté ; replanifiez quand la date sera connue.",
    ),
];

const SUBMITTED: [(&str, &str); 3] = [
    ("The customer pays for the hotel.", "Le client prend l’hôtel en charge."),
    ("Fares rise on Friday, so an early answer helps.", "Les tarifs augmentent vendredi, une réponse rapide aiderait."),
    ("I stay over the weekend at my own expense.", "Je reste le week-end à mes frais."),
];

/// Writes what was decided about a trip as rows.
pub(super) fn write(trip: &DemoTrip, now: DateTime<Utc>, people: &People, rows: &mut CopyRows) {
    if now - trip.history.changed_at > TimeDelta::days(DAYS_TOLD) {
        return;
    }
    // Decided by the trip alone, so that nothing else of a seed's trips depends on it.
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(trip.id.as_u64_pair().1 ^ 1);
    for step in &trip.history.steps {
        let Some(action) = step.action else { continue };
        let millis = u64::try_from(step.at.timestamp_millis()).unwrap_or_default();
        let comments: &[(&str, &str)] = match action {
            TripAction::SendBack => &SENT_BACK,
            TripAction::Reject => &REJECTED,
            TripAction::Submit if percent(&mut rng, 12) => &SUBMITTED,
            _ => &[],
        };
        let comment = (!comments.is_empty()).then(|| *pick(&mut rng, comments));
        rows.field(uuid::Builder::from_unix_timestamp_millis(millis, &rng.random()).into_uuid())
            .field(trip.id)
            .field(step.at.to_rfc3339_opts(SecondsFormat::Micros, true))
            .field(action.as_str())
            .field(step.by)
            .optional(people.id(step.by))
            .optional(comment.map(|(english, french)| if trip.office.french { french } else { english }))
            .field(step.version)
            .field(step.version + 1)
            .end();
    }
}
