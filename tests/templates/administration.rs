//! The administrators' pages.

use tripmgmt::administration::overview::{MailFacts, OverviewPage};
use tripmgmt::audit::Action;
use tripmgmt::audit::filter::AuditFilter;
use tripmgmt::audit::list::AuditEvent;
use tripmgmt::audit::views::AuditPage;
use tripmgmt::db::keyset::Total;
use tripmgmt::error::FieldErrors;
use tripmgmt::i18n::Message;
use tripmgmt::mail::queue::Backlog;
use tripmgmt::mail::views::{MailRow, MailsPage};
use tripmgmt::mail::{MailId, MailKind};
use tripmgmt::reference::TimeZone;
use tripmgmt::web::list::{Chip, Column};
use uuid::Uuid;

use super::{Sample, errors, now};

/// The pages.
pub fn samples() -> Vec<Sample> {
    [overview(), mails(), audit()].into_iter().flatten().collect()
}

fn overview() -> Vec<Sample> {
    let page = |is_configured, waiting, failed| OverviewPage {
        mail: MailFacts { is_configured, backlog: Backlog { waiting, failed, oldest: Some(now()) } },
    };
    let pages = [page(false, 0, 0), page(true, 0, 0), page(true, 1, 0), page(true, 2, 1), page(true, 2, 2)];
    pages.into_iter().map(|page| -> Sample { ("administration/index.html", Box::new(page)) }).collect()
}

fn mails() -> Vec<Sample> {
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
    let page = |is_configured, rows: Vec<MailRow>, errors: FieldErrors| MailsPage {
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
            samples.push(("administration/mails.html", Box::new(page(is_configured, rows.clone(), errors))));
        }
        let empty = page(is_configured, Vec::new(), FieldErrors::default());
        samples.push(("administration/mails.html", Box::new(empty)));
    }
    samples
}

fn audit() -> Vec<Sample> {
    let event = |action: &str, subject: &str| AuditEvent {
        id: Uuid::from_u128(42),
        at: now(),
        actor: "=<Site>".to_owned(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        address: "2001:db8::7".to_owned(),
        instance: "<Site>".to_owned(),
    };
    let mut rows: Vec<AuditEvent> = Action::ALL.iter().map(|action| event(action.as_str(), "<Site>")).collect();
    rows.push(event("of-a-newer-release", ""));
    let chip = Chip {
        label: "audit-person",
        value: Message::new("filter-value").with("value", tripmgmt::i18n::MessageArg::Text("<Site>".to_owned())),
        remove: "/admin/audit".to_owned(),
    };
    let page = |rows: Vec<AuditEvent>, chips: Vec<Chip>, capped, errors: FieldErrors| AuditPage {
        filter: AuditFilter { person: "<Site>".to_owned(), action: "signed-in".to_owned(), ..AuditFilter::default() },
        errors,
        total: Total { count: i64::try_from(rows.len()).unwrap(), capped },
        columns: vec![Column { label: "audit-action", href: String::new(), aria_sort: "", numeric: false }],
        previous: (!rows.is_empty()).then(|| "/admin/audit?before=x".to_owned()),
        next: (!rows.is_empty()).then(|| "/admin/audit?after=x".to_owned()),
        rows,
        chips,
        download: "/admin/audit.csv".to_owned(),
        days_kept: 365,
        time_zone: TimeZone::UTC,
    };
    let none = FieldErrors::default;
    let pages = [
        page(rows.clone(), vec![chip], true, none()),
        page(rows[..1].to_vec(), Vec::new(), false, none()),
        page(Vec::new(), Vec::new(), false, none()),
        page(
            Vec::new(),
            vec![Chip { label: "audit-action", value: Message::new("audited-signed-in"), remove: String::new() }],
            false,
            none(),
        ),
        page(Vec::new(), Vec::new(), false, errors()),
    ];
    pages.into_iter().map(|page| -> Sample { ("administration/audit.html", Box::new(page)) }).collect()
}
