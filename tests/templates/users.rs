//! The administrators' pages about accounts.

use tripmgmt::accounts::administration::form::UserForm;
use tripmgmt::accounts::administration::views::{
    ConflictPage, DeletionPage, EditPage, FilterForm, IndexPage, NewPage, ShowPage,
};
use tripmgmt::accounts::list::AccountSummary;
use tripmgmt::accounts::{Account, AccountStatus, Authorities, Role};
use tripmgmt::audit::list::AuditEvent;
use tripmgmt::db::keyset::Total;
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::{Language, Message, MessageArg};
use tripmgmt::reference::TimeZone;
use tripmgmt::sessions::SessionId;
use tripmgmt::sessions::views::SessionRow;
use tripmgmt::web::conflict::{self, TextForm as _};
use tripmgmt::web::list::{Chip, Column};
use uuid::Uuid;

use super::accounts::account;
use super::{Sample, now};

fn authorities() -> Vec<String> {
    let made_up = "ROLE_AUDITOR".to_owned();
    Role::ALL.iter().map(|role| role.authority().to_owned()).chain([made_up]).collect()
}

fn wrong(fields: &[&str]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for field in fields {
        let login = MessageArg::Text("<Site>".to_owned());
        errors.add(*field, Message::new("error-manager-circle").with("login", login));
    }
    errors
}

fn index(rows: Vec<AccountSummary>, filter: FilterForm, errors: FieldErrors) -> IndexPage {
    let full = !rows.is_empty();
    let value = Message::new("filter-value").with("value", MessageArg::Text("<Site>".to_owned()));
    IndexPage {
        chips: if filter.q.is_empty() {
            Vec::new()
        } else {
            vec![Chip { label: "users-role", value, remove: "/admin/users".to_owned() }]
        },
        filter,
        errors,
        total: Total { count: 1_000, capped: full },
        rows,
        columns: vec![
            Column { label: "users-person", href: "?sort=name".to_owned(), aria_sort: "ascending", numeric: false },
            Column { label: "users-roles", href: String::new(), aria_sort: "", numeric: false },
        ],
        previous: full.then(|| "/admin/users?before=x".to_owned()),
        next: full.then(|| "/admin/users?after=x".to_owned()),
        authorities: authorities(),
        time_zone: TimeZone::UTC,
    }
}

fn summary(status: AccountStatus, full: bool) -> AccountSummary {
    let Account { id, login, email, first_name, last_name, authorities, .. } = account();
    AccountSummary {
        id,
        login,
        email: email.filter(|_| full),
        first_name: first_name.filter(|_| full),
        last_name: last_name.filter(|_| full),
        status,
        authorities: if full { authorities } else { Authorities(Vec::new()) },
        manager_login: full.then(|| "<Site>".to_owned()),
        last_sign_in_at: full.then(now),
        changed_at: now(),
        changed_by: "<Site>".to_owned(),
    }
}

fn show(account: Account, full: bool, errors: FieldErrors) -> ShowPage {
    let session = SessionRow {
        id: SessionId(Uuid::from_u128(1)),
        address: "192.0.2.1".to_owned(),
        user_agent: "<Site>".to_owned(),
        remembered: true,
        created_at: now(),
        last_seen_at: now(),
        expires_at: now(),
    };
    let entry = AuditEvent {
        id: Uuid::from_u128(2),
        at: now(),
        actor: "<Site>".to_owned(),
        action: "account-changed".to_owned(),
        subject: "<Site>".to_owned(),
        detail: Some("<Site>".to_owned()),
        address: "192.0.2.1".to_owned(),
        instance: "test-task".to_owned(),
    };
    ShowPage {
        errors,
        manager: full.then(|| "mia@portal.test".to_owned()),
        sessions: if full { vec![session.clone()] } else { Vec::new() },
        trips: i64::from(full) * 1_234,
        entries: if full { vec![AuditEvent { detail: None, ..entry.clone() }, entry] } else { Vec::new() },
        delegates: if full { vec![super::delegates::delegation(1, false)] } else { Vec::new() },
        has_second_factor: full,
        is_own: full && account.status == AccountStatus::Active,
        current: full.then_some(session.id),
        is_mail_configured: full,
        account,
        time_zone: TimeZone::UTC,
    }
}

fn bare(status: AccountStatus) -> Account {
    Account {
        email: None,
        first_name: None,
        last_name: None,
        status,
        authorities: Authorities(Vec::new()),
        has_password: false,
        last_sign_in_at: None,
        ..account()
    }
}

/// The pages.
pub fn samples() -> Vec<Sample> {
    let filter = FilterForm {
        q: "<Site>".to_owned(),
        statuses: AccountStatus::ALL.to_vec(),
        role: "ROLE_AUDITOR".to_owned(),
        manager: "<Site>".to_owned(),
        sort: "-changed".to_owned(),
    };
    let rows: Vec<AccountSummary> =
        AccountStatus::ALL.iter().flat_map(|status| [summary(*status, true), summary(*status, false)]).collect();
    let form = UserForm::of(&account(), Some("<Site>"));
    let fields: Vec<&str> = UserForm::fields().map(|(field, _)| field).collect();
    let edit = |errors| EditPage {
        account: account(),
        form: UserForm { time_zone: "Etc/GMT+5".to_owned(), ..form.clone() },
        version: 1,
        original: conflict::as_original(&form),
        errors,
        authorities: authorities(),
    };
    let new = |errors| NewPage { form: UserForm::blank(Language::French), errors, authorities: authorities() };
    let deletion = |trips, errors| DeletionPage { account: account(), trips, heir: "<Site>".to_owned(), errors };
    let mut samples: Vec<Sample> = vec![
        ("administration/users/index.html", Box::new(index(rows, filter.clone(), FieldErrors::default()))),
        ("administration/users/index.html", Box::new(index(Vec::new(), FilterForm::default(), FieldErrors::default()))),
        (
            "administration/users/index.html",
            Box::new(index(Vec::new(), filter, wrong(&["q", "role", "manager", "status", "sort", "after"]))),
        ),
        ("administration/users/new.html", Box::new(new(FieldErrors::default()))),
        ("administration/users/new.html", Box::new(new(wrong(&fields)))),
        ("administration/users/edit.html", Box::new(edit(FieldErrors::default()))),
        ("administration/users/edit.html", Box::new(edit(wrong(&fields)))),
        (
            "administration/users/conflict.html",
            Box::new(ConflictPage {
                account: account(),
                mine: fields.iter().map(|field| (*field, form.get(field).to_owned())).collect(),
                original: conflict::as_original(&form),
                rows: conflict::differences(&form, &UserForm::blank(Language::English), None),
                time_zone: TimeZone::UTC,
            }),
        ),
        ("administration/users/deletion.html", Box::new(deletion(0, FieldErrors::default()))),
        ("administration/users/deletion.html", Box::new(deletion(2, wrong(&["heir"])))),
        ("administration/users/deletion.html", Box::new(deletion(1, wrong(&["deletion"])))),
    ];
    for status in AccountStatus::ALL {
        let full = Account { status, ..account() };
        let invited = Account { has_password: false, ..full.clone() };
        for (account, is_full) in [(full, true), (invited, false), (bare(status), false)] {
            samples.push(("administration/users/show.html", Box::new(show(account, is_full, wrong(&["actions"])))));
        }
    }
    samples
}
