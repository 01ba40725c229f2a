//! The second factor: setting it up, the second step of signing in, and what the settings ask for.

use axum::http::StatusCode;
use chrono::TimeDelta;
use tripmgmt::accounts::Role;

use crate::support::authenticator::{Authenticator, recovery_codes};
use crate::support::{Answer, PASSWORD, TestApp};

const HERE: &str = "/account/second-factor";

/// Enters the password, as somebody with a second factor; returns the cookie of the sign-in that waits.
async fn first_step(portal: &TestApp, login: &str) -> String {
    let fields = [("name", login), ("password", PASSWORD), ("next", "/trips?q=x"), ("remember", "on")];
    let answer = portal.anonymous().submit("/login", &fields).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/login/code"));
    assert!(session(&answer).is_none(), "no session yet");
    answer.cookies()
}

/// Enters something in the second step.
async fn second_step(portal: &TestApp, cookie: &str, path: &str, code: &str) -> Answer {
    portal.anonymous().submit_with(path, &[("code", code)], &[("cookie", cookie)]).await
}

fn session(answer: &Answer) -> Option<String> {
    answer.cookies().split("; ").find(|cookie| cookie.starts_with("session=")).map(str::to_owned)
}

async fn actions(portal: &TestApp) -> Vec<String> {
    sqlx::query_scalar("select action from audit_events order by at, id").fetch_all(&portal.app.db).await.unwrap()
}

async fn mails(portal: &TestApp) -> Vec<(String, String)> {
    sqlx::query_as("select kind, recipient from mails order by created_at, id").fetch_all(&portal.app.db).await.unwrap()
}

#[tokio::test]
async fn setting_up_shows_a_qr_code_and_takes_effect_with_the_first_code() {
    let portal = TestApp::start().await;
    assert!(portal.get(HERE).await.shows("Set up"));
    let seed = Authenticator::begin(&portal).await;
    let page = portal.get(HERE).await;
    assert!(page.shows("<svg class=\"qr\"") && page.shows("otpauth://totp/Trip%20Management:admin?secret="));
    let wrong = portal.submit("/account/second-factor/confirmation", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.shows("This code does not match") && wrong.shows(&seed.groups()), "the seed stays the same");
    let empty = portal.submit("/account/second-factor/confirmation", &[("code", " ")]).await;
    assert!(empty.shows("Enter the code"));
    let signed_in = portal.anonymous().submit("/login", &[("name", "admin"), ("password", PASSWORD)]).await;
    assert!(session(&signed_in).is_some(), "nobody is asked for codes of an app that has no seed yet");
    let code = seed.code(portal.clock.now()).unwrap();
    let codes = portal.submit("/account/second-factor/confirmation", &[("code", &code)]).await;
    assert_eq!((codes.status, codes.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(recovery_codes(&codes).len(), 10);
    let page = portal.get(HERE).await;
    assert!(page.shows("10 recovery codes are left") && !page.shows(&seed.groups()), "the seed is not shown again");
    assert!(actions(&portal).await.contains(&"second-factor-on".to_owned()));
    assert_eq!(mails(&portal).await, [("second_factor_on".to_owned(), "admin@portal.test".to_owned())]);
}

#[tokio::test]
async fn setting_up_can_be_called_off_and_does_not_touch_one_that_is_on() {
    let portal = TestApp::start().await;
    let seed = Authenticator::begin(&portal).await;
    let off = portal.submit("/account/second-factor?_method=delete", &[]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER);
    let again = Authenticator::begin(&portal).await;
    assert_ne!(seed, again);
    let authenticator = Authenticator::set_up(&portal).await;
    portal.submit(HERE, &[]).await;
    let replay = portal.submit("/account/second-factor/confirmation", &[("code", &authenticator.code(&portal))]).await;
    assert_eq!(replay.header("location"), HERE, "it is on already");
    let cookie = first_step(&portal, "admin").await;
    let answer = second_step(&portal, &cookie, "/login/code", &authenticator.code(&portal)).await;
    assert!(session(&answer).is_some(), "by the same seed");
}

#[tokio::test]
async fn signing_in_takes_two_steps_and_leads_on_to_where_one_wanted() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    let cookie = first_step(&portal, "admin").await;
    let guest = portal.anonymous();
    assert_eq!(guest.get_with("/trips", &[("cookie", &cookie)]).await.status, StatusCode::SEE_OTHER, "nothing is open");
    let page = guest.get_with("/login/code", &[("cookie", &cookie)]).await;
    assert!(page.shows("autocomplete=\"one-time-code\"") && page.shows("href=\"/login/recovery-code\""));
    let wrong = second_step(&portal, &cookie, "/login/code", "123").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.shows("This code does not match"));
    portal.clock.advance(TimeDelta::seconds(1));
    let answer = second_step(&portal, &cookie, "/login/code", &authenticator.code(&portal)).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/trips?q=x"));
    let remembered = answer.headers.get_all("set-cookie").iter().any(|cookie| {
        let cookie = cookie.to_str().unwrap();
        cookie.starts_with("session=") && cookie.contains("Max-Age=2592000")
    });
    assert!(remembered, "it was to be remembered");
    let opened = guest.get_with("/account", &[("cookie", &session(&answer).unwrap())]).await;
    assert!(opened.shows("Signed in as admin"));
    assert_eq!(actions(&portal).await, ["second-factor-on", "second-factor-failed", "signed-in"]);
}

