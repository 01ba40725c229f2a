//! Every template is rendered with sample data in both languages: a text that is missing, a template nobody renders or
//! one that breaks on an empty value is found here, before anybody opens the page.

mod accounts;
mod administration;
mod approvals;
mod attachments;
mod batches;
mod bookings;
mod calendar;
mod checklists;
mod comments;
mod delegates;
mod duplicates;
mod expenses;
mod history;
mod home;
mod imports;
mod links;
mod notifications;
mod policies;
mod reports;
mod saved_filters;
mod second_factor;
mod segments;
mod tokens;
mod travel_documents;
mod travellers;
mod trips;
mod users;
mod webhooks;
mod whereabouts;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use askama::DynTemplate;
use chrono::{DateTime, Utc};
use tripmgmt::accounts::{AccountId, Authorities};
use tripmgmt::build::Build;
use tripmgmt::error::{AppError, FieldErrors};
use tripmgmt::i18n::{Language, Message, MessageArg};
use tripmgmt::offline::views::OfflinePage;
use tripmgmt::reference::TimeZone;
use tripmgmt::sessions::{Identity, Proof};
use tripmgmt::trips::TripForm;
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
        has_second_factor: false,
        delegators: Arc::default(),
        proof: Proof::Token,
    }
}

/// A template's file and a page made with it.
type Sample = (&'static str, Box<dyn DynTemplate>);

/// Pages that belong to no noun.
fn others() -> Vec<Sample> {
    let mut samples: Vec<Sample> = vec![
        ("help.html", Box::new(HelpPage)),
        ("docs/api.html", Box::new(ApiPage)),
        ("offline/show.html", Box::new(OfflinePage)),
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
        AppError::TokenOnlyReads,
        AppError::NotByToken,
        AppError::WrongCredentials,
        AppError::NotActivated,
        AppError::Blocked,
        AppError::CodeNeeded,
        AppError::WrongCode,
        AppError::SecondFactorNeeded,
        AppError::RegistrationClosed,
        AppError::SignInRefused(Message::new("error-oidc-state")),
        AppError::ProviderUnavailable(Arc::new(std::io::Error::other("x"))),
        AppError::PasswordsClosed,
        AppError::TooManyRequests { seconds: 61 },
        bad,
    ] {
        for label in [
            "way-out-home",
            "way-out-trips",
            "way-out-trip",
            "way-out-retry",
            "way-out-sign-in",
            "way-out-second-factor",
        ] {
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

/// Every page with sample data.
fn samples() -> Vec<Sample> {
    [
        trips::samples(),
        history::samples(),
        batches::samples(),
        home::samples(),
        duplicates::samples(),
        notifications::samples(),
        imports::samples(),
        expenses::samples(),
        reports::samples(),
        approvals::samples(),
        accounts::samples(),
        attachments::samples(),
        saved_filters::samples(),
        bookings::samples(),
        second_factor::samples(),
        tokens::samples(),
        segments::samples(),
        calendar::samples(),
        checklists::samples(),
        comments::samples(),
        delegates::samples(),
        policies::samples(),
        links::samples(),
        travel_documents::samples(),
        travellers::samples(),
        webhooks::samples(),
        whereabouts::samples(),
        administration::samples(),
        users::samples(),
        others(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Pages that differ in all that the layout knows of, but for what was just done.
fn pages(language: Language) -> Vec<Page> {
    vec![
        page(language, Theme::Auto, true, false, None),
        page(language, Theme::Dark, false, true, None),
        page(language, Theme::Light, true, false, Some(Flash::about(FlashKind::Saved, "TRP-2026-000042"))),
    ]
}

fn page(language: Language, theme: Theme, shortcuts: bool, preview: bool, flash: Option<Flash>) -> Page {
    Page::sample(PageData {
        language,
        theme,
        shortcuts,
        here: "/trips?q=x".to_owned(),
        preview,
        build: Build::current(),
        instance: "test-task".into(),
        flash,
        now: now(),
        assets: Assets::default(),
        demo: preview,
        identity: (!preview).then(|| Arc::new(identity())),
        waiting: (!preview).then_some(100),
        unread: if preview { 0 } else { 100 },
    })
}

#[test]
fn every_template_renders_in_both_languages_without_a_missing_text() {
    let samples = samples();
    for language in Language::ALL {
        for page in pages(language) {
            for (file, sample) in &samples {
                check(file, language, sample.as_ref(), &page);
            }
        }
    }
}

#[test]
fn everything_that_was_just_done_is_said_in_both_languages() {
    for language in Language::ALL {
        for kind in FlashKind::ALL {
            let flash = Flash::about_part(*kind, "TRP-2026-000042", Uuid::from_u128(9));
            check("help.html", language, &HelpPage, &page(language, Theme::Auto, true, false, Some(flash)));
        }
    }
}

fn check(file: &str, language: Language, sample: &dyn DynTemplate, page: &Page) {
    let html = sample.dyn_render_with_values(page).unwrap_or_else(|error| panic!("{file}: {error}"));
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
