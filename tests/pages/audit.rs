//! The audit log: who finds what in it, and the file made of it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use tripmgmt::accounts::Role;
use tripmgmt::audit::Action;
use tripmgmt::housekeeping;

use crate::support::audit::note;
use crate::support::{Answer, TestApp};

/// Three people, two days.
async fn portal() -> TestApp {
    let portal = TestApp::start().await;
    note(&portal, "amelie", Action::SignedIn, "amelie", "192.0.2.1").await;
    portal.clock.advance(TimeDelta::hours(11));
    note(&portal, "amelie", Action::AccountCreated, "Bruno", "192.0.2.1").await;
    portal.clock.advance(TimeDelta::hours(2));
    note(&portal, "bruno", Action::SignInFailed, "bruno", "2001:db8::7").await;
    portal
}

/// The links with this `rel`.
fn href(page: &Answer, rel: &str) -> Option<String> {
    let text = page.text();
    let (_, after) = text.split_once(&format!("rel=\"{rel}\" href=\""))?;
    Some(after.split('"').next().unwrap().replace("&#38;", "&"))
}

#[tokio::test]
async fn signing_in_well_and_badly_is_in_it() {
    let portal = TestApp::start().await;
    let guest = portal.anonymous();
    guest.submit("/login", &[("name", "admin"), ("password", "wrong")]).await;
    guest.submit("/login", &[("name", "admin"), ("password", "correct horse battery")]).await;
    let page = portal.get("/admin/audit").await;
    assert!(page.shows("Could not sign in") && page.shows("Signed in") && page.shows("2 entries"), "{}", page.text());
    assert!(page.shows("4 May 2026, 12:00:00 UTC") && page.shows("answered by test-task"));
    assert!(!page.shows("correct horse"));
}

#[tokio::test]
async fn each_filter_narrows_it_down() {
    let portal = portal().await;
    for (query, expected) in [
        ("", "3 entries"),
        ("person=Amelie", "2 entries"),
        ("action=signed-in", "1 entry"),
        ("subject=BRUNO", "2 entries"),
        ("address=2001:db8::7", "1 entry"),
        ("from=2026-05-05", "1 entry"),
        ("to=2026-05-04", "2 entries"),
        ("from=2026-05-04&to=2026-05-05&person=amelie&subject=bruno", "1 entry"),
        ("person=amel", "No entries match"),
        ("person=%20&action=&subject=", "3 entries"),
    ] {
        let page = portal.get(&format!("/admin/audit?{query}")).await;
        assert!(page.shows(expected), "{query}: {}", page.text());
    }
}

#[tokio::test]
async fn days_are_those_of_the_reader() {
    let portal = portal().await;
    sqlx::query("update accounts set time_zone = 'Asia/Tokyo' where login = 'admin'")
        .execute(&portal.app.db)
        .await
        .unwrap();
    // In Tokyo it was 8 in the morning of the fifth.
    let page = portal.get("/admin/audit?from=2026-05-05").await;
    assert!(page.shows("2 entries") && page.shows("5 May 2026, 08:00:00 JST"), "{}", page.text());
}

