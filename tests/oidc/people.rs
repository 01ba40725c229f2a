//! Whose account somebody gets, and what it may do.

use axum::http::{Method, StatusCode};
use serde_json::json;
use tripmgmt::accounts::Role;

use super::{Company, amelie, session};
use crate::support::PASSWORD;
use crate::support::authenticator::Authenticator;

#[tokio::test]
async fn the_first_sign_in_makes_an_account_and_the_next_finds_it() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    let answer = company.sign_in("a-7").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/trips?q=x"), "{}", answer.text());
    assert!(answer.cookies().contains("lang=fr"), "the provider says which language");
    let page = company.portal.get_with("/account", &[("cookie", &session(&answer).unwrap())]).await;
    assert!(page.shows("Amélie N’Dongo") && page.shows("amelie@acme.test"), "{}", page.text());
    assert_eq!(company.roles("amelie").await, ["ROLE_USER"]);
    assert_eq!(company.actions().await, ["account-created", "identity-linked", "signed-in"]);
    company
        .provider
        .knows("a-7", &json!({"preferred_username": "renamed", "email": "new@acme.test", "email_verified": true}));
    assert!(session(&company.sign_in("a-7").await).is_some());
    let count = company.text("select count(*)::text from accounts").await;
    assert_eq!(count.as_deref(), Some("3"), "the subject counts, whatever it is called now");
}

