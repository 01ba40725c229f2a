//! One's own settings, and another email address.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::accounts::Role;
use tripmgmt::i18n::Language;
use tripmgmt::web::preferences::Theme;

use super::{account, audited, key, link, mails, problem};
use crate::support::{Answer, PASSWORD, TestApp};

const FORM: [(&str, &str); 9] = [
    ("version", "1"),
    ("first_name", " Amélie "),
    ("last_name", "Ndongo"),
    ("email", "admin@portal.test"),
    ("language", "fr"),
    ("theme", "dark"),
    ("shortcuts", "off"),
    ("time_zone", "Asia/Calcutta"),
    ("current_password", PASSWORD),
];

/// Sends the form with one field as the test has it.
async fn save(portal: &TestApp, name: &str, value: &str) -> Answer {
    let fields: Vec<_> =
        FORM.iter().map(|(field, text)| (*field, if *field == name { value } else { *text })).collect();
    portal.submit("/account/settings", &fields).await
}

#[tokio::test]
async fn settings_are_stored_and_come_along_to_this_browser() {
    let portal = TestApp::start().await;
    let page = portal.get("/account/settings").await;
    assert!(page.shows("value=\"admin@portal.test\"") && page.shows("aria-current=\"page\">Settings"));
    let done = save(&portal, "version", "1").await;
    assert_eq!(done.header("location"), "/account/settings");
    for cookie in ["lang=fr", "theme=dark", "shortcuts=off"] {
        assert!(done.cookies().contains(cookie), "{cookie}");
    }
    assert!(portal.follow(&done).await.shows("Réglages enregistrés."));
    let account = account(&portal).await;
    assert_eq!((account.first_name.as_deref(), account.last_name.as_deref()), (Some("Amélie"), Some("Ndongo")));
    assert_eq!((account.language, account.theme, account.shortcuts), (Language::French, Theme::Dark, false));
    assert_eq!((account.time_zone.name(), account.version), ("Asia/Kolkata", 2));
    assert_eq!(account.changed_by, "admin");
    assert!(audited(&portal).await.contains(&"admin settings-changed admin".to_owned()));
    assert_eq!(mails(&portal).await, [""; 0], "the address is the same");
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    let portal = TestApp::start().await;
    for (field, wrong, words) in [
        ("first_name", "x".repeat(51), "50 characters or fewer"),
        ("email", "nowhere".to_owned(), "Enter an email address, such as"),
        ("email", String::new(), "Enter your email address"),
        ("language", "xx".to_owned(), "Choose a language"),
        ("theme", "pink".to_owned(), "Choose a theme"),
        ("shortcuts", "maybe".to_owned(), "Choose on or off"),
        ("time_zone", "Mars/Olympus".to_owned(), "Choose a time zone"),
    ] {
        let page = save(&portal, field, &wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.text().matches(words).count() == 2 && page.shows("<title>Error:"), "{field}");
        assert!(page.shows("value=\"Ndongo\"") && page.shows("name=\"version\" value=\"1\""), "{field}");
    }
    assert_eq!(account(&portal).await.version, 1);
}

#[tokio::test]
async fn a_stale_save_shows_what_is_stored_and_loses_nothing() {
    let portal = TestApp::start().await;
    save(&portal, "last_name", "Theirs").await;
    let page = save(&portal, "last_name", "Mine").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.shows("Your account was changed in the meantime") && page.shows("<dd>Theirs</dd>"));
    assert!(page.shows("value=\"Mine\"") && page.shows("name=\"version\" value=\"2\""));
    assert_eq!(account(&portal).await.last_name.as_deref(), Some("Theirs"));
    let fields: Vec<_> =
        FORM.iter().map(|(field, text)| (*field, if *field == "version" { "2" } else { *text })).collect();
    assert_eq!(portal.submit("/account/settings", &fields).await.status, StatusCode::SEE_OTHER);
    let unmarked = portal.submit("/account/settings", &FORM[1..]).await;
    assert_eq!(unmarked.status, StatusCode::CONFLICT, "a form without a version has seen none");
}

