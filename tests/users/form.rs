//! Making and changing accounts on pages.

use axum::http::StatusCode;
use tripmgmt::accounts::{AccountStatus, Role};

use super::{account, audited, mails};
use crate::support::{Answer, PASSWORD, TestApp};

const EVA: [(&str, &str); 8] = [
    ("first_name", " Eva "),
    ("last_name", "Quist"),
    ("email", "Eva@portal.test"),
    ("login", "Eva"),
    ("language", "fr"),
    ("time_zone", "Europe/Paris"),
    ("manager", "admin"),
    ("authorities", "ROLE_USER"),
];

/// Sends a form, some of its fields filled in otherwise.
async fn send(portal: &TestApp, path: &str, form: &[(&str, &str)], other: &[(&str, &str)]) -> Answer {
    let mut fields: Vec<(&str, &str)> =
        form.iter().copied().filter(|(name, _)| !other.iter().any(|(changed, _)| changed == name)).collect();
    fields.extend(other);
    portal.submit(path, &fields).await
}

/// The fields of the page that changes somebody, as it comes.
async fn fields_of(portal: &TestApp, login: &str) -> Vec<(&'static str, String)> {
    let html = portal.get(&format!("/admin/users/{login}/edit")).await.text();
    ["version", "original"]
        .into_iter()
        .map(|name| {
            let value = html.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap();
            (name, value.replace("&#34;", "\"").replace("&#38;", "&"))
        })
        .collect()
}

