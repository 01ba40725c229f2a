//! The pages about accounts and signing in.

use chrono::TimeDelta;
use tripmgmt::accounts::input::AccountForm;
use tripmgmt::accounts::keys::PendingEmail;
use tripmgmt::accounts::settings::SettingsForm;
use tripmgmt::accounts::setup::SetupPage;
use tripmgmt::accounts::views::{
    ActivatePage, ConfirmEmailPage, DeadLinkPage, DeletionPage, PasswordPage, RegisterPage, ResetPage,
    ResetRequestPage, SettingsPage, ShowPage,
};
use tripmgmt::accounts::{Account, AccountId, AccountStatus, Authorities, Role};
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Language, Message};
use tripmgmt::reference::TimeZone;
use tripmgmt::sessions::SessionId;
use tripmgmt::sessions::views::{LeavePage, LeavingPage, LoginPage, SessionRow, SessionsPage, Ways};
use tripmgmt::web::preferences::Theme;
use uuid::Uuid;

use super::{Sample, now};

/// Somebody with everything an account can have.
pub fn account() -> Account {
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

/// Somebody of whom nothing is known.
fn bare_account() -> Account {
    Account {
        email: None,
        first_name: None,
        last_name: None,
        authorities: Authorities::default(),
        last_sign_in_at: None,
        has_password: false,
        ..account()
    }
}

fn sessions(rows: Vec<SessionRow>) -> SessionsPage {
    SessionsPage { rows, current: Some(SessionId(Uuid::from_u128(1))), time_zone: TimeZone::UTC }
}

fn session_rows() -> Vec<SessionRow> {
    let agents =
        ["Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "curl/8", "Windows", "<Site>"];
    let row = |(user_agent, id): (&str, u128)| SessionRow {
        id: SessionId(Uuid::from_u128(id)),
        address: "2001:db8::1".to_owned(),
        user_agent: user_agent.to_owned(),
        remembered: id.is_multiple_of(2),
        created_at: now() - TimeDelta::days(2),
        last_seen_at: now(),
        expires_at: now() + TimeDelta::hours(8),
    };
    agents.into_iter().zip(1..).map(row).collect()
}

/// What is wrong with every field that any of these pages has.
fn wrong() -> FieldErrors {
    let mut wrong = FieldErrors::default();
    for field in [
        "login",
        "email",
        "first_name",
        "last_name",
        "name",
        "password",
        "new_password",
        "current_password",
        "heir",
        "language",
        "theme",
        "shortcuts",
        "time_zone",
    ] {
        wrong.add(field, Message::new("error-password-empty"));
    }
    wrong
}

fn form() -> AccountForm {
    AccountForm { first_name: "<Site>".to_owned(), ..AccountForm::default() }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    [ways_in(), signing_in(), own_account()].into_iter().flatten().collect()
}

fn ways_in() -> Vec<Sample> {
    let setup = |errors| SetupPage { form: form(), key: "key".to_owned(), errors };
    let register = |domains: &str, sends_mail, errors| RegisterPage {
        form: form(),
        domains: domains.to_owned(),
        sends_mail,
        errors,
    };
    let request = |sends_mail, errors| ResetRequestPage { email: "<Site>".to_owned(), sends_mail, errors };
    let reset = |errors| ResetPage { key: "key".to_owned(), login: "<Site>".to_owned(), errors };
    vec![
        (
            "accounts/confirm_email.html",
            Box::new(ConfirmEmailPage {
                key: "key".to_owned(),
                email: "<Site>@portal.test".to_owned(),
                login: "amelie".to_owned(),
            }),
        ),
        ("accounts/dead_link.html", Box::new(DeadLinkPage::EMAIL)),
        ("accounts/dead_link.html", Box::new(DeadLinkPage::EMAIL_TAKEN)),
        ("accounts/register.html", Box::new(register("", true, FieldErrors::default()))),
        ("accounts/register.html", Box::new(register("<Site>", false, wrong()))),
        ("accounts/activate.html", Box::new(ActivatePage { key: "key".to_owned(), login: "<Site>".to_owned() })),
        ("accounts/reset_request.html", Box::new(request(true, FieldErrors::default()))),
        ("accounts/reset_request.html", Box::new(request(false, wrong()))),
        ("accounts/reset.html", Box::new(reset(FieldErrors::default()))),
        ("accounts/reset.html", Box::new(reset(wrong()))),
        ("accounts/dead_link.html", Box::new(DeadLinkPage::ACTIVATION)),
        ("accounts/dead_link.html", Box::new(DeadLinkPage::RESET)),
        ("accounts/setup.html", Box::new(setup(FieldErrors::default()))),
        ("accounts/setup.html", Box::new(setup(wrong()))),
    ]
}

fn signing_in() -> Vec<Sample> {
    let login = |not_activated, errors| LoginPage {
        name: "<Site>".to_owned(),
        remember: true,
        next: "/trips".to_owned(),
        may_register: not_activated,
        not_activated,
        ways: Ways::Password,
        errors,
    };
    let elsewhere = |ways| LoginPage { ways, ..login(false, FieldErrors::default()) };
    let acme = || "Acme <Site>".to_owned();
    vec![
        ("sessions/index.html", Box::new(sessions(Vec::new()))),
        ("sessions/index.html", Box::new(sessions(session_rows()))),
        ("sessions/new.html", Box::new(login(true, FieldErrors::default()))),
        ("sessions/new.html", Box::new(login(false, wrong()))),
        ("sessions/new.html", Box::new(elsewhere(Ways::Either(acme())))),
        ("sessions/new.html", Box::new(elsewhere(Ways::Provider(acme())))),
        ("sessions/leave.html", Box::new(LeavePage)),
        (
            "sessions/leaving.html",
            Box::new(LeavingPage { provider: acme(), href: "https://id.example/end".to_owned() }),
        ),
    ]
}

fn own_account() -> Vec<Sample> {
    let password = |account, errors| PasswordPage { account, errors };
    let settings = |account: Account, is_stale, pending_email, errors| SettingsPage {
        form: SettingsForm::of(&account),
        version: 3,
        is_stale,
        differences: vec![("account-first-name", "<Site>".to_owned()), ("account-last-name", String::new())],
        pending_email,
        account,
        errors,
    };
    let pending = PendingEmail { email: "<Site>@portal.test".to_owned(), expires_at: now() };
    let deletion = |account, trips, is_last_administrator, errors| DeletionPage {
        account,
        trips,
        heir: "<Site>".to_owned(),
        is_last_administrator,
        errors,
    };
    vec![
        ("accounts/settings.html", Box::new(settings(account(), false, Some(pending), FieldErrors::default()))),
        ("accounts/settings.html", Box::new(settings(account(), true, None, FieldErrors::default()))),
        ("accounts/settings.html", Box::new(settings(bare_account(), false, None, wrong()))),
        ("accounts/deletion.html", Box::new(deletion(account(), 2, false, FieldErrors::default()))),
        ("accounts/deletion.html", Box::new(deletion(account(), 1, false, wrong()))),
        ("accounts/deletion.html", Box::new(deletion(bare_account(), 0, false, wrong()))),
        ("accounts/deletion.html", Box::new(deletion(account(), 0, true, FieldErrors::default()))),
        ("accounts/password.html", Box::new(password(account(), FieldErrors::default()))),
        ("accounts/password.html", Box::new(password(account(), wrong()))),
        ("accounts/password.html", Box::new(password(bare_account(), FieldErrors::default()))),
        ("accounts/show.html", Box::new(ShowPage { account: account(), manager: Some("<Site>".to_owned()) })),
        ("accounts/show.html", Box::new(ShowPage { account: bare_account(), manager: None })),
    ]
}