#[tokio::test]
async fn another_address_counts_once_it_is_confirmed_and_the_old_one_is_told() {
    let portal = TestApp::start().await;
    let done = save(&portal, "email", "New@portal.test").await;
    assert!(portal.follow(&done).await.shows("new@portal.test attend sa confirmation"));
    assert_eq!(mails(&portal).await, ["email_confirmation new@portal.test"]);
    assert_eq!(account(&portal).await.email.as_deref(), Some("admin@portal.test"));
    let link = link(&portal).await;
    assert!(link.starts_with("/account/email/confirmation?key="));
    let page = portal.anonymous().get(&link).await;
    assert!(page.shows("Confirm your email address") && page.shows("new@portal.test"));
    assert_eq!(account(&portal).await.email.as_deref(), Some("admin@portal.test"), "looking changes nothing");
    let key = key(&portal).await;
    let done = portal.anonymous().submit("/account/email/confirmation", &[("key", &key)]).await;
    assert!(portal.anonymous().follow(&done).await.shows("Your new email address is confirmed."));
    assert_eq!(account(&portal).await.email.as_deref(), Some("new@portal.test"));
    assert_eq!(mails(&portal).await, ["email_confirmation new@portal.test", "email_changed admin@portal.test"]);
    assert_eq!(portal.get(&link).await.status, StatusCode::NOT_FOUND);
    let again = portal.submit("/account/email/confirmation", &[("key", &key)]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    for entry in ["admin email-change-requested admin", "admin email-changed admin"] {
        assert!(audited(&portal).await.contains(&entry.to_owned()), "{entry}");
    }
}

#[tokio::test]
async fn another_address_takes_the_password_that_a_browser_left_open_does_not_know() {
    let portal = TestApp::start().await;
    for (wrong, words) in [("", "Enter your present password"), ("wrong", "not your present password")] {
        let fields: Vec<_> = FORM
            .iter()
            .map(|(field, text)| match *field {
                "email" => ("email", "new@portal.test"),
                "current_password" => ("current_password", wrong),
                field => (field, *text),
            })
            .collect();
        let page = portal.submit("/account/settings", &fields).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.shows(words), "{}", page.text());
        let body = json!({"email": "new@portal.test", "currentPassword": wrong});
        let refused = portal.json(Method::POST, "/api/account", &body).await;
        assert_eq!(
            (refused.status, problem(&refused).2),
            (StatusCode::BAD_REQUEST, vec!["currentPassword".to_owned()])
        );
    }
    assert_eq!(mails(&portal).await, [""; 0]);
    assert_eq!(save(&portal, "current_password", "").await.status, StatusCode::SEE_OTHER, "other settings need none");
    let credentials = json!({"username": "admin", "password": PASSWORD});
    let token =
        portal.anonymous().json(Method::POST, "/api/authenticate", &credentials).await.value()["id_token"].clone();
    let bearer = format!("Bearer {}", token.as_str().unwrap());
    let body = json!({"email": "new@portal.test"});
    let headers = [("authorization", bearer.as_str())];
    let done = portal.anonymous().json_with(Method::POST, "/api/account", &body, &headers).await;
    assert_eq!(done.status, StatusCode::OK, "the token was got for the password");
}

#[tokio::test]
async fn a_pending_address_can_be_withdrawn_and_runs_out_after_a_day() {
    let portal = TestApp::start().await;
    save(&portal, "email", "new@portal.test").await;
    let link = link(&portal).await;
    assert!(portal.get("/account/settings").await.shows("Keep the present address"));
    let done = portal.submit("/account/email/confirmation?_method=delete", &[]).await;
    let page = portal.follow(&done).await;
    assert!(page.shows("Your account keeps the email address it has.") && !page.shows("new@portal.test"));
    assert_eq!(portal.get(&link).await.status, StatusCode::NOT_FOUND);
    let fields: Vec<_> = FORM
        .iter()
        .map(|(field, text)| match *field {
            "version" => ("version", "2"),
            "email" => ("email", "new@portal.test"),
            field => (field, *text),
        })
        .collect();
    assert_eq!(portal.submit("/account/settings", &fields).await.status, StatusCode::SEE_OTHER);
    portal.clock.advance(TimeDelta::days(1));
    assert!(!portal.get("/account/settings").await.shows("new@portal.test"));
}

