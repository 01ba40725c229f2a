//! Authorities over REST.

use axum::http::{Method, StatusCode};
use serde_json::json;
use tripmgmt::accounts::Role;

use super::{account, audited};
use crate::support::TestApp;

#[tokio::test]
async fn an_authority_is_made_given_and_deleted() {
    let portal = TestApp::start().await;
    let answer = portal.json(Method::POST, "/api/authorities", &json!({"name": "ROLE_AUDITOR"})).await;
    assert_eq!((answer.status, answer.value()), (StatusCode::CREATED, json!({"name": "ROLE_AUDITOR"})));
    assert_eq!(answer.header("location"), "/api/authorities/ROLE_AUDITOR");
    assert_eq!(answer.header("x-tripmgmtapp-alert"), "tripmgmtApp.adminAuthority.created");
    assert_eq!(answer.header("x-tripmgmtapp-params"), "ROLE_AUDITOR");
    let all =
        json!([{"name": "ROLE_USER"}, {"name": "ROLE_MANAGER"}, {"name": "ROLE_ADMIN"}, {"name": "ROLE_AUDITOR"}]);
    assert_eq!(portal.get("/api/authorities").await.value(), all);
    assert_eq!(portal.get("/api/authorities/ROLE_AUDITOR").await.value(), json!({"name": "ROLE_AUDITOR"}));

    portal.person("tom", &[Role::User], None).await;
    let body = json!({"login": "tom", "authorities": ["ROLE_USER", "ROLE_AUDITOR"]});
    portal.json(Method::PUT, "/api/admin/users/tom", &body).await;
    assert!(portal.get("/admin/users/tom").await.shows("ROLE_AUDITOR"));
    let gone = portal.json(Method::DELETE, "/api/authorities/ROLE_AUDITOR", &json!({})).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(gone.header("x-tripmgmtapp-alert"), "tripmgmtApp.adminAuthority.deleted");
    assert_eq!(account(&portal, "tom").await.authorities.0, ["ROLE_USER"], "whoever had it has lost it");
    for method in [Method::GET, Method::DELETE] {
        let answer = portal.json(method, "/api/authorities/ROLE_AUDITOR", &json!({})).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    let log = audited(&portal).await;
    assert_eq!(log.first().unwrap(), "admin authority-created ROLE_AUDITOR");
    assert_eq!(log.last().unwrap(), "admin authority-deleted ROLE_AUDITOR");
}

#[tokio::test]
async fn names_that_do_not_fit_or_are_taken_are_refused_and_the_portals_own_stay() {
    let portal = TestApp::start().await;
    for (name, message) in [
        ("ROLE_ADMIN", "error.idexists"),
        ("role_auditor", "error.validation"),
        ("ROLE_", "error.validation"),
        ("", "error.validation"),
    ] {
        let answer = portal.json(Method::POST, "/api/authorities", &json!({"name": name})).await;
        assert_eq!((answer.status, &answer.value()["message"]), (StatusCode::BAD_REQUEST, &json!(message)), "{name}");
    }
    for role in Role::ALL {
        let path = format!("/api/authorities/{}", role.authority());
        let answer = portal.json(Method::DELETE, &path, &json!({})).await;
        assert_eq!((answer.status.as_u16(), &answer.value()["message"]), (400, &json!("error.builtin")));
    }
    assert_eq!(portal.get("/api/authorities/nonsense").await.status, StatusCode::NOT_FOUND);
}