#[tokio::test]
async fn a_code_is_accepted_once_also_by_a_second_sign_in() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    let (one, other) = (first_step(&portal, "admin").await, first_step(&portal, "admin").await);
    let code = authenticator.code(&portal);
    assert!(session(&second_step(&portal, &one, "/login/code", &code).await).is_some());
    assert_eq!(second_step(&portal, &other, "/login/code", &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let replayed = second_step(&portal, &one, "/login/code", &code).await;
    assert_eq!(replayed.header("location"), "/login", "the sign-in is over, too");
    portal.clock.advance(TimeDelta::seconds(30));
    let next = authenticator.code(&portal);
    assert!(session(&second_step(&portal, &other, "/login/code", &next).await).is_some());
}

#[tokio::test]
async fn a_recovery_code_signs_in_once() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    let code = authenticator.recovery_codes[3].to_uppercase();
    let cookie = first_step(&portal, "admin").await;
    let app_code = second_step(&portal, &cookie, "/login/code", &code).await;
    assert_eq!(app_code.status, StatusCode::UNPROCESSABLE_ENTITY, "not where the app's code belongs");
    let answer = second_step(&portal, &cookie, "/login/recovery-code", &code).await;
    assert!(session(&answer).is_some());
    let cookie = first_step(&portal, "admin").await;
    let again = second_step(&portal, &cookie, "/login/recovery-code", &code).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.shows("none of your unused recovery codes"));
    assert!(portal.get(HERE).await.shows("9 recovery codes are left"));
    assert!(actions(&portal).await.contains(&"recovery-code-used".to_owned()));
    assert_eq!(mails(&portal).await.last().unwrap().0, "recovery_code_used");
}

#[tokio::test]
async fn after_five_wrong_codes_the_password_is_asked_for_again() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    let cookie = first_step(&portal, "admin").await;
    for _ in 0..4 {
        let refused = second_step(&portal, &cookie, "/login/code", "000000").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let over = second_step(&portal, &cookie, "/login/code", "000000").await;
    assert_eq!(over.header("location"), "/login");
    assert!(portal.anonymous().follow(&over).await.shows("Sign in again"));
    let late = second_step(&portal, &cookie, "/login/code", &authenticator.code(&portal)).await;
    assert_eq!(late.header("location"), "/login", "also with the right one");
}

#[tokio::test]
async fn who_guesses_codes_has_to_wait_however_often_the_password_was_right() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    for _ in 0..2 {
        let cookie = first_step(&portal, "admin").await;
        for _ in 0..5 {
            second_step(&portal, &cookie, "/login/code", "000000").await;
        }
    }
    let cookie = first_step(&portal, "admin").await;
    let refused = second_step(&portal, &cookie, "/login/code", &authenticator.code(&portal)).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.shows("Try again in"));
    portal.clock.advance(TimeDelta::minutes(15));
    let cookie = first_step(&portal, "admin").await;
    assert!(session(&second_step(&portal, &cookie, "/login/code", &authenticator.code(&portal)).await).is_some());
}

#[tokio::test]
async fn a_sign_in_waits_ten_minutes_and_not_for_a_blocked_account_or_another_password() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    let late = first_step(&portal, "admin").await;
    portal.clock.advance(TimeDelta::minutes(10));
    let answer = second_step(&portal, &late, "/login/code", &authenticator.code(&portal)).await;
    assert_eq!(answer.header("location"), "/login");
    assert_eq!(portal.anonymous().get("/login/code").await.header("location"), "/login");
    for change in ["status = 'blocked'", "status = 'active', credentials_changed_at = now() + interval '99 years'"] {
        let cookie = first_step(&portal, "admin").await;
        sqlx::query(sqlx::AssertSqlSafe(format!("update accounts set {change}")))
            .execute(&portal.app.db)
            .await
            .unwrap();
        let answer = second_step(&portal, &cookie, "/login/code", &authenticator.code(&portal)).await;
        assert_eq!(answer.header("location"), "/login", "{change}");
        sqlx::query("update accounts set status = 'active'").execute(&portal.app.db).await.unwrap();
    }
}

