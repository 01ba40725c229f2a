//! Whom a change of a trip concerns, and what they are told about it.

use std::collections::HashMap;
use std::hash::BuildHasher;

use serde_json::{Map, Value};
use sqlx::types::Json;
use uuid::Uuid;

use crate::accounts::AccountId;
use crate::history::list::Change;
use crate::history::{ChangeKind, FieldChange, Subject};
use crate::notifications::preferences::{Deliveries, Delivery, Kind};
use crate::notifications::watch::Level;
use crate::notifications::{Detail, Event};
use crate::trips::TripStatus;

/// What of a trip decides who may know of it.
#[derive(Clone, Debug)]
pub struct TripFacts {
    pub reference: String,
    pub name: String,
    pub status: TripStatus,
    pub is_deleted: bool,
    pub has_owner: bool,
    pub approver: Option<AccountId>,
}

/// Somebody who may want to know.
#[expect(clippy::struct_excessive_bools, reason = "people have to do with a trip in several ways at once")]
#[derive(Clone, Debug)]
pub struct Person {
    pub id: AccountId,
    pub login: String,
    /// Whose trip it is.
    pub is_owner: bool,
    /// As [`Self::is_owner`], among those it is shared with.
    pub co_owns: bool,
    pub is_member: bool,
    pub travels: bool,
    /// Who submitted the trip last.
    pub submitted: bool,
    pub administers: bool,
    pub manages: bool,
    /// Whether they decide about it in the place of who is asked.
    pub stands_in: bool,
    pub level: Option<Level>,
    /// What they said about how they want to be told.
    pub deliveries: Option<Json<Deliveries>>,
}

impl Person {
    /// How they want to be told of this.
    #[must_use]
    pub fn delivery(&self, kind: Kind) -> Delivery {
        self.deliveries.as_ref().map_or(kind.usual(), |Json(deliveries)| deliveries.of(kind))
    }

    /// Whether they may see the trip: as `trips::policy` has it.
    #[must_use]
    pub fn sees(&self, trip: &TripFacts) -> bool {
        let is_asked = self.manages
            && trip.has_owner
            && trip.status != TripStatus::Draft
            && trip.approver.unwrap_or(self.id) == self.id;
        let decides = is_asked || (self.stands_in && trip.has_owner && trip.status == TripStatus::Submitted);
        let owns = self.is_owner || self.co_owns;
        self.administers || owns || (!trip.is_deleted && (self.is_member || self.travels || decides))
    }

    /// Whether they hear of what becomes of the trip.
    fn hears(&self) -> bool {
        let belongs = self.is_owner || self.is_member || self.travels;
        match self.level {
            Some(Level::Muted) => false,
            Some(Level::Watching) => true,
            None => belongs,
        }
    }
}

/// What somebody is told of a change, if anything. `about` is who the change itself is about: a member or a traveller.
#[must_use]
pub fn told(change: &Change, trip: &TripFacts, about: Option<AccountId>, person: &Person) -> Option<Event> {
    if change.actor == person.login {
        return None;
    }
    if let Some(event) = about_oneself(change, about, person) {
        // Whoever has lost a trip learns that; of one in the trash they learn nothing any more.
        return Some(event).filter(|event| event.place().is_none() || person.sees(trip));
    }
    if change.subject() == Some(Subject::ChecklistItem) {
        // Whose it is learns that; the others see the list.
        return None;
    }
    if change.subject() == Some(Subject::Comment) {
        return commented(change, person).filter(|_| person.sees(trip));
    }
    if let Some(event) = decided(change, trip, person) {
        return Some(event);
    }
    let is_deletion = (change.subject(), change.kind()) == (Some(Subject::Trip), Some(ChangeKind::Deleted));
    let may_know = person.sees(trip) || (is_deletion && (person.is_member || person.travels));
    if !may_know || !person.hears() {
        return None;
    }
    match (change.subject(), change.kind()) {
        (Some(Subject::Trip), Some(ChangeKind::Created)) => None,
        (Some(Subject::Trip), Some(ChangeKind::Deleted)) => Some(Event::Deleted),
        (Some(Subject::Trip), Some(ChangeKind::Restored)) => Some(Event::Restored),
        _ if status(change).is_some_and(|(_, after)| after == TripStatus::Cancelled) => Some(Event::Cancelled),
        _ => Some(Event::Changed),
    }
}

