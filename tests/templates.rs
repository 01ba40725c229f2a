//! Every template is rendered with sample data in both languages: a text that is missing, a template nobody renders or
//! one that breaks on an empty value is found here, before anybody opens the page.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use askama::DynTemplate;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use tripmgmt::accounts::input::AccountForm;
use tripmgmt::accounts::setup::SetupPage;
use tripmgmt::accounts::views::ShowPage as AccountPage;
use tripmgmt::accounts::{Account, AccountId, AccountStatus, Authorities, Role};
use tripmgmt::build::Build;
use tripmgmt::error::{AppError, FieldErrors};
use tripmgmt::home::{GuestHomePage, HomePage};
use tripmgmt::i18n::{Language, Message, MessageArg};
use tripmgmt::mail::views::{MailRow, MailsPage};
use tripmgmt::mail::{MailId, MailKind};
use tripmgmt::reference::TimeZone;
use tripmgmt::sessions::views::{LeavePage, LoginPage};
use tripmgmt::sessions::{Identity, Proof};
use tripmgmt::trips::views::{
    Chip, Column, ConflictPage, ConflictRow, EditPage, FilterForm, IndexPage, NewPage, ShowPage, Total, TrashPage,
};
use tripmgmt::trips::{Trip, TripAction, TripForm, TripId, TripPhase, TripStatus, TripSummary};
use tripmgmt::web::api_page::ApiPage;
use tripmgmt::web::assets::Assets;
use tripmgmt::web::flash::{Flash, FlashKind};
use tripmgmt::web::page::{Page, PageData};
use tripmgmt::web::preferences::Theme;
use tripmgmt::web::views::{ErrorPage, HelpPage, PreferencesPage, WayOut};
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    "2026-05-04T12:00:00Z".parse().unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
}

/// A trip with everything in it, or with nothing but its name.
fn trip(full: bool, status: TripStatus) -> Trip {
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
        owner_id: full.then(|| AccountId(Uuid::from_u128(7))),
        approver_id: None,
        version: 3,
        created_at: now(),
        created_by: "anonymousUser".to_owned(),
        changed_at: now(),
        changed_by: "amelie.ndongo".to_owned(),
        deleted_at: (full && status == TripStatus::Cancelled).then(now),
        deleted_by: (full && status == TripStatus::Cancelled).then(|| "anonymousUser".to_owned()),
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
    }
}

fn summaries() -> Vec<TripSummary> {
    TripStatus::ALL.into_iter().flat_map(|status| [summary(true, status), summary(false, status)]).collect()
}

fn errors() -> FieldErrors {
    let mut errors = FieldErrors::default();
    for field in TripForm::FIELDS {
        errors.add(
            *field,
            Message::new("error-too-long")
                .with("field", MessageArg::Key("field-name"))
                .with("max", MessageArg::Number(9))
                .with("over", MessageArg::Number(1)),
        );
    }
    errors
}

fn identity() -> Identity {
    Identity {
        account_id: AccountId(Uuid::from_u128(7)),
        login: "amelie.ndongo".to_owned(),
        first_name: Some("Amélie <Site>".to_owned()),
        last_name: None,
        authorities: Authorities(vec!["ROLE_ADMIN".to_owned()]),
        time_zone: TimeZone::UTC,
        proof: Proof::Token,
    }
}

fn account() -> Account {
    Account {
        id: AccountId(Uuid::from_u128(7)),
        login: "amelie.ndongo".to_owned(),
        email: Some("amelie@portal.test".to_owned()),
        first_name: Some("Amélie".to_owned()),
        last_name: Some("<Site>".to_owned()),
        image_url: None,
        language: Language::French,
        theme: Theme::Dark,
        shortcuts: true,
        time_zone: TimeZone::UTC,
        status: AccountStatus::Active,
        authorities: Authorities(Role::ALL.map(|role| role.authority().to_owned()).to_vec()),
        manager_id: None,
        has_password: true,
        last_sign_in_at: Some(now()),
        version: 1,
        created_at: now(),
        created_by: "system".to_owned(),
        changed_at: now(),
        changed_by: "system".to_owned(),
    }
}