#[tokio::test]
async fn turning_it_off_and_new_recovery_codes_take_the_password_or_a_code() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    for (path, field) in [
        ("/account/second-factor/recovery-codes", "renewal_proof"),
        ("/account/second-factor?_method=delete", "removal_proof"),
    ] {
        for wrong in ["", "guess", "000000"] {
            let refused = portal.submit(path, &[(field, wrong)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {wrong}");
            assert!(!refused.shows("value=\"guess\""));
        }
    }
    let renewed = portal.submit("/account/second-factor/recovery-codes", &[("renewal_proof", PASSWORD)]).await;
    assert_eq!(renewed.status, StatusCode::OK, "{}", renewed.text());
    let cookie = first_step(&portal, "admin").await;
    let old = second_step(&portal, &cookie, "/login/recovery-code", &authenticator.recovery_codes[0]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "the old ones are gone");
    let code = authenticator.code(&portal);
    let off = portal.submit("/account/second-factor?_method=delete", &[("removal_proof", &code)]).await;
    assert_eq!((off.status, off.header("location")), (StatusCode::SEE_OTHER, HERE));
    let signed_in = portal.anonymous().submit("/login", &[("name", "admin"), ("password", PASSWORD)]).await;
    assert!(session(&signed_in).is_some(), "the password suffices again");
    let log = actions(&portal).await;
    assert!(log.contains(&"recovery-codes-renewed".to_owned()) && log.contains(&"second-factor-off".to_owned()));
    assert_eq!(mails(&portal).await.last().unwrap().0, "second_factor_off");
}

#[tokio::test]
async fn the_database_alone_makes_no_codes() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    let cookie = first_step(&portal, "admin").await;
    let dump: String = sqlx::query_scalar(
        "select (select string_agg(f::text, ' ') from second_factors f)
             || (select string_agg(c::text, ' ') from recovery_codes c)
             || (select string_agg(p::text, ' ') from pending_sign_ins p)",
    )
    .fetch_one(&portal.app.db)
    .await
    .unwrap();
    let account = tripmgmt::accounts::queries::find_by_login(&portal.app.db, "admin").await.unwrap();
    let factor =
        tripmgmt::second_factor::queries::find(&portal.app.db, &portal.app.signing_secret, account.id).await.unwrap();
    let seed = tripmgmt::secret::hex(factor.unwrap().seed.as_bytes());
    assert!(!dump.contains(&seed));
    assert!(!dump.contains(&authenticator.recovery_codes[0].replace('-', "")));
    assert!(!dump.contains(cookie.trim_start_matches("sign-in=")));
}

#[tokio::test]
async fn a_new_signing_secret_takes_over_second_factors_while_the_old_one_is_still_given() {
    let (old, new) = ("a".repeat(64), "b".repeat(64));
    let portal = TestApp::start_with(&["--signing-secret", &old]).await;
    let authenticator = Authenticator::set_up(&portal).await;
    let both = format!("{new} {old}").parse().unwrap();
    let sealed = async |secret| tripmgmt::second_factor::queries::seal_anew(&portal.app.db, secret).await.unwrap();
    assert_eq!((sealed(&both).await, sealed(&both).await), (1, 0));
    let account = tripmgmt::accounts::queries::find_by_login(&portal.app.db, "admin").await.unwrap();
    let find = async |secret: &str| {
        tripmgmt::second_factor::queries::find(&portal.app.db, &secret.parse().unwrap(), account.id).await
    };
    let factor = find(&new).await.unwrap().unwrap();
    assert_eq!(factor.seed.code(portal.clock.now()).unwrap(), authenticator.code(&portal));
    assert!(find(&old).await.is_err(), "and the old one can go");
}

