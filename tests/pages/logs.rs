//! What is logged, changed by administrators for every task and for a while.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::administration::loggers::{Level, watch};
use tripmgmt::housekeeping;

use crate::support::TestApp;

fn level(portal: &TestApp, logger: &str) -> Level {
    portal.app.levels.directives().effective(logger)
}

const MAIL: [(&str, &str); 3] = [("logger", "tripmgmt::mail"), ("level", "DEBUG"), ("minutes", "15")];

#[tokio::test]
async fn a_level_holds_here_at_once_and_in_other_tasks_when_they_look_again() {
    let portal = TestApp::start().await;
    let other = portal.beside("other-task", &[]);
    let answer = portal.submit("/admin/logs", &MAIL).await;
    let page = portal.follow(&answer).await;
    assert!(
        page.shows("The level is set") && page.shows("admin set it, until 4 May 2026, 12:15 UTC"),
        "{}",
        page.text()
    );
    assert!(page.shows("in all others within 5 seconds"));
    assert_eq!((level(&portal, "tripmgmt::mail::worker"), level(&portal, "tripmgmt")), (Level::Debug, Level::Info));
    assert_eq!(level(&other, "tripmgmt::mail"), Level::Info);
    watch::look(&other.app).await.unwrap();
    assert_eq!(level(&other, "tripmgmt::mail"), Level::Debug);
}

#[tokio::test]
async fn a_level_ends_by_itself_even_without_a_database() {
    let portal = TestApp::start().await;
    portal.submit("/admin/logs", &MAIL).await;
    portal.clock.advance(TimeDelta::minutes(15));
    assert_eq!(housekeeping::tidy(&portal.app).await.unwrap().log_levels, 1);
    portal.app.db.close().await;
    assert_eq!(level(&portal, "tripmgmt::mail"), Level::Debug);
    watch::look(&portal.app).await.unwrap_err();
    assert_eq!(level(&portal, "tripmgmt::mail"), Level::Info);
}

#[tokio::test]
async fn a_level_can_be_ended_before_its_time() {
    let portal = TestApp::start().await;
    portal.submit("/admin/logs", &MAIL).await;
    let path = "/admin/logs/tripmgmt::mail?_method=delete";
    assert!(portal.get("/admin/logs").await.shows(path));
    let answer = portal.submit(path, &[]).await;
    let page = portal.follow(&answer).await;
    assert!(page.shows("The setting holds again") && !page.shows(path));
    assert_eq!(level(&portal, "tripmgmt::mail"), Level::Info);
}