/// The pages about accounts and signing in.
fn accounts() -> Vec<Sample> {
    let mut wrong = FieldErrors::default();
    for field in ["login", "email", "first_name", "last_name", "name", "password"] {
        wrong.add(field, Message::new("error-password-empty"));
    }
    let login = |errors| LoginPage { name: "<Site>".to_owned(), remember: true, next: "/trips".to_owned(), errors };
    let form = || AccountForm { first_name: "<Site>".to_owned(), ..AccountForm::default() };
    let setup = |errors| SetupPage { form: form(), key: "key".to_owned(), errors };
    vec![
        ("home/guest.html", Box::new(GuestHomePage)),
        ("accounts/show.html", Box::new(AccountPage { account: account() })),
        ("accounts/setup.html", Box::new(setup(FieldErrors::default()))),
        ("accounts/setup.html", Box::new(setup(wrong.clone()))),
        ("sessions/new.html", Box::new(login(FieldErrors::default()))),
        ("sessions/new.html", Box::new(login(wrong))),
        ("sessions/leave.html", Box::new(LeavePage)),
    ]
}

/// A template's file and a page made with it.
type Sample = (&'static str, Box<dyn DynTemplate>);

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
        now: now(),
        filter,
        errors,
        rows,
    };
    let filter = FilterForm {
        q: "x".to_owned(),
        statuses: TripStatus::ALL.to_vec(),
        phase: Some(TripPhase::Upcoming),
        country: Some("FR".parse().unwrap()),
        from: "2026-05-01".to_owned(),
        to: "x".to_owned(),
        sort: "-start".to_owned(),
    };
    let mut wrong = FieldErrors::default();
    wrong.add("to", Message::new("error-date").with("field", MessageArg::Key("filter-to")));
    let home =
        |rows: Vec<TripSummary>| HomePage { current: rows.clone(), upcoming: rows.clone(), recent: rows, now: now() };
    vec![
        ("home/index.html", Box::new(home(summaries()))),
        ("home/index.html", Box::new(home(Vec::new()))),
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

fn single_trips() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for status in TripStatus::ALL {
        for full in [true, false] {
            let trip = trip(full, status);
            let page = ShowPage {
                phase: trip.phase(now()),
                notes_html: "<p>x</p>".to_owned(),
                may_change: true,
                actions: TripAction::ALL.to_vec(),
                trip,
            };
            samples.push(("trips/show.html", Box::new(page)));
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

fn others() -> Vec<Sample> {
    let mut samples: Vec<Sample> = vec![
        ("help.html", Box::new(HelpPage)),
        ("docs/api.html", Box::new(ApiPage)),
        ("preferences.html", Box::new(PreferencesPage { errors: FieldErrors::default() })),
        ("preferences.html", Box::new(PreferencesPage { errors: errors() })),
    ];
    let bad = AppError::internal(std::io::Error::other("x"));
    for error in [
        AppError::NotFound,
        AppError::NoSuchTrip,
        AppError::MethodNotAllowed,
        AppError::Validation(errors()),
        AppError::BadRequest { key: "body", text: Message::new("error-body") },
        AppError::CrossSite,
        AppError::Transition(Message::new("error-transition").with("status", MessageArg::Key("status-draft"))),
        AppError::Concurrency,
        AppError::PreconditionFailed,
        AppError::IdempotencyKeyReused,
        AppError::TooLarge,
        AppError::UnsupportedMediaType,
        AppError::TimedOut,
        AppError::SignInNeeded,
        AppError::Forbidden,
        AppError::WrongCredentials,
        AppError::NotActivated,
        AppError::Blocked,
        AppError::TooManyRequests { seconds: 61 },
        bad,
    ] {
        for label in ["way-out-home", "way-out-trips", "way-out-trip", "way-out-retry", "way-out-sign-in"] {
            let errors =
                if let AppError::Validation(errors) = &error { errors.clone() } else { FieldErrors::default() };
            let way_out = WayOut { href: "/".to_owned(), label };
            let page = ErrorPage {
                status: error.status().as_u16(),
                title: error.title(),
                text: error.text(),
                errors,
                way_out,
            };
            samples.push(("errors/error.html", Box::new(page)));
        }
    }
    samples
}

fn administration() -> Vec<Sample> {
    let later = now() + chrono::TimeDelta::hours(4);
    let mail = |kind: &str| MailRow {
        id: MailId(Uuid::from_u128(42)),
        kind: kind.to_owned(),
        recipient: "<Site>@example.com".to_owned(),
        created_at: now(),
        expires_at: later,
        due_at: now(),
        attempts: 0,
        sent_at: None,
        failed_at: None,
        last_error: None,
        link: Some("/account/activate?key=<Site>".to_owned()),
    };
    let mut rows: Vec<MailRow> = MailKind::ALL.into_iter().map(|kind| mail(kind.as_str())).collect();
    rows.push(mail("of_a_newer_release"));
    rows.push(MailRow { due_at: later, attempts: 1, last_error: Some("451 <Site>".to_owned()), ..mail("test") });
    rows.push(MailRow { sent_at: Some(now()), link: None, ..mail("test") });
    rows.push(MailRow { failed_at: Some(now()), last_error: Some("550 no".to_owned()), attempts: 8, ..mail("test") });
    rows.push(MailRow { expires_at: now(), link: None, ..mail("test") });
    let mails = |is_configured, rows: Vec<MailRow>, errors: FieldErrors| MailsPage {
        is_configured,
        base: "https://trips.example.com".to_owned(),
        previous: (!rows.is_empty()).then(|| "/admin/mails?before=x".to_owned()),
        next: (!rows.is_empty()).then(|| "/admin/mails?after=x".to_owned()),
        rows,
        recipient: "<Site>".to_owned(),
        errors,
        now: now(),
    };
    let mut samples: Vec<Sample> = Vec::new();
    for is_configured in [true, false] {
        for key in ["error-mail-not-configured", "error-mail-recipient-empty", "error-mail-recipient"] {
            let mut errors = FieldErrors::default();
            errors.add("recipient", Message::new(key));
            samples.push(("administration/mails.html", Box::new(mails(is_configured, rows.clone(), errors))));
        }
        let empty = mails(is_configured, Vec::new(), FieldErrors::default());
        samples.push(("administration/mails.html", Box::new(empty)));
    }
    samples
}

/// Every page with sample data.
fn samples() -> Vec<Sample> {
    [lists(), single_trips(), others(), accounts(), administration()].into_iter().flatten().collect()
}

fn pages(language: Language) -> Vec<Page> {
    let page = |theme, shortcuts, preview, flash, here: &str| {
        Page::sample(PageData {
            language,
            theme,
            shortcuts,
            here: here.to_owned(),
            preview,
            build: Build::current(),
            instance: "test-task".into(),
            flash,
            now: now(),
            assets: Assets::default(),
            demo: preview,
            identity: (!preview).then(|| Arc::new(identity())),
        })
    };
    let mut pages = vec![page(Theme::Auto, true, false, None, "/"), page(Theme::Dark, false, true, None, "/trips?q=x")];
    pages.extend(
        FlashKind::ALL
            .map(|kind| page(Theme::Light, true, false, Some(Flash::about(kind, "TRP-2026-000042")), "/trips")),
    );
    pages
}

#[test]
fn every_template_renders_in_both_languages_without_a_missing_text() {
    for language in Language::ALL {
        for page in pages(language) {
            for (file, sample) in samples() {
                let html = sample.dyn_render_with_values(&page).unwrap_or_else(|error| panic!("{file}: {error}"));
                let missing = html.split('⟦').nth(1).map(|rest| rest.split('⟧').next().unwrap_or_default());
                assert_eq!(missing, None, "{file} in {language} shows a text that is not there");
                assert!(!html.contains("<Site>"), "{file} escapes what people typed");
                assert!(
                    !html.contains("style=\"") && !html.contains("<style") && !html.contains(" onclick="),
                    "{file}: nothing inline"
                );
                assert_eq!(html.matches("<h1").count(), 1, "{file} in {language} has one h1");
                assert_ids_are_unique(file, &html);
            }
        }
    }
}

fn assert_ids_are_unique(file: &str, html: &str) {
    let mut ids = BTreeSet::new();
    for id in html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()) {
        assert!(ids.insert(id), "{file} has the id {id} twice");
    }
}

#[test]
fn no_template_is_left_out() {
    let rendered: BTreeSet<String> = samples().iter().map(|(file, _)| (*file).to_owned()).collect();
    let mut there = BTreeSet::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), "", &mut there);
    assert_eq!(rendered, there);
}

/// The templates that are pages: parts start with an underscore, layouts and components are parts too. Mails are rendered
/// by the tests of `mail::wording`.
fn find(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            if !["layouts", "components", "mails"].contains(&name.as_str()) {
                find(&entry.path(), &format!("{prefix}{name}/"), found);
            }
        } else if !name.starts_with('_') {
            found.insert(format!("{prefix}{name}"));
        }
    }
}