#[tokio::test]
async fn whoever_has_to_have_a_second_factor_sets_it_up_before_anything_opens() {
    let portal = TestApp::start_with(&["--require-second-factor", "administrators"]).await;
    for path in ["/", "/trips?q=x", "/admin/mails"] {
        let led = portal.get(path).await;
        let there = tripmgmt::web::fields::address(HERE, [("next", path)]);
        assert_eq!((led.status, led.header("location")), (StatusCode::SEE_OTHER, there.as_str()));
    }
    let page = portal.get("/account/second-factor?next=%2Ftrips").await;
    assert!(page.shows("asks for a second step") && page.shows("name=\"next\" value=\"/trips\""));
    let lost = portal.submit("/trips", &[("name", "Lyon")]).await;
    assert_eq!(lost.status, StatusCode::FORBIDDEN);
    assert!(lost.shows("href=\"/account/second-factor\""));
    let rest = portal.get("/api/trips").await;
    assert_eq!((rest.status.as_u16(), &rest.value()["message"]), (403, &"error.secondfactorsetup".into()));
    let traveller = portal.person("tom", &[Role::User], None).await;
    assert_eq!(traveller.get("/trips").await.status, StatusCode::OK, "nobody else is concerned");
    Authenticator::set_up(&portal).await;
    assert_eq!(portal.get("/trips").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_asked_of_everybody_is_asked_of_travellers_too() {
    let portal = TestApp::start_with(&["--require-second-factor", "everybody"]).await;
    let traveller = portal.person("tom", &[Role::User], None).await;
    assert_eq!(traveller.get("/trips").await.status, StatusCode::SEE_OTHER);
    let begun = traveller.submit(HERE, &[("next", "/trips")]).await;
    assert_eq!(begun.header("location"), "/account/second-factor?next=%2Ftrips");
}

#[tokio::test]
async fn an_administrator_takes_it_away_from_somebody_who_lost_it() {
    let portal = TestApp::start().await;
    let traveller = portal.person("tom", &[Role::User], None).await;
    Authenticator::set_up(&traveller).await;
    let path = "/admin/users/tom/second-factor?_method=delete";
    assert_eq!(traveller.submit(path, &[]).await.status, StatusCode::FORBIDDEN);
    let done = portal.submit(path, &[]).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/admin/users/tom"));
    let signed_in = portal.anonymous().submit("/login", &[("name", "tom"), ("password", PASSWORD)]).await;
    assert!(session(&signed_in).is_some());
    let unknown = portal.submit("/admin/users/nobody/second-factor?_method=delete", &[]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let (actor, subject): (String, String) =
        sqlx::query_as("select actor, subject from audit_events where action = 'second-factor-off'")
            .fetch_one(&portal.app.db)
            .await
            .unwrap();
    assert_eq!((actor.as_str(), subject.as_str()), ("admin", "tom"));
    assert_eq!(mails(&portal).await.last().unwrap(), &("second_factor_off".to_owned(), "tom@portal.test".to_owned()));
}

#[tokio::test]
async fn what_nobody_finished_is_forgotten() {
    let portal = TestApp::start().await;
    Authenticator::begin(&portal).await;
    let traveller = portal.person("tom", &[Role::User], None).await;
    Authenticator::set_up(&traveller).await;
    first_step(&portal, "tom").await;
    portal.clock.advance(TimeDelta::days(1));
    let tidied = tripmgmt::housekeeping::tidy(&portal.app).await.unwrap();
    assert_eq!((tidied.unused_second_factors, tidied.pending_sign_ins), (1, 1));
}

#[tokio::test]
async fn a_new_password_does_not_open_an_account_that_has_a_second_factor() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    portal.anonymous().submit("/account/reset/request", &[("email", "admin@portal.test")]).await;
    let link: String = sqlx::query_scalar("select link from mails where kind = 'password_reset'")
        .fetch_one(&portal.app.db)
        .await
        .unwrap();
    let key = link.split("key=").nth(1).unwrap();
    let password = "another good passphrase";
    let reset = portal.anonymous().submit("/account/reset/finish", &[("key", key), ("new_password", password)]).await;
    assert_eq!(reset.status, StatusCode::SEE_OTHER, "{}", reset.text());
    assert!(session(&reset).is_none());
    let answer = portal.anonymous().submit("/login", &[("name", "admin"), ("password", password)]).await;
    assert_eq!((answer.header("location"), session(&answer)), ("/login/code", None));
    let opened = second_step(&portal, &answer.cookies(), "/login/code", &authenticator.code(&portal)).await;
    assert!(session(&opened).is_some());
}

#[tokio::test]
async fn recovery_codes_hold_112_bits_and_shorter_ones_of_earlier_releases_still_work() {
    let portal = TestApp::start().await;
    let authenticator = Authenticator::set_up(&portal).await;
    for code in &authenticator.recovery_codes {
        assert!(code.replace('-', "").len() * 5 >= 112, "{code}");
    }
    sqlx::query("insert into recovery_codes (account_id, code_hash) select account_id, $1 from second_factors")
        .bind(tripmgmt::secret::hash("4h2k9m0x7rtdw3ze"))
        .execute(&portal.app.db)
        .await
        .unwrap();
    for code in ["4H2K-9M0X-7RTD-W3ZE", &authenticator.recovery_codes[0]] {
        let cookie = first_step(&portal, "admin").await;
        let answer = second_step(&portal, &cookie, "/login/recovery-code", code).await;
        assert!(session(&answer).is_some(), "{code}: {}", answer.text());
    }
}