#[tokio::test]
async fn filters_in_force_can_be_taken_away_one_by_one() {
    let page = portal().await.get("/admin/audit?person=amelie&action=signed-in").await;
    assert!(page.shows("href=\"/admin/audit?action=signed-in\"") && page.shows("href=\"/admin/audit?person=amelie\""));
    assert!(page.shows("<option value=\"signed-in\" selected>Signed in</option>"));
    assert!(page.shows("href=\"/admin/audit.csv?person=amelie&#38;action=signed-in\""), "{}", page.text());
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let portal = portal().await;
    for query in ["action=lost", "from=yesterday", "to=2026-02-30", "after=x", "sort=person"] {
        let page = portal.get(&format!("/admin/audit?{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(page.shows("There is a problem"), "{query}");
    }
    assert_eq!(portal.get("/admin/audit.csv?action=lost").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn it_goes_on_from_a_place_the_newest_first() {
    let portal = TestApp::start().await;
    many(&portal, 120).await;
    let first = portal.get("/admin/audit?person=many").await;
    assert!(first.shows("subject 120<") && first.shows("subject 71<") && !first.shows("subject 70<"));
    let second = portal.get(&href(&first, "next").unwrap()).await;
    assert!(second.shows("subject 70<") && second.shows("subject 21<") && second.shows("120 entries"));
    let third = portal.get(&href(&second, "next").unwrap()).await;
    assert!(third.shows("subject 20<") && third.shows("subject 1<") && href(&third, "next").is_none());
    let back = portal.get(&href(&third, "prev").unwrap()).await;
    assert!(back.shows("subject 70<") && back.shows("subject 21<"));
}

/// So many entries, a second apart.
async fn many(portal: &TestApp, number: i32) {
    sqlx::query(
        "insert into audit_events (id, at, actor, action, subject, address, instance)
         select gen_random_uuid(), timestamptz '2026-05-01 00:00Z' + n * interval '1 second', 'many', 'signed-in',
                'subject ' || n, '192.0.2.1', 'test-task'
         from generate_series(1, $1) n",
    )
    .bind(number)
    .execute(&portal.app.db)
    .await
    .unwrap();
}

#[tokio::test]
async fn only_administrators_read_it() {
    let portal = portal().await;
    let manager = portal.person("manager", &[Role::User, Role::Manager], None).await;
    for path in ["/admin/audit", "/admin/audit.csv"] {
        assert_eq!(manager.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(portal.anonymous().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
}

/// The rows of a file, the headings first.
fn rows(file: &Answer) -> Vec<Vec<String>> {
    assert_eq!(file.status, StatusCode::OK);
    let text = file.body.strip_prefix(b"\xef\xbb\xbf").unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn the_file_holds_what_the_filters_let_through() {
    let portal = portal().await;
    let file = portal.get("/admin/audit.csv?person=amelie").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"audit-2026-05-05.csv\"");
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(
        rows(&file),
        [
            ["When", "Person", "Action", "Code of the action", "Done to", "Address", "Answered by", "Details"],
            [
                "2026-05-04T23:00:00Z",
                "amelie",
                "Account made",
                "account-created",
                "Bruno",
                "192.0.2.1",
                "test-task",
                ""
            ],
            ["2026-05-04T12:00:00Z", "amelie", "Signed in", "signed-in", "amelie", "192.0.2.1", "test-task", ""],
        ]
    );
    let french = portal.get_with("/admin/audit.csv?person=amelie", &[("accept-language", "fr")]).await;
    assert_eq!(rows(&french)[1][2], "Compte créé");
}

#[tokio::test]
async fn the_file_is_text_whatever_somebody_called_themselves() {
    let portal = TestApp::start().await;
    let names =
        ["=cmd|' /C calc'!A0", "+1", "-x", "@x", "\t=1", "a \"quoted\", b", "two\r\nlines", "plain", "Zoë 日本"];
    for name in names {
        note(&portal, name, Action::SignInFailed, name, "192.0.2.1").await;
        portal.clock.advance(TimeDelta::seconds(1));
    }
    let file = portal.get("/admin/audit.csv?action=sign-in-failed").await;
    let found: Vec<String> = rows(&file)[1..].iter().rev().map(|row| row[1].clone()).collect();
    let expected = names
        .map(|name| if name.starts_with(['=', '+', '-', '@', '\t']) { format!("'{name}") } else { name.to_owned() });
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_long_file_holds_every_entry_once() {
    let portal = TestApp::start().await;
    many(&portal, 2_500).await;
    let rows = rows(&portal.get("/admin/audit.csv?person=many").await);
    let subjects: Vec<String> = rows[1..].iter().map(|row| row[4].clone()).collect();
    assert_eq!(subjects, (1..=2_500).rev().map(|number| format!("subject {number}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn taking_the_file_is_noted_with_its_filters() {
    let portal = portal().await;
    portal.get("/admin/audit.csv?person=amelie&from=2026-05-04").await;
    let page = portal.get("/admin/audit?action=audit-exported").await;
    assert!(page.shows("1 entry") && page.shows(">person=amelie from=2026-05-04</a>"), "{}", page.text());
}

#[tokio::test]
async fn entries_go_when_they_are_as_old_as_the_settings_say() {
    let portal = TestApp::start_with(&["--audit-retention-days", "30"]).await;
    note(&portal, "amelie", Action::SignedIn, "amelie", "192.0.2.1").await;
    portal.clock.advance(TimeDelta::days(30));
    assert_eq!(housekeeping::tidy(&portal.app).await.unwrap().audit_events, 0);
    portal.clock.advance(TimeDelta::seconds(1));
    assert_eq!(housekeeping::tidy(&portal.app).await.unwrap().audit_events, 1);
    assert!(portal.get("/admin/audit").await.shows("No entries yet"));
}