#[tokio::test]
async fn a_new_user_is_invited_and_chooses_a_password() {
    let portal = TestApp::start().await;
    let answer = send(&portal, "/admin/users", &EVA, &[]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/admin/users/eva"));
    let page = portal.follow(&answer).await;
    assert!(page.shows("Invitation on its way") && page.shows("Not activated") && page.shows("Eva Quist"));
    assert!(page.shows("Mail is not set up: pass the link") && !page.shows("was mailed"));
    let eva = account(&portal, "eva").await;
    assert_eq!((eva.status, eva.has_password), (AccountStatus::Pending, false));
    assert_eq!((eva.language.tag(), eva.time_zone.name()), ("fr", "Europe/Paris"));
    assert_eq!(eva.manager_id, Some(account(&portal, "admin").await.id));
    assert_eq!(audited(&portal).await, ["admin account-created eva: +ROLE_USER"]);
    let [(kind, to, Some(link))] = &mails(&portal).await[..] else { panic!("one mail") };
    assert_eq!((kind.as_str(), to.as_str()), ("invitation", "eva@portal.test"));
    assert!(link.starts_with("/account/reset/finish?key="), "{link}");
    assert!(portal.get("/admin/mails").await.shows(link), "without SMTP the administrator passes the link on");
    let refused = portal.anonymous().submit("/login", &[("name", "eva"), ("password", PASSWORD)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_that_cannot_be_accepted_comes_back_with_everything_typed() {
    let portal = TestApp::start().await;
    portal.person("tom", &[Role::User], None).await;
    for (field, typed, words) in [
        ("login", "Eva Q", "Use only lower-case letters"),
        ("login", "TOM", "Somebody signs in with this name already"),
        ("email", "eva", "Enter an email address"),
        ("email", "", "the invitation goes there"),
        ("email", "Tom@Portal.test", "Another account has this email address"),
        ("manager", "nobody", "Nobody has the login nobody"),
        ("manager", "tom", "tom does not approve trips"),
        ("authorities", "ROLE_KING", "Choose roles that exist"),
        ("language", "de", "Choose a language from the list"),
        ("time_zone", "Moon", "Choose a time zone from the list"),
    ] {
        let page = send(&portal, "/admin/users", &EVA, &[(field, typed)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={typed}");
        assert!(page.shows("<title>Error: New user"), "{field}={typed}");
        assert_eq!(page.text().matches(words).count(), 2, "{field}={typed}: in the summary and at the field");
        assert!(page.shows(&format!("href=\"#{field}\"")) && page.shows(&format!("id=\"{field}\"")), "{field}");
        assert!(page.shows("value=\"Quist\""), "{field}");
    }
    assert!(mails(&portal).await.is_empty() && audited(&portal).await.is_empty());
}

#[tokio::test]
async fn a_change_of_roles_takes_effect_at_the_next_request_and_stands_in_the_log() {
    let portal = TestApp::start().await;
    let tom = portal.person("tom", &[Role::User], None).await;
    assert_eq!(tom.get("/admin/users").await.status, StatusCode::FORBIDDEN);
    let form = fields_of(&portal, "tom").await;
    let version = form[0].1.as_str();
    let fields = [
        ("version", version),
        ("login", "tom"),
        ("email", "tom@portal.test"),
        ("language", "en"),
        ("time_zone", "UTC"),
        ("authorities", "ROLE_ADMIN"),
        ("authorities", "ROLE_MANAGER"),
    ];
    let answer = portal.submit("/admin/users/tom?_method=put", &fields).await;
    assert!(portal.follow(&answer).await.shows("Changes saved"));
    assert_eq!(tom.get("/admin/users").await.status, StatusCode::OK);
    assert_eq!(audited(&portal).await, ["admin account-changed tom: +ROLE_ADMIN +ROLE_MANAGER -ROLE_USER"]);
    assert!(portal.get("/admin/users/tom").await.shows("+ROLE_ADMIN"), "and on the page");
}

#[tokio::test]
async fn another_login_or_address_stands_in_the_log_and_the_old_address_learns_of_it() {
    let portal = TestApp::start().await;
    portal.person("tom", &[Role::User], None).await;
    let fields = [
        ("version", "1"),
        ("login", "thomas"),
        ("email", "thomas@portal.test"),
        ("language", "en"),
        ("time_zone", "UTC"),
        ("authorities", "ROLE_USER"),
    ];
    let answer = portal.submit("/admin/users/tom?_method=put", &fields).await;
    assert_eq!(answer.header("location"), "/admin/users/thomas");
    assert_eq!(
        audited(&portal).await,
        ["admin account-changed thomas: login tom -> thomas; email tom@portal.test -> thomas@portal.test"]
    );
    assert_eq!(mails(&portal).await, [("email_changed".to_owned(), "tom@portal.test".to_owned(), None)]);
}

#[tokio::test]
async fn a_stale_edit_shows_theirs_and_mine_and_loses_nothing() {
    let portal = TestApp::start().await;
    portal.person("tom", &[Role::User], None).await;
    let form = fields_of(&portal, "tom").await;
    let (version, original) = (form[0].1.clone(), form[1].1.clone());
    let with = |version: &str, first: &str, last: &str, role: &str, more: &[(&str, &str)]| {
        let mut fields: Vec<(String, String)> = [
            ("version", version),
            ("original", original.as_str()),
            ("login", "tom"),
            ("email", "tom@portal.test"),
            ("language", "en"),
            ("time_zone", "UTC"),
            ("first_name", first),
            ("last_name", last),
            ("authorities", role),
        ]
        .iter()
        .chain(more)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
        fields.retain(|(_, value)| !value.is_empty());
        fields
    };
    let submit = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        portal.submit("/admin/users/tom?_method=put", &fields).await
    };
    let theirs = submit(with(&version, "Tom", "Okoye", "ROLE_USER ROLE_MANAGER", &[])).await;
    assert_eq!(theirs.status, StatusCode::SEE_OTHER);
    let mine = submit(with(&version, "Thomas", "", "ROLE_USER", &[])).await;
    assert_eq!(mine.status, StatusCode::CONFLICT);
    for text in ["Somebody else changed this user", "Thomas", "Okoye", "Manager, Traveller", "Both changed this"] {
        assert!(mine.shows(text), "{text}");
    }
    let picks = [("pick_first_name", "mine"), ("pick_last_name", "theirs"), ("pick_authorities", "theirs")];
    let answer = submit(with("2", "Thomas", "", "ROLE_USER", &picks)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let tom = account(&portal, "tom").await;
    assert_eq!((tom.first_name.as_deref(), tom.last_name.as_deref()), (Some("Thomas"), Some("Okoye")));
    assert!(tom.authorities.has(Role::Manager));
    let again = submit(with("", "Thomas", "", "ROLE_USER", &[])).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "a form without a version saw none");
}

#[tokio::test]
async fn nobody_manages_themselves_or_their_own_manager() {
    let portal = TestApp::start().await;
    let roles = [Role::User, Role::Manager];
    let boss = portal.person("boss", &roles, None).await;
    let mia = portal.person("mia", &roles, Some(&boss)).await;
    portal.person("tom", &roles, Some(&mia)).await;
    let change = async |login: &str, manager: &str| {
        let email = format!("{login}@portal.test");
        let version = account(&portal, login).await.version.to_string();
        let fields = [
            ("version", version.as_str()),
            ("login", login),
            ("email", email.as_str()),
            ("language", "en"),
            ("time_zone", "UTC"),
            ("authorities", "ROLE_USER"),
            ("authorities", "ROLE_MANAGER"),
            ("manager", manager),
        ];
        portal.submit(&format!("/admin/users/{login}?_method=put"), &fields).await
    };
    for (login, manager, words) in [
        ("mia", "mia", "nobody approves trips of their own"),
        ("boss", "mia", "has this user as a manager"),
        ("boss", "tom", "has this user as a manager"),
    ] {
        let page = change(login, manager).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{login} under {manager}");
        assert!(page.shows(words), "{login} under {manager}");
    }
    assert_eq!(change("tom", "boss").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_administrator_keeps_the_role_unless_another_takes_it() {
    let portal = TestApp::start().await;
    let demote = async |who: &TestApp, login: &str| {
        let email = format!("{login}@portal.test");
        let version = account(&portal, login).await.version.to_string();
        let fields = [
            ("version", version.as_str()),
            ("login", login),
            ("email", email.as_str()),
            ("language", "en"),
            ("time_zone", "UTC"),
            ("authorities", "ROLE_USER"),
        ];
        who.submit(&format!("/admin/users/{login}?_method=put"), &fields).await
    };
    let page = demote(&portal, "admin").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.shows("Without this account nobody could administer the portal"));
    let ann = portal.person("ann", &Role::ALL, None).await;
    assert!(demote(&portal, "admin").await.shows("You cannot take this role from yourself"));
    assert_eq!(demote(&portal, "ann").await.status, StatusCode::SEE_OTHER);
    assert_eq!(ann.get("/admin").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn somebody_whose_login_is_the_name_of_a_page_is_found_by_id() {
    let portal = TestApp::start().await;
    portal.person("new", &[Role::User], None).await;
    let id = account(&portal, "new").await.id;
    assert!(portal.get("/admin/users").await.shows(&format!("href=\"/admin/users/{id}\"")));
    assert!(portal.get(&format!("/admin/users/{id}")).await.shows("new@portal.test"));
    for nobody in ["nobody", "x%00", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(portal.get(&format!("/admin/users/{nobody}")).await.status, StatusCode::NOT_FOUND, "{nobody}");
    }
}
