//! The pages about trips, home among them.

use chrono::{NaiveDate, TimeDelta};
use rust_decimal::Decimal;
use tripmgmt::accounts::AccountId;
use tripmgmt::approvals::Approval;
use tripmgmt::batches::form::BatchForm;
use tripmgmt::checklists::Progress;
use tripmgmt::db::keyset::Total;
use tripmgmt::error::FieldErrors;
use tripmgmt::glance::Glance;
use tripmgmt::i18n::{Language, Message, MessageArg};
use tripmgmt::members::form::ShareForm;
use tripmgmt::members::{Member, MemberRole, People};
use tripmgmt::notifications::watch::{Level, Watching};
use tripmgmt::trips::criteria::{Archived, Whose};
use tripmgmt::trips::views::{ConflictPage, EditPage, FilterForm, IndexPage, NewPage, ShowPage, TrashPage};
use tripmgmt::trips::{Trip, TripAction, TripForm, TripId, TripPhase, TripStatus, TripSummary};
use tripmgmt::ui::Budget;
use tripmgmt::web::conflict::{ConflictRow, TextForm as _};
use tripmgmt::web::list::{Chip, Column};
use uuid::Uuid;

use super::segments::itinerary;
use super::{Sample, approvals, errors, now, saved_filters};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
}

/// A trip with everything in it, or with nothing but its name.
pub fn trip(full: bool, status: TripStatus) -> Trip {
    Trip {
        id: TripId(Uuid::from_u128(42)),
        reference: "TRP-2026-000042".to_owned(),
        name: "<Site> & audit".to_owned(),
        purpose: full.then(|| "Yearly audit".to_owned()),
        destination_place: full.then(|| "Douala".to_owned()),
        destination_country: full.then(|| "CM".parse().unwrap()),
        start_date: full.then(|| day(1)),
        end_date: full.then(|| day(9)),
        time_zone: "Africa/Douala".parse().unwrap(),
        status,
        budget_amount: full.then(|| Decimal::new(1_250_000, 0)),
        budget_currency: full.then(|| "XAF".parse().unwrap()),
        cost_center: full.then(|| "CC-42".to_owned()),
        notes: full.then(|| "- one".to_owned()),
        tags: if full { vec!["<Site>".to_owned(), "Q3 & Q4".to_owned()] } else { Vec::new() },
        owner_id: full.then(|| AccountId(Uuid::from_u128(7))),
        owner_login: full.then(|| "amelie.ndongo".to_owned()),
        approver_id: None,
        version: 3,
        created_at: now(),
        created_by: "anonymousUser".to_owned(),
        changed_at: now(),
        changed_by: "amelie.ndongo".to_owned(),
        deleted_at: (full && status == TripStatus::Cancelled).then(now),
        deleted_by: (full && status == TripStatus::Cancelled).then(|| "anonymousUser".to_owned()),
        archived_at: (full && status == TripStatus::Approved).then(now),
        archived_by: (full && status == TripStatus::Approved).then(|| "anonymousUser".to_owned()),
    }
}

fn summary(full: bool, status: TripStatus) -> TripSummary {
    let trip = trip(full, status);
    TripSummary {
        id: trip.id,
        reference: trip.reference,
        name: trip.name,
        destination_place: trip.destination_place,
        destination_country: trip.destination_country,
        start_date: trip.start_date,
        end_date: trip.end_date,
        time_zone: trip.time_zone,
        status: trip.status,
        budget_amount: trip.budget_amount,
        budget_currency: trip.budget_currency,
        changed_at: trip.changed_at,
        changed_by: trip.changed_by,
        deleted_at: trip.deleted_at,
        archived_at: trip.archived_at,
        tags: trip.tags,
        owner_id: Some(AccountId(Uuid::from_u128(8))),
        owner_name: full.then(|| "Olga <Site>".to_owned()),
    }
}

pub fn summaries() -> Vec<TripSummary> {
    TripStatus::ALL.into_iter().flat_map(|status| [summary(true, status), summary(false, status)]).collect()
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    [lists(), single_trips()].into_iter().flatten().collect()
}

fn lists() -> Vec<Sample> {
    let index = |rows: Vec<TripSummary>, filter: FilterForm, errors: FieldErrors| IndexPage {
        total: Total { count: i64::try_from(rows.len()).unwrap(), capped: !rows.is_empty() },
        columns: vec![
            Column {
                label: "column-trip",
                href: "/trips?sort=name".to_owned(),
                aria_sort: "ascending",
                numeric: false,
            },
            Column { label: "column-budget", href: String::new(), aria_sort: "", numeric: true },
        ],
        previous: (!rows.is_empty()).then(|| "/trips?before=x".to_owned()),
        next: (!rows.is_empty()).then(|| "/trips?after=x".to_owned()),
        chips: if filter.q.is_empty() {
            Vec::new()
        } else {
            vec![Chip {
                label: "filter-q",
                value: Message::new("filter-value").with("value", MessageArg::Text("x".to_owned())),
                remove: "/trips".to_owned(),
            }]
        },
        csv: "/trips/export.csv".to_owned(),
        json: "/trips/export.json".to_owned(),
        now: now(),
        filter,
        errors,
        batch: BatchForm {
            trips: vec!["TRP-2026-000042".to_owned()],
            action: "tag".to_owned(),
            tag: "<Site>".to_owned(),
        },
        batch_errors: FieldErrors::default(),
        saved: if rows.is_empty() { Vec::new() } else { saved_filters::saved() },
        query: "q=x".to_owned(),
        order: (!rows.is_empty()).then(|| ("order-relevance", "/trips?q=x&sort=-relevance".to_owned())),
        similar: !rows.is_empty(),
        rows,
    };
    let filter = FilterForm {
        traveller: "amelie.ndongo".to_owned(),
        q: "x".to_owned(),
        statuses: TripStatus::ALL.to_vec(),
        phase: Some(TripPhase::Upcoming),
        country: Some("FR".parse().unwrap()),
        whose: Some(Whose::Shared),
        archived: Archived::Only,
        tags: vec!["Q3".to_owned()],
        from: "2026-05-01".to_owned(),
        to: "x".to_owned(),
        sort: "-start".to_owned(),
    };
    let mut wrong = FieldErrors::default();
    wrong.add("to", Message::new("error-date").with("field", MessageArg::Key("filter-to")));
    vec![
        ("trips/index.html", Box::new(index(summaries(), filter.clone(), FieldErrors::default()))),
        ("trips/index.html", Box::new(index(Vec::new(), FilterForm::default(), FieldErrors::default()))),
        ("trips/index.html", Box::new(index(Vec::new(), filter, wrong))),
        (
            "trips/trash.html",
            Box::new(TrashPage { rows: summaries(), previous: Some("/x".to_owned()), next: Some("/y".to_owned()) }),
        ),
        ("trips/trash.html", Box::new(TrashPage { rows: Vec::new(), previous: None, next: None })),
    ]
}