/// What was done to the very person.
fn about_oneself(change: &Change, about: Option<AccountId>, person: &Person) -> Option<Event> {
    match (change.subject()?, change.kind()?) {
        (Subject::Owner, _) => {
            let heir = change.fields.0.iter().find(|field| field.field == "owner")?.after.as_str()?;
            (heir == person.login).then_some(Event::HandedOver)
        }
        (Subject::ChecklistItem, _) => (given(change)? == person.login).then_some(Event::ItemGiven),
        _ if about != Some(person.id) => None,
        (Subject::Member, ChangeKind::Created) => Some(Event::Shared),
        (Subject::Member, ChangeKind::Changed) => Some(Event::RoleChanged),
        (Subject::Member, ChangeKind::Deleted) => Some(Event::Unshared),
        (Subject::Traveller, ChangeKind::Created | ChangeKind::Restored) => Some(Event::TravellerNamed),
        (Subject::Traveller, ChangeKind::Deleted) => Some(Event::TravellerRemoved),
        _ => None,
    }
}

/// The login of whom an item of a checklist was given to, if it was given to anybody.
fn given(change: &Change) -> Option<&str> {
    match change.kind()? {
        ChangeKind::Created => change.snapshot.as_ref()?.0.get("person")?.as_str(),
        ChangeKind::Changed => change.fields.0.iter().find(|field| field.field == "person")?.after.as_str(),
        _ => None,
    }
}

/// What was said: to whom it mentions, who is told even if they muted the trip, and to those who hear of the trip.
fn commented(change: &Change, person: &Person) -> Option<Event> {
    let names_them = |logins: &Value| logins.as_array().is_some_and(|all| all.iter().any(|one| *one == *person.login));
    match change.kind()? {
        ChangeKind::Created => {
            let mentioned =
                change.snapshot.as_ref().and_then(|snapshot| snapshot.0.get("mentions")).is_some_and(names_them);
            if mentioned { Some(Event::Mentioned) } else { person.hears().then_some(Event::Commented) }
        }
        ChangeKind::Changed => {
            let mentions = change.fields.0.iter().find(|field| field.field == "mentions")?;
            (names_them(&mentions.after) && !names_them(&mentions.before)).then_some(Event::Mentioned)
        }
        _ => None,
    }
}

/// What was decided, for those whom the mails about decisions go to; the others see a change.
fn decided(change: &Change, trip: &TripFacts, person: &Person) -> Option<Event> {
    let (before, after) = status(change)?;
    let stands_in = person.stands_in && !person.is_owner && !person.co_owns;
    let asked = trip.approver == Some(person.id) || (stands_in && trip.approver.is_some());
    let asks = person.is_owner || person.submitted;
    match after {
        // What was decided by now needs no decision: the rules may have approved it at once.
        TripStatus::Submitted if asked && trip.status == TripStatus::Submitted => Some(Event::Submitted),
        TripStatus::Approved if asks => Some(Event::Approved),
        TripStatus::Rejected if asks => Some(Event::Rejected),
        TripStatus::Draft if asks && before == Some(TripStatus::Submitted) => Some(Event::SentBack),
        _ => None,
    }
}

/// The status before and after, if it is another one.
fn status(change: &Change) -> Option<(Option<TripStatus>, TripStatus)> {
    if change.subject()? != Subject::Trip {
        return None;
    }
    let read = |value: &Value| value.as_str().and_then(|name| name.parse().ok());
    if change.kind()? == ChangeKind::Created {
        let snapshot: &Map<String, Value> = &change.snapshot.as_ref()?.0;
        let first: TripStatus = snapshot.get("status").and_then(read)?;
        return (first != TripStatus::Draft).then_some((None, first));
    }
    let field: &FieldChange = change.fields.0.iter().find(|field| field.field == "status")?;
    Some((read(&field.before), read(&field.after)?))
}

