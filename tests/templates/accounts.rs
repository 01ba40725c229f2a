//! The pages about accounts and signing in.

use tripmgmt::accounts::input::AccountForm;
use tripmgmt::accounts::setup::SetupPage;
use tripmgmt::accounts::views::ShowPage;
use tripmgmt::accounts::{Account, AccountId, AccountStatus, Authorities, Role};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Language, Message};
use tripmgmt::reference::TimeZone;
use tripmgmt::sessions::views::{LeavePage, LoginPage};
use tripmgmt::web::preferences::Theme;
use uuid::Uuid;

use super::{Sample, now};

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

/// The pages.
pub fn samples() -> Vec<Sample> {
    let mut wrong = FieldErrors::default();
    for field in ["login", "email", "first_name", "last_name", "name", "password"] {
        wrong.add(field, Message::new("error-password-empty"));
    }
    let login = |errors| LoginPage { name: "<Site>".to_owned(), remember: true, next: "/trips".to_owned(), errors };
    let form = || AccountForm { first_name: "<Site>".to_owned(), ..AccountForm::default() };
    let setup = |errors| SetupPage { form: form(), key: "key".to_owned(), errors };
    vec![
        ("accounts/show.html", Box::new(ShowPage { account: account() })),
        ("accounts/setup.html", Box::new(setup(FieldErrors::default()))),
        ("accounts/setup.html", Box::new(setup(wrong.clone()))),
        ("sessions/new.html", Box::new(login(FieldErrors::default()))),
        ("sessions/new.html", Box::new(login(wrong))),
        ("sessions/leave.html", Box::new(LeavePage)),
    ]
}