#[tokio::test]
async fn the_root_and_names_below_a_directive_of_the_setting_can_be_changed() {
    let portal = TestApp::start_with(&["--log", "warn,sqlx=error"]).await;
    for (logger, wanted) in [("ROOT", "DEBUG"), ("sqlx", "INFO"), ("sqlx::query", "OFF")] {
        let fields = [("logger", logger), ("level", wanted), ("minutes", "60")];
        assert_eq!(portal.submit("/admin/logs", &fields).await.status, StatusCode::SEE_OTHER, "{logger}");
    }
    for (logger, expected) in
        [("tripmgmt", Level::Debug), ("sqlx::pool", Level::Info), ("sqlx::query", Level::Off), ("ROOT", Level::Debug)]
    {
        assert_eq!(level(&portal, logger), expected, "{logger}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_comes_back_as_it_was_typed() {
    let portal = TestApp::start().await;
    for (field, value, words) in [
        ("logger", "", "Enter a logger, such as tripmgmt::mail"),
        ("logger", "info,sqlx=trace", "Enter ROOT, a crate, or a module with its path"),
        ("logger", "a[span]", "Enter ROOT, a crate, or a module with its path"),
        ("level", "LOUD", "“LOUD” is not one of the choices"),
        ("minutes", "100000", "“100000” is not one of the choices"),
    ] {
        let fields = MAIL.map(|(name, usual)| (name, if name == field { value } else { usual }));
        let page = portal.submit("/admin/logs", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {value}");
        assert!(
            page.shows(words) && page.shows("<title>Error:") && page.shows(&format!("href=\"#{field}\"")),
            "{value}"
        );
    }
    let refused = portal.submit("/admin/logs", &[("logger", "my own"), ("level", "DEBUG"), ("minutes", "240")]).await;
    for kept in ["value=\"my own\"", "value=\"DEBUG\" selected", "value=\"240\" selected"] {
        assert!(refused.shows(kept), "{kept}");
    }
    assert_eq!(portal.submit("/admin/logs/a,b?_method=delete", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_can_be_narrowed_and_says_if_nothing_is_left() {
    let portal = TestApp::start().await;
    let page = portal.get("/admin/logs?q=SQLX::q").await;
    assert!(page.shows("<code>sqlx::query</code>") && !page.shows("<code>tripmgmt</code>"));
    assert!(page.shows("value=\"SQLX::q\""));
    assert!(portal.get("/admin/logs?q=nothing").await.shows("No logger matches"));
}

#[tokio::test]
async fn programs_read_and_change_levels_as_with_the_old_monolith() {
    let portal = TestApp::start().await;
    let loggers = portal.get("/management/loggers").await.value();
    assert_eq!(loggers["levels"], json!(["OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"]));
    assert_eq!(loggers["loggers"]["ROOT"], json!({"configuredLevel": "INFO", "effectiveLevel": "INFO"}));
    assert_eq!(loggers["loggers"]["tripmgmt::mail"], json!({"effectiveLevel": "INFO"}));
    let path = "/management/loggers/tripmgmt::mail";
    let set = portal.json(Method::POST, path, &json!({"configuredLevel": "TRACE"})).await;
    assert_eq!((set.status, set.text().as_str()), (StatusCode::NO_CONTENT, ""));
    let loggers = portal.get("/management/loggers").await.value();
    assert_eq!(loggers["loggers"]["tripmgmt::mail"], json!({"configuredLevel": "TRACE", "effectiveLevel": "TRACE"}));
    portal.clock.advance(TimeDelta::minutes(59));
    watch::look(&portal.app).await.unwrap();
    assert_eq!(level(&portal, "tripmgmt::mail"), Level::Trace, "an hour is not over");
    let reset = portal.json(Method::POST, path, &json!({"configuredLevel": null})).await;
    assert_eq!(reset.status, StatusCode::NO_CONTENT);
    assert_eq!(level(&portal, "tripmgmt::mail"), Level::Info);
}

#[tokio::test]
async fn levels_and_names_that_are_none_are_problems() {
    let portal = TestApp::start().await;
    for (path, body, field) in [
        ("tripmgmt", json!({"configuredLevel": "LOUD"}), "configuredLevel"),
        ("tripmgmt", json!({"configuredLevel": 5}), "configuredLevel"),
        ("tripmgmt", json!({"configuredLevel": "INFO", "minutes": 0}), "minutes"),
        ("tripmgmt", json!({"configuredLevel": "INFO", "minutes": 1441}), "minutes"),
        ("a,b=trace", json!({"configuredLevel": "INFO"}), "name"),
    ] {
        let answer = portal.json(Method::POST, &format!("/management/loggers/{path}"), &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.value()["fieldErrors"][0]["field"], field, "{body}");
    }
    let traveller = portal.person("tom", &[tripmgmt::accounts::Role::User], None).await;
    let wanted = json!({"configuredLevel": "TRACE"});
    for (person, status) in [(&traveller, 403), (&portal.anonymous(), 401)] {
        assert_eq!(person.json(Method::POST, "/management/loggers/ROOT", &wanted).await.status.as_u16(), status);
    }
}

#[tokio::test]
async fn who_changed_what_is_logged_stands_in_the_audit_log() {
    let portal = TestApp::start().await;
    portal.submit("/admin/logs", &MAIL).await;
    portal.clock.advance(TimeDelta::seconds(1));
    portal.submit("/admin/logs/tripmgmt::mail?_method=delete", &[]).await;
    let log: Vec<(String, String, String)> =
        sqlx::query_as("select actor, action, subject from audit_events where action like 'log-%' order by id")
            .fetch_all(&portal.app.db)
            .await
            .unwrap();
    let entry = |action: &str, subject: &str| ("admin".to_owned(), action.to_owned(), subject.to_owned());
    let expected =
        [entry("log-level-set", "tripmgmt::mail DEBUG (15 min)"), entry("log-level-reset", "tripmgmt::mail")];
    assert_eq!(log, expected);
}