/// The logins that comments among some changes mention, and of whom items of checklists were given to.
#[must_use]
pub fn mentioned(changes: &[Change]) -> Vec<String> {
    let comments = changes.iter().filter(|change| change.subject() == Some(Subject::Comment));
    let mentions = comments.filter_map(|change| change.snapshot.as_ref()?.0.get("mentions")?.as_array());
    let mentions = mentions.flatten().filter_map(Value::as_str);
    let items = changes.iter().filter(|change| change.subject() == Some(Subject::ChecklistItem));
    mentions.chain(items.filter_map(given)).map(str::to_owned).collect()
}

/// A change as the notification names it.
#[must_use]
pub fn detail(change: &Change) -> Detail {
    let is_trip = change.subject() == Some(Subject::Trip);
    Detail {
        subject: change.subject.clone(),
        action: change.action.clone(),
        name: if is_trip { String::new() } else { change.subject_name.clone() },
        status: status(change).map(|(_, after)| after.to_string()),
        on_behalf_of: None,
    }
}

/// Who changes are about: the account of a member, and that of a traveller as `travellers` has it.
#[must_use]
pub fn about<S: BuildHasher>(change: &Change, travellers: &HashMap<Uuid, AccountId, S>) -> Option<AccountId> {
    match change.subject()? {
        Subject::Member => Some(AccountId(change.subject_id)),
        Subject::Traveller => travellers.get(&change.subject_id).copied(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn change(subject: Subject, kind: ChangeKind, fields: &[(&str, &str, &str)]) -> Change {
        let field = |(field, before, after): &(&str, &str, &str)| FieldChange {
            field: (*field).to_owned(),
            before: json!(before),
            after: json!(after),
        };
        Change {
            id: Uuid::nil(),
            at: "2026-05-04T12:00:00Z".parse().unwrap(),
            actor: "olga".to_owned(),
            actor_name: None,
            subject: subject.as_str().to_owned(),
            subject_id: Uuid::from_u128(7),
            subject_name: "AF 123".to_owned(),
            action: kind.as_str().to_owned(),
            fields: Json(fields.iter().map(field).collect()),
            snapshot: None,
        }
    }

    fn trip(status: TripStatus, is_deleted: bool) -> TripFacts {
        let (reference, name) = ("TRP-2026-000001".to_owned(), "Lyon".to_owned());
        TripFacts {
            reference,
            name,
            status,
            is_deleted,
            has_owner: true,
            approver: Some(AccountId(Uuid::from_u128(1))),
        }
    }

    fn somebody() -> Person {
        Person {
            id: AccountId(Uuid::from_u128(7)),
            login: "vera".to_owned(),
            is_owner: false,
            co_owns: false,
            is_member: false,
            travels: false,
            submitted: false,
            administers: false,
            manages: false,
            stands_in: false,
            level: None,
            deliveries: None,
        }
    }

    #[test]
    fn those_who_belong_to_a_trip_hear_of_its_changes_unless_they_muted_it() {
        let (flight, lyon) = (change(Subject::Segment, ChangeKind::Created, &[]), trip(TripStatus::Draft, false));
        let to = |person: &Person| told(&flight, &lyon, None, person);
        let member = Person { is_member: true, ..somebody() };
        assert_eq!(to(&member), Some(Event::Changed));
        assert_eq!(to(&Person { travels: true, ..somebody() }), Some(Event::Changed));
        assert_eq!(to(&Person { level: Some(Level::Muted), ..member.clone() }), None);
        assert_eq!(to(&Person { login: "olga".to_owned(), ..member }), None, "one's own doing");
        assert_eq!(to(&somebody()), None);
    }

    #[test]
    fn whoever_watches_hears_no_more_once_they_may_not_see_the_trip() {
        let flight = change(Subject::Segment, ChangeKind::Created, &[]);
        let watcher = Person { level: Some(Level::Watching), ..somebody() };
        let manager = Person { manages: true, id: AccountId(Uuid::from_u128(1)), ..watcher.clone() };
        let administrator = Person { administers: true, ..watcher.clone() };
        let delegate = Person { stands_in: true, ..watcher.clone() };
        assert_eq!(told(&flight, &trip(TripStatus::Submitted, false), None, &delegate), Some(Event::Changed));
        assert_eq!(told(&flight, &trip(TripStatus::Approved, false), None, &delegate), None);
        let to = |status, person| told(&flight, &trip(status, false), None, person);
        assert_eq!(to(TripStatus::Submitted, &watcher), None);
        assert_eq!(to(TripStatus::Submitted, &manager), Some(Event::Changed));
        assert_eq!(to(TripStatus::Draft, &manager), None);
        assert_eq!(to(TripStatus::Draft, &administrator), Some(Event::Changed));
    }

    #[test]
    fn of_a_trip_in_the_trash_members_hear_that_it_went_and_nothing_after_that() {
        let member = Person { is_member: true, ..somebody() };
        let owner = Person { is_owner: true, ..somebody() };
        let gone = trip(TripStatus::Draft, true);
        let deleted = change(Subject::Trip, ChangeKind::Deleted, &[]);
        let file = change(Subject::Attachment, ChangeKind::Created, &[]);
        assert_eq!(told(&deleted, &gone, None, &member), Some(Event::Deleted));
        assert_eq!(told(&file, &gone, None, &member), None);
        assert_eq!(told(&file, &gone, None, &owner), Some(Event::Changed));
    }

    #[test]
    fn decisions_go_to_whom_they_concern_and_are_changes_to_the_others() {
        let member = Person { is_member: true, ..somebody() };
        let owner = Person { is_owner: true, level: Some(Level::Muted), ..somebody() };
        let approver = Person { id: AccountId(Uuid::from_u128(1)), ..somebody() };
        let submitted = change(Subject::Trip, ChangeKind::Changed, &[("status", "draft", "submitted")]);
        let of_delegate = |person: &Person| told(&submitted, &trip(TripStatus::Submitted, false), None, person);
        let delegate = Person { stands_in: true, ..somebody() };
        assert_eq!(of_delegate(&delegate), Some(Event::Submitted));
        let own = Person { is_owner: true, ..delegate };
        assert_eq!(of_delegate(&own), Some(Event::Changed), "nobody is asked about their own");
        for (before, after, of_owner, of_approver) in [
            ("draft", "submitted", None, Some(Event::Submitted)),
            ("submitted", "approved", Some(Event::Approved), None),
            ("submitted", "rejected", Some(Event::Rejected), None),
            ("submitted", "draft", Some(Event::SentBack), None),
        ] {
            let decision = change(Subject::Trip, ChangeKind::Changed, &[("status", before, after)]);
            let lyon = trip(after.parse().unwrap(), false);
            assert_eq!(told(&decision, &lyon, None, &owner), of_owner, "{after}, although muted");
            assert_eq!(told(&decision, &lyon, None, &approver), of_approver, "{after}");
            assert_eq!(told(&decision, &lyon, None, &member), Some(Event::Changed), "{after}");
            assert_eq!(detail(&decision).status.as_deref(), Some(after));
        }
    }

    #[test]
    fn what_is_done_to_somebody_is_said_so() {
        let me = somebody();
        let lyon = trip(TripStatus::Draft, false);
        let member = Person { is_member: true, ..me.clone() };
        let to = |subject, kind, about, person: &Person| told(&change(subject, kind, &[]), &lyon, about, person);
        assert_eq!(to(Subject::Member, ChangeKind::Created, Some(me.id), &member), Some(Event::Shared));
        assert_eq!(to(Subject::Member, ChangeKind::Deleted, Some(me.id), &me), Some(Event::Unshared));
        assert_eq!(to(Subject::Member, ChangeKind::Created, None, &member), Some(Event::Changed), "somebody else");
        assert_eq!(to(Subject::Traveller, ChangeKind::Deleted, Some(me.id), &me), Some(Event::TravellerRemoved));
        let given = change(Subject::Owner, ChangeKind::Changed, &[("owner", "olga", "vera")]);
        assert_eq!(told(&given, &lyon, None, &Person { is_owner: true, ..me }), Some(Event::HandedOver));
    }

    #[test]
    fn every_event_has_a_name_of_its_own() {
        for event in Event::ALL {
            assert_eq!(Event::from_name(event.as_str()), Some(*event));
        }
    }
}