#[tokio::test]
async fn an_address_that_somebody_has_is_refused_now_or_when_it_is_confirmed() {
    let portal = TestApp::start().await;
    portal.person("olga", &[Role::User], None).await;
    let taken = save(&portal, "email", "olga@portal.test").await;
    assert!(taken.status == StatusCode::UNPROCESSABLE_ENTITY && taken.shows("Another account has this email address"));
    save(&portal, "email", "mia@portal.test").await;
    let key = key(&portal).await;
    portal.person("mia", &[Role::User], None).await;
    let late = portal.submit("/account/email/confirmation", &[("key", &key)]).await;
    assert!(late.status == StatusCode::NOT_FOUND && late.shows("Another account has this email address by now"));
    assert_eq!(account(&portal).await.email.as_deref(), Some("admin@portal.test"));
}

#[tokio::test]
async fn a_link_to_choose_a_password_dies_with_the_address_it_went_to() {
    let portal = TestApp::start().await;
    portal.anonymous().submit("/account/reset/request", &[("email", "admin@portal.test")]).await;
    let reset = link(&portal).await;
    assert_eq!(portal.get(&reset).await.status, StatusCode::OK);
    save(&portal, "email", "new@portal.test").await;
    portal.submit("/account/email/confirmation", &[("key", &key(&portal).await)]).await;
    assert_eq!(portal.get(&reset).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn over_rest_it_saves_as_the_monolith_did_but_for_the_address() {
    let portal = TestApp::start().await;
    let mut body = portal.get("/api/account").await.value();
    body["firstName"] = json!("Amélie");
    body["langKey"] = json!("fr");
    body["imageUrl"] = json!("https://portal.test/amelie.png");
    body["login"] = json!("other");
    body["authorities"] = json!([]);
    let done = portal.json(Method::POST, "/api/account", &body).await;
    assert_eq!((done.status.as_u16(), done.text().as_str()), (200, ""));
    let saved = portal.get("/api/account").await.value();
    for (member, expected) in [
        ("firstName", json!("Amélie")),
        ("langKey", json!("fr")),
        ("imageUrl", json!("https://portal.test/amelie.png")),
        ("login", json!("admin")),
        ("authorities", json!(["ROLE_ADMIN", "ROLE_MANAGER", "ROLE_USER"])),
    ] {
        assert_eq!(saved[member], expected, "{member}");
    }
    let done = portal
        .json(Method::POST, "/api/account", &json!({"email": "new@portal.test", "currentPassword": PASSWORD}))
        .await;
    assert_eq!(done.status, StatusCode::OK);
    let saved = portal.get("/api/account").await.value();
    assert_eq!((&saved["email"], &saved["firstName"]), (&json!("admin@portal.test"), &json!(null)));
    assert_eq!((&saved["langKey"], mails(&portal).await.len()), (&json!("fr"), 1), "a mail asks first");
    portal.person("olga", &[Role::User], None).await;
    for (body, kind, field) in [
        (json!({"email": "olga@portal.test", "currentPassword": PASSWORD}), "email-already-used", "email"),
        (json!({"email": ""}), "constraint-violation", "email"),
        (json!({"firstName": "x".repeat(51)}), "constraint-violation", "firstName"),
        (json!({"lastName": "a\u{0}"}), "constraint-violation", "lastName"),
        (json!({"imageUrl": "x".repeat(257)}), "constraint-violation", "imageUrl"),
        (json!({"langKey": "xx"}), "constraint-violation", "langKey"),
    ] {
        let refused = portal.json(Method::POST, "/api/account", &body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        let (actual, _, fields) = problem(&refused);
        assert_eq!((actual.as_str(), fields), (kind, vec![field.to_owned()]));
    }
    let nobody = portal.anonymous().json(Method::POST, "/api/account", &json!({})).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}
