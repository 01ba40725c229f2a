//! Signing out, here and at the provider.

use axum::http::StatusCode;

use super::{Company, amelie, session};
use crate::oidc::provider::Browser;
use crate::support::PASSWORD;

#[tokio::test]
async fn signing_out_leads_over_the_provider_to_a_page_that_does_not_sign_in_again() {
    let Some(mut company) = Company::found(&["--oidc-only=true"]).await else { return };
    company.provider.knows("a-7", &amelie());
    let cookie = session(&company.sign_in("a-7").await).unwrap();
    let left = company.portal.submit_with("/logout", &[], &[("cookie", &cookie)]).await;
    assert_eq!(left.status, StatusCode::OK);
    assert!(!left.shows("Amélie"), "nobody is signed in any more");
    let text = left.text();
    let href = text.split("content=\"0; url=").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    assert!(
        href.starts_with(&format!("{}/session/end?", company.provider.issuer())) && href.contains("id_token_hint=")
    );
    assert_eq!(company.portal.get_with("/account", &[("cookie", &cookie)]).await.status, StatusCode::SEE_OTHER);
    let mut browser = Browser::default();
    let asked = browser.get(&href).await;
    let xsrf = asked.body.split("name=\"xsrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let confirm = format!("{}/session/end/confirm", company.provider.issuer());
    let back = browser.post(&confirm, &[("xsrf", &xsrf), ("logout", "yes")], super::PORTAL).await;
    assert_eq!(back.address, "http://portal.test/login");
    let page = company.portal.get_with("/login", &[("cookie", &left.cookies())]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.shows("You are signed out.") && page.shows("Sign in with Acme"));
    assert!(company.actions().await.contains(&"signed-out".to_owned()));
}

#[tokio::test]
async fn a_session_that_began_with_a_password_ends_here_alone() {
    let Some(company) = Company::found(&[]).await else { return };
    let answer = company.portal.submit("/login", &[("name", "tom"), ("password", PASSWORD)]).await;
    let cookie = session(&answer).unwrap();
    let left = company.portal.submit_with("/logout", &[], &[("cookie", &cookie)]).await;
    assert_eq!((left.status, left.header("location")), (StatusCode::SEE_OTHER, "/"));
}

#[tokio::test]
async fn the_database_alone_holds_no_token_of_the_provider() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    company.sign_in("a-7").await;
    let kept: Vec<u8> = sqlx::query_scalar("select sealed_id_token from provider_sessions")
        .fetch_one(&company.portal.app.db)
        .await
        .unwrap();
    // Every token of this kind begins so.
    assert!(!kept.windows(3).any(|bytes| bytes == b"eyJ"));
    let dump = company.text("select coalesce(string_agg(a::text, ' '), '') from oidc_attempts a").await;
    assert_eq!(dump.as_deref(), Some(""), "nothing of the attempt is left");
}
