//! The administrators' pages.

use tripmgmt::administration::configuration::pages::ConfigurationPage;
use tripmgmt::administration::deployments::queries::Instance;
use tripmgmt::administration::deployments::views::{BuildGroup, DeploymentsPage};
use tripmgmt::administration::health::pages::HealthPage;
use tripmgmt::administration::health::{Component, Detail, HealthStatus, Part};
use tripmgmt::administration::loggers::form::LevelForm;
use tripmgmt::administration::loggers::views::{LogsPage, rows};
use tripmgmt::administration::loggers::{Directives, Level, Override};
use tripmgmt::administration::metrics::pages::MetricsPage;
use tripmgmt::administration::metrics::{Snapshot, Timing};
use tripmgmt::administration::overview::{MailFacts, OverviewPage};
use tripmgmt::administration::value::Value;
use tripmgmt::audit::Action;
use tripmgmt::audit::filter::AuditFilter;
use tripmgmt::audit::list::AuditEvent;
use tripmgmt::audit::views::AuditPage;
use tripmgmt::config::Cli;
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
    [overview(), deployments(), health(), metrics(), logs(), configuration(), mails(), audit()]
        .into_iter()
        .flatten()
        .collect()
}

fn overview() -> Vec<Sample> {
    let page = |is_configured, waiting, failed| OverviewPage {
        mail: MailFacts { is_configured, backlog: Backlog { waiting, failed, oldest: Some(now()) } },
        tasks_alive: 2,
        builds_alive: failed,
        p95: Value::Milliseconds(12.0),
        log_levels: failed.unsigned_abs(),
        down: if failed > 0 { vec![Part::Mail, Part::Clock] } else { Vec::new() },
    };
    let pages = [page(false, 0, 0), page(true, 0, 0), page(true, 1, 0), page(true, 2, 1), page(true, 2, 2)];
    pages.into_iter().map(|page| -> Sample { ("administration/index.html", Box::new(page)) }).collect()
}

fn deployments() -> Vec<Sample> {
    let ago = |seconds| now() - chrono::TimeDelta::seconds(seconds);
    let instance = |id: u128, version: &str, seen: i64| Instance {
        id: Uuid::from_u128(id),
        name: "<Site>".to_owned(),
        version: version.to_owned(),
        commit: "1a2b3c4".to_owned(),
        environment: if id.is_multiple_of(2) { "production" } else { "development" }.to_owned(),
        schema_version: 20_260_101_000_000,
        started_at: ago(90_000),
        last_seen_at: ago(seen),
        production_at: None,
        preview_at: None,
    };
    let instances = vec![
        Instance { production_at: Some(now()), preview_at: Some(ago(9)), ..instance(1, "1.0.0", 9) },
        instance(2, "1.0.0", 61),
        Instance { preview_at: Some(ago(9)), ..instance(3, "1.1.0", 9) },
        instance(4, "1.2.0", 9),
        instance(5, "0.9.0", 3_600),
    ];
    let pages = [instances, Vec::new()].map(|instances| DeploymentsPage {
        builds: BuildGroup::group(instances),
        me: Uuid::from_u128(1),
        now: now(),
    });
    pages.into_iter().map(|page| -> Sample { ("administration/deployments.html", Box::new(page)) }).collect()
}

fn health() -> Vec<Sample> {
    let values = [
        Value::Text("<Site>".to_owned()),
        Value::Number(1_234),
        Value::Size(12_345_678),
        Value::Milliseconds(-1.234),
        Value::Instant(now()),
        Value::YesNo(true),
        Value::YesNo(false),
        Value::Word("writer", "health-writer"),
    ];
    let details: Vec<Detail> = values.into_iter().map(|value| Detail::new("fact", "health-latency", value)).collect();
    let component = |part, status| Component::new(part, status, details.clone());
    let components = vec![
        component(Part::Database, HealthStatus::Up),
        component(Part::Migrations, HealthStatus::Down).saying(Message::new("health-migrations-pending")),
        component(Part::Pool, HealthStatus::OutOfService),
        component(Part::Mail, HealthStatus::Unknown).saying(Message::new("health-mail-not-configured")),
        Component::failed(Part::Disk, "<Site>".to_owned()),
        component(Part::Clock, HealthStatus::Up),
    ];
    let statuses = [HealthStatus::Up, HealthStatus::Down, HealthStatus::OutOfService, HealthStatus::Unknown];
    let pages = statuses.map(|status| HealthPage { status, components: components.clone() });
    pages.into_iter().map(|page| -> Sample { ("administration/health.html", Box::new(page)) }).collect()
}

fn metrics() -> Vec<Sample> {
    let mut timing = Timing { count: 3.0, sum: 0.1, ..Timing::default() };
    timing.up_to[11] = 2.0;
    let full = Snapshot {
        uptime: chrono::TimeDelta::days(2),
        routes: [(("/<Site>".to_owned(), "GET".to_owned()), timing.clone())].into(),
        statuses: [("200".to_owned(), timing.clone())].into(),
        all: timing,
        ..Snapshot::default()
    };
    let spans = [chrono::TimeDelta::seconds(1), chrono::TimeDelta::minutes(5), chrono::TimeDelta::hours(3)];
    let empty = spans.map(|uptime| Snapshot { uptime, ..Snapshot::default() });
    let page = |snapshot| -> Sample { ("administration/metrics.html", Box::new(MetricsPage { snapshot })) };
    [full].into_iter().chain(empty).map(page).collect()
}

fn logs() -> Vec<Sample> {
    let set = Override {
        logger: "tripmgmt::mail".to_owned(),
        level: Level::Trace,
        set_by: "<Site>".to_owned(),
        set_at: now(),
        expires_at: now() + chrono::TimeDelta::hours(1),
    };
    let mut wrong = FieldErrors::default();
    for field in ["logger", "level", "minutes"] {
        wrong.add(field, Message::not_offered("<Site>"));
    }
    let directives = Directives::read("info,tripmgmt::mail=trace,sqlx=off,hyper=error,lettre=warn,rustls=debug");
    let page = |rows, errors| LogsPage {
        rows,
        search: "<Site>".to_owned(),
        form: LevelForm { logger: "<Site>".to_owned(), level: "DEBUG".to_owned(), minutes: "60".to_owned() },
        errors,
        now: now(),
    };
    let pages = [
        page(rows(&directives, &[set]), FieldErrors::default()),
        page(rows(&directives, &[]), wrong),
        page(Vec::new(), FieldErrors::default()),
    ];
    pages.into_iter().map(|page| -> Sample { ("administration/logs.html", Box::new(page)) }).collect()
}

fn configuration() -> Vec<Sample> {
    let settings = |line: &[&str], database: Option<&str>| {
        let lookup = |name: &str| database.filter(|_| name == "DATABASE_URL").map(str::to_owned);
        Cli::read(["tripmgmt"].iter().chain(line), lookup).unwrap().config.settings
    };
    let pages = [
        settings(&["--instance-name=<Site>", "--port=1"], None),
        settings(&["--smtp-url=smtp://x", "--demo"], Some("postgres://me:x@db.example/tripmgmt")),
    ]
    .map(|settings| ConfigurationPage { settings });
    pages.into_iter().map(|page| -> Sample { ("administration/configuration.html", Box::new(page)) }).collect()
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
        detail: (!subject.is_empty()).then(|| "<Site>".to_owned()),
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