pub fn people(full: bool) -> People {
    let member = |login: &str, role| Member {
        account_id: AccountId(Uuid::from_u128(9)),
        login: login.to_owned(),
        first_name: Some("<Site>".to_owned()),
        last_name: None,
        role,
        added_at: now(),
        added_by: "olga".to_owned(),
    };
    if !full {
        return People::default();
    }
    People {
        owner: Some("Olga <Site>".to_owned()),
        approver: Some("Mia <Site>".to_owned()),
        members: vec![member("amelie.ndongo", MemberRole::Viewer), member("e@portal.test", MemberRole::Editor)],
    }
}

/// A budget with something left of it, or exceeded and with costs nobody knows the rate of.
pub(super) fn budget(is_kept: bool) -> Budget {
    Budget {
        currency: "XAF".parse().unwrap(),
        budget: Some(1_250_000.into()),
        spent: 600_000.into(),
        planned: if is_kept { 100_000 } else { 800_000 }.into(),
        unrated: usize::from(!is_kept),
    }
}

fn wrong_person() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("person", Message::new("error-member-unknown"));
    errors.add("role", Message::new("error-member-role"));
    errors
}

fn single_trips() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for status in TripStatus::ALL {
        for full in [true, false] {
            let trip = trip(full, status);
            for (may_share, leaver, errors) in [
                (true, None, FieldErrors::default()),
                (true, None, wrong_person()),
                (false, Some("amelie.ndongo".to_owned()), FieldErrors::default()),
            ] {
                let parts = if full { itinerary() } else { Vec::new() };
                let page = ShowPage {
                    // Before the first part, in the middle of all, and a trip of which nothing is known.
                    glance: errors.is_empty().then(|| {
                        let away = TimeDelta::hours(if may_share { -7 } else { 1 });
                        let at = parts.first().map_or(now(), |one| one.start.at + away);
                        Glance::of(&trip, &parts, at)
                    }),
                    phase: trip.phase(now()),
                    notes_html: "<p>x</p>".to_owned(),
                    may_change: true,
                    may_delete: may_share,
                    may_share,
                    people: people(full),
                    coming: if full { itinerary() } else { Vec::new() },
                    more: u64::from(may_share),
                    checklist: Progress { done: i64::from(full), all: i64::from(full) * 3 },
                    budget: full.then(|| budget(errors.is_empty())),
                    watching: Watching { level: full.then_some(Level::Muted), belongs: may_share },
                    approval: Approval {
                        findings: if full { super::policies::findings() } else { Vec::new() },
                        owns: full,
                        decisions: if full { approvals::decisions() } else { Vec::new() },
                    },
                    leaver,
                    share: ShareForm { person: "<Site>".to_owned(), ..ShareForm::default() },
                    errors,
                    actions: TripAction::ALL.to_vec(),
                    trip: trip.clone(),
                };
                samples.push(("trips/show.html", Box::new(page)));
            }
        }
    }
    for language in Language::ALL {
        let trip = trip(true, TripStatus::Draft);
        let form = TripForm::of(&trip, language);
        let edit =
            |errors| EditPage { trip: trip.clone(), form: form.clone(), version: 3, original: "{}".to_owned(), errors };
        samples.push((
            "trips/new.html",
            Box::new(NewPage { form: TripForm::blank(language), errors: FieldErrors::default() }),
        ));
        samples.push(("trips/new.html", Box::new(NewPage { form: form.clone(), errors: errors() })));
        samples.push(("trips/edit.html", Box::new(edit(FieldErrors::default()))));
        samples.push(("trips/edit.html", Box::new(edit(errors()))));
        let mut deleted = edit(FieldErrors::default());
        deleted.trip.deleted_at = Some(now());
        samples.push(("trips/edit.html", Box::new(deleted)));
        let rows = TripForm::FIELDS.iter().zip(TripForm::LABELS).map(|(field, label)| ConflictRow {
            field,
            label,
            theirs: String::new(),
            mine: form.get(field).to_owned(),
            prefers_mine: true,
            both_changed: *field == "name",
        });
        let rows = rows.collect();
        samples.push((
            "trips/conflict.html",
            Box::new(ConflictPage { trip: trip.clone(), mine: form, original: "{}".to_owned(), rows }),
        ));
    }
    samples
}
