//! What is done to an account beside changing its fields.

use axum::http::StatusCode;
use serde_json::json;
use tripmgmt::accounts::{AccountStatus, Role};

use super::{account, answered, audited, mails, token};
use crate::support::{PASSWORD, TestApp};

/// Whether the session still opens pages.
async fn is_signed_in(person: &TestApp) -> bool {
    person.get("/trips").await.status == StatusCode::OK
}

#[tokio::test]
async fn blocking_ends_sessions_at_once_and_refuses_tokens() {
    let portal = TestApp::start().await;
    let tom = portal.person("tom", &[Role::User], None).await;
    let token = token(&portal, "tom").await;
    assert!(is_signed_in(&tom).await && answered(&portal, &token).await == 204);
    portal.clock.advance(chrono::TimeDelta::seconds(2));
    let answer = portal.submit("/admin/users/tom/block", &[]).await;
    assert!(portal.follow(&answer).await.shows("Account blocked; its sessions have ended"));
    assert!(!is_signed_in(&tom).await && answered(&portal, &token).await == 401);
    let refused = portal.anonymous().submit("/login", &[("name", "tom"), ("password", PASSWORD)]).await;
    assert!(refused.shows("This account is blocked"));

    let answer = portal.submit("/admin/users/tom/block?_method=delete", &[]).await;
    assert!(portal.follow(&answer).await.shows("Account unblocked"));
    assert!(!is_signed_in(&tom).await && answered(&portal, &token).await == 401, "what has ended stays ended");
    let entered = portal.anonymous().submit("/login", &[("name", "tom"), ("password", PASSWORD)]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    portal.submit("/admin/users/tom/block?_method=delete", &[]).await;
    let log = audited(&portal).await;
    let done: Vec<_> = log.iter().filter(|line| line.starts_with("admin ")).collect();
    assert_eq!(done, ["admin account-blocked tom", "admin account-unblocked tom"], "nothing is done twice");
}

#[tokio::test]
async fn nobody_blocks_or_deletes_themselves_or_the_last_administrator() {
    let portal = TestApp::start().await;
    for path in ["/admin/users/admin/block", "/admin/users/admin/deletion"] {
        let page = portal.submit(path, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.shows("Without this account nobody could administer the portal"), "{path}");
        assert!(page.shows("<title>Error:"), "{path}");
    }
    let ann = portal.person("ann", &Role::ALL, None).await;
    for path in ["/admin/users/admin/block", "/admin/users/admin/deletion"] {
        let page = portal.submit(path, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.shows("another administrator can do that"), "{path}");
    }
    assert!(audited(&portal).await.is_empty());
    assert_eq!(ann.submit("/admin/users/admin/block", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(ann.submit("/admin/users/ann/block", &[]).await.shows("Without this account nobody could administer"));
}

#[tokio::test]
async fn an_account_that_waits_is_activated() {
    let portal = TestApp::start().await;
    portal.person("tom", &[Role::User], None).await;
    sqlx::query("update accounts set status = 'pending' where login = 'tom'").execute(&portal.app.db).await.unwrap();
    let answer = portal.submit("/admin/users/tom/activation", &[]).await;
    assert!(portal.follow(&answer).await.shows("Account activated"));
    assert_eq!(account(&portal, "tom").await.status, AccountStatus::Active);
    assert_eq!(audited(&portal).await, ["admin account-activated tom"]);
    portal.submit("/admin/users/tom/block", &[]).await;
    portal.submit("/admin/users/tom/activation", &[]).await;
    assert_eq!(account(&portal, "tom").await.status, AccountStatus::Blocked, "which is no way round a block");
}

#[tokio::test]
async fn a_link_for_a_password_is_an_invitation_until_there_is_one() {
    let portal = TestApp::start().await;
    portal.person("tom", &[Role::User], None).await;
    let answer = portal.submit("/admin/users/tom/password-link", &[]).await;
    assert!(portal.follow(&answer).await.shows("Link for a new password on its way"));
    let invited = "update accounts set status = 'pending', password_hash = null where login = 'tom'";
    sqlx::query(invited).execute(&portal.app.db).await.unwrap();
    assert!(portal.get("/admin/users/tom").await.shows("Send the invitation again"));
    let answer = portal.submit("/admin/users/tom/password-link", &[]).await;
    assert!(portal.follow(&answer).await.shows("Invitation on its way"));
    let kinds: Vec<String> = mails(&portal).await.into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["password_reset", "invitation"]);
    assert_eq!(audited(&portal).await, ["admin password-reset-sent tom", "admin invitation-sent tom"]);
}

#[tokio::test]
async fn no_link_goes_to_whoever_is_blocked_or_has_no_address() {
    let portal = TestApp::start().await;
    portal.person("tom", &[Role::User], None).await;
    for change in ["email = null", "email = 'tom@portal.test', status = 'blocked'"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("update accounts set {change} where login = 'tom'")))
            .execute(&portal.app.db)
            .await
            .unwrap();
        let page = portal.submit("/admin/users/tom/password-link", &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{change}");
        assert!(page.shows("There is no way to send a link"), "{change}");
    }
    assert!(mails(&portal).await.is_empty());
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_with_the_tokens() {
    let portal = TestApp::start().await;
    let tom = portal.person("tom", &[Role::User], None).await;
    let token = token(&portal, "tom").await;
    portal.clock.advance(chrono::TimeDelta::seconds(2));
    let page = portal.get("/admin/users/tom").await;
    let session = page.text().split("/admin/users/tom/sessions/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    let answer = portal.submit(&format!("/admin/users/tom/sessions/{session}?_method=delete"), &[]).await;
    assert!(portal.follow(&answer).await.shows("Signed in nowhere"));
    assert!(!is_signed_in(&tom).await && answered(&portal, &token).await == 204, "programs go on");
    let answer = portal.submit("/admin/users/tom/sessions?_method=delete", &[]).await;
    assert!(portal.follow(&answer).await.shows("Signed out everywhere"));
    assert_eq!(answered(&portal, &token).await, 401);
    let strange = portal.submit("/admin/users/tom/sessions/x?_method=delete", &[]).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn deleting_asks_first_and_hands_the_trips_to_the_manager_unless_told_otherwise() {
    let portal = TestApp::start().await;
    let mia = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let tom = portal.person("tom", &[Role::User], Some(&mia)).await;
    let ann = portal.person("ann", &[Role::User], None).await;
    tom.trip(json!({"name": "Audit in Lyon"})).await;
    let page = portal.get("/admin/users/tom").await;
    assert!(page.shows("href=\"/trips?traveller=tom\"") && page.shows("1 trip"));
    assert!(portal.get("/trips?traveller=tom").await.shows("Audit in Lyon"));
    assert!(!portal.get("/trips?traveller=ann").await.shows("Audit in Lyon"));
    let question = portal.get("/admin/users/tom/deletion").await;
    assert!(question.shows("Delete tom?") && question.shows("value=\"mia\""), "the manager is offered");
    for (heir, words) in [("nobody", "Nobody has the login nobody"), ("tom", "this account goes")] {
        let page = portal.submit("/admin/users/tom/deletion", &[("heir", heir)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{heir}");
        assert!(page.shows(words) && page.shows(&format!("value=\"{heir}\"")), "{heir}");
    }
    let answer = portal.submit("/admin/users/tom/deletion", &[("heir", "Ann")]).await;
    assert_eq!(answer.header("location"), "/admin/users");
    assert!(portal.follow(&answer).await.shows("Account deleted"));
    assert!(ann.get("/trips").await.shows("Audit in Lyon") && !is_signed_in(&tom).await);
    assert_eq!(portal.get("/admin/users/tom").await.status, StatusCode::NOT_FOUND);
    assert_eq!(audited(&portal).await, ["admin account-closed tom"]);
}

#[tokio::test]
async fn a_page_offers_only_what_can_be_done() {
    let portal = TestApp::start().await;
    portal.person("tom", &[Role::User], None).await;
    let shows = async |login: &str, words: &str| portal.get(&format!("/admin/users/{login}")).await.shows(words);
    assert!(shows("tom", "action=\"/admin/users/tom/block\"").await);
    assert!(!shows("tom", "/activation").await && !shows("tom", "_method=delete\"><button class=\"button\">").await);
    for what in ["/block", "/deletion", "/password-link"] {
        assert!(!shows("admin", &format!("/admin/users/admin{what}")).await, "{what} of one's own account");
    }
    assert!(shows("admin", "This is your own account").await);
}