#[tokio::test]
async fn the_page_offers_both_ways_and_a_new_session_takes_the_place_of_the_old() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    let page = company.portal.get("/login?next=%2Ftrips").await;
    assert!(page.shows("href=\"/login/oidc?next=%2Ftrips\"") && page.shows("Sign in with Acme"));
    assert!(page.shows("name=\"password\""));
    let first = session(&company.sign_in("a-7").await).unwrap();
    let started = company.start().await;
    let back = company.provider.sign_in(started.header("location"), "a-7").await;
    let cookies = format!("{}; {first}", started.cookies());
    let second = session(&company.come_back(&back, &cookies).await).unwrap();
    assert_ne!(first, second);
    assert_eq!(company.portal.get_with("/account", &[("cookie", &first)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_verified_address_links_an_account_and_an_unverified_one_does_not() {
    let Some(mut company) = Company::found(&[]).await else { return };
    let toms = |verified| json!({"preferred_username": "tom", "email": "Tom@portal.test", "email_verified": verified});
    company.provider.knows("mallory", &toms(false));
    assert!(session(&company.sign_in("mallory").await).is_some());
    let mallory = company.text("select login from accounts where email is null").await;
    assert_eq!(mallory.as_deref(), Some("tom2"), "an account of their own");
    company.provider.knows("tom", &toms(true));
    let answer = company.sign_in("tom").await;
    let page = company.portal.get_with("/account", &[("cookie", &session(&answer).unwrap())]).await;
    assert!(page.shows("Signed in as tom<"), "{}", page.text());
    company.provider.knows("tom-who-came-later", &toms(true));
    let refused = company.sign_in("tom-who-came-later").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.shows("Another person’s account has your email address"));
}

#[tokio::test]
async fn an_account_that_waits_for_its_activation_is_not_taken_over() {
    let Some(mut company) = Company::found(&[]).await else { return };
    sqlx::query("update accounts set status = 'pending' where login = 'tom'")
        .execute(&company.portal.app.db)
        .await
        .unwrap();
    company.provider.knows("tom", &json!({"email": "tom@portal.test", "email_verified": true}));
    let refused = company.sign_in("tom").await;
    assert!(session(&refused).is_none() && refused.shows("Activate the account first"));
}

#[tokio::test]
async fn who_is_blocked_stays_out() {
    let Some(mut company) = Company::found(&[]).await else { return };
    company.provider.knows("a-7", &amelie());
    let before = session(&company.sign_in("a-7").await).unwrap();
    sqlx::query("update accounts set status = 'blocked' where login = 'amelie'")
        .execute(&company.portal.app.db)
        .await
        .unwrap();
    assert_eq!(company.portal.get_with("/account", &[("cookie", &before)]).await.status, StatusCode::SEE_OTHER);
    let refused = company.sign_in("a-7").await;
    assert!(session(&refused).is_none() && refused.shows("This account is blocked"));
}

#[tokio::test]
async fn roles_are_what_the_provider_says_at_every_sign_in() {
    let flags =
        ["--oidc-roles-claim=realm_access.roles", "--oidc-roles=managers=ROLE_MANAGER,admins=ROLE_ADMIN,x=ROLE_NONE"];
    let Some(mut company) = Company::found(&flags).await else { return };
    for (roles, authorities) in [
        (json!(["managers", "others", "x"]), vec!["ROLE_MANAGER", "ROLE_USER"]),
        (json!(["admins"]), vec!["ROLE_ADMIN", "ROLE_USER"]),
        (json!([]), vec!["ROLE_USER"]),
    ] {
        let mut claims = amelie();
        claims["realm_access"] = json!({"roles": roles});
        company.provider.knows("a-7", &claims);
        assert!(session(&company.sign_in("a-7").await).is_some());
        assert_eq!(company.roles("amelie").await, authorities, "{roles}");
    }
    let mapped = company.actions().await.iter().filter(|action| *action == "roles-mapped").count();
    assert_eq!(mapped, 3);
}

#[tokio::test]
async fn the_last_administrator_stays_one_and_that_is_noted() {
    let flags = ["--oidc-roles-claim=realm_access.roles", "--oidc-roles=admins=ROLE_ADMIN"];
    let Some(mut company) = Company::found(&flags).await else { return };
    company.provider.knows("boss", &json!({"email": "admin@portal.test", "email_verified": true}));
    assert!(session(&company.sign_in("boss").await).is_some());
    assert!(company.roles("admin").await.contains(&Role::Administrator.authority().to_owned()));
    assert!(company.actions().await.contains(&"last-administrator-kept".to_owned()));
}

#[tokio::test]
async fn a_second_factor_set_up_here_is_asked_for_after_the_provider_too() {
    let Some(mut company) = Company::found(&["--require-second-factor=everybody"]).await else { return };
    company.provider.knows("a-7", &amelie());
    let cookie = session(&company.sign_in("a-7").await).unwrap();
    let page = company.portal.get_with("/trips", &[("cookie", &cookie)]).await;
    assert_eq!(page.status, StatusCode::OK, "who comes from the provider owes none");
    let tom = company.portal.person("tim", &[Role::User], None).await;
    let authenticator = Authenticator::set_up(&tom).await;
    company.provider.knows("tim", &json!({"email": "tim@portal.test", "email_verified": true}));
    let waiting = company.sign_in("tim").await;
    assert_eq!((waiting.header("location"), session(&waiting)), ("/login/code", None));
    let code = authenticator.code(&company.portal);
    let cookies = waiting.cookies();
    let done = company.portal.submit_with("/login/code", &[("code", &code)], &[("cookie", &cookies)]).await;
    assert_eq!((done.header("location"), session(&done).is_some()), ("/trips?q=x", true));
    let began = company.text("select count(*)::text from provider_sessions").await;
    assert_eq!(began.as_deref(), Some("2"), "it is a session of the provider");
}

#[tokio::test]
async fn where_the_provider_is_the_only_way_there_are_no_passwords() {
    let Some(mut company) = Company::found(&["--oidc-only=true"]).await else { return };
    let page = company.portal.get("/login").await;
    assert_eq!(page.status, StatusCode::OK, "it does not lead away by itself");
    assert!(page.shows("Sign in with Acme") && !page.shows("name=\"password\""));
    let refused = company.portal.submit("/login", &[("name", "tom"), ("password", PASSWORD)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.shows("Passwords are not used here") && refused.shows("href=\"/login\""));
    let body = json!({"username": "tom", "password": PASSWORD});
    let rest = company.portal.json(Method::POST, "/api/authenticate", &body).await;
    assert_eq!((rest.status.as_u16(), &rest.value()["message"]), (403, &json!("error.oidconly")));
    company.provider.knows("a-7", &amelie());
    assert!(session(&company.sign_in("a-7").await).is_some());
}
