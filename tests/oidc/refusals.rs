//! What comes back and is not believed, and a provider that does not answer.

use std::time::Duration;

use axum::http::StatusCode;

use super::{Company, IdentityProvider, PORTAL, amelie, session, tell_the_time};
use crate::support::{Answer, TestApp};

fn assert_refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text());
    assert!(answer.shows(words) && answer.shows("href=\"/login\""), "a way out: {}", answer.text());
    assert!(session(answer).is_none());
}

#[tokio::test]
async fn an_answer_counts_once_in_the_browser_that_asked_and_only_for_what_it_asked() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    let words = "began in another browser";
    let started = company.start().await;
    let back = company.provider.sign_in(started.header("location"), "a-7").await;
    let cookies = started.cookies();
    assert_refused(&company.come_back(&back, "").await, words);
    let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap();
    assert_refused(&company.come_back(&back.replace(&state[8..], &"0".repeat(56)), &cookies).await, words);
    let (name, _) = cookies.split_once('=').unwrap();
    assert_refused(&company.come_back(&back, &format!("{name}={}", "0".repeat(64))).await, words);
    assert!(session(&company.come_back(&back, &cookies).await).is_some(), "none of that used it up");
    assert_refused(&company.come_back(&back, &cookies).await, words);
    for garbage in ["", "?state=x", "?state=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9", "?code=x"] {
        assert_refused(&company.come_back(&format!("/login/oidc/callback{garbage}"), &cookies).await, words);
    }
}

#[tokio::test]
async fn another_nonce_verifier_or_code_lets_nobody_in() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    for parameter in ["nonce", "code_challenge"] {
        let started = company.start().await;
        let (before, after) = started.header("location").split_once(&format!("&{parameter}=")).unwrap();
        let rest = after.split_once('&').map(|(_, rest)| rest).unwrap_or_default();
        let other = "x".repeat(43);
        let tampered = format!("{before}&{parameter}={other}&{rest}");
        let back = company.provider.sign_in(&tampered, "a-7").await;
        assert_refused(&company.come_back(&back, &started.cookies()).await, "could not be verified");
    }
    let started = company.start().await;
    let back = company.provider.sign_in(started.header("location"), "a-7").await;
    let (before, after) = back.split_once("code=").unwrap();
    let forged = format!("{before}code=forged&{}", after.split_once('&').unwrap().1);
    assert_refused(&company.come_back(&forged, &started.cookies()).await, "could not be verified");
    let failed = company.actions().await.iter().filter(|action| *action == "sign-in-failed").count();
    assert_eq!(failed, 3);
}

#[tokio::test]
async fn an_answer_of_another_provider_is_not_this_ones() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    let started = company.start().await;
    let back = company.provider.sign_in(started.header("location"), "a-7").await;
    let mixed = format!("{}&iss=https%3A%2F%2Fevil.example", back.split("&iss=").next().unwrap());
    assert_refused(&company.come_back(&mixed, &started.cookies()).await, "began in another browser");
}

#[tokio::test]
async fn who_calls_the_sign_in_off_is_told_so() {
    let Some(company) = Company::found(&[]).await else { return };
    for (error, words) in [("access_denied", "was called off"), ("server_error", "did not let you through")] {
        let started = company.start().await;
        let state = started.header("location").split("&state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let back = format!("/login/oidc/callback?error={error}&state={state}");
        assert_refused(&company.come_back(&back, &started.cookies()).await, words);
    }
}

#[tokio::test]
async fn a_sign_in_that_takes_too_long_begins_again() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    let started = company.start().await;
    let back = company.provider.sign_in(started.header("location"), "a-7").await;
    company.portal.clock.advance(chrono::TimeDelta::minutes(15));
    assert_refused(&company.come_back(&back, &started.cookies()).await, "took too long");
    assert_eq!(tripmgmt::housekeeping::tidy(&company.portal.app).await.unwrap().oidc_attempts, 1);
}

#[tokio::test]
async fn the_way_back_stays_in_the_portal() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    for evil in ["//evil.example", "https://evil.example", "/login/oidc"] {
        let address = tripmgmt::web::fields::address("/login/oidc", [("next", evil)]);
        let started = company.portal.get(&address).await;
        let back = company.provider.sign_in(started.header("location"), "a-7").await;
        assert_eq!(company.come_back(&back, &started.cookies()).await.header("location"), "/", "{evil}");
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_a_page_with_a_way_out() {
    let flags = ["--oidc-issuer=http://127.0.0.1:1", "--oidc-client-id=trips", "--public-url=http://portal.test"];
    let portal = TestApp::start_with(&flags).await.anonymous();
    let answer = portal.get("/login/oidc").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        answer.shows("does not answer") && answer.shows("href=\"/login\"") && !answer.header("retry-after").is_empty()
    );
    assert_eq!(portal.get("/login").await.status, StatusCode::OK);
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_address() {
    let portal = TestApp::start().await.anonymous();
    for path in ["/login/oidc", "/login/oidc/callback?code=x&state=y"] {
        assert_eq!(portal.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn new_keys_of_the_provider_are_fetched_when_they_are_first_seen() {
    let Some(mut provider) = IdentityProvider::start(PORTAL) else { return };
    let (port, flags) = (provider.port, provider.flags());
    let portal = TestApp::start_with(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await.anonymous();
    tell_the_time(&portal);
    for round in ["with the first keys", "with others"] {
        provider.knows("a-7", &amelie());
        let started = portal.get("/login/oidc").await;
        let back = provider.sign_in(started.header("location"), "a-7").await;
        let answer = portal.get_with(&back, &[("cookie", &started.cookies())]).await;
        assert!(session(&answer).is_some(), "{round}: {}", answer.text());
        drop(provider);
        // Nobody asks for keys more often than that.
        tokio::time::sleep(Duration::from_secs(2)).await;
        provider = IdentityProvider::start_on(port, PORTAL).unwrap();
    }
}
