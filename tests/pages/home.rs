//! The home page.

use axum::http::{Method, StatusCode};
use serde_json::json;

use tripmgmt::accounts::Role;
use tripmgmt::trips::policy::Visible;

use crate::support::TestApp;

#[tokio::test]
async fn the_load_balancers_health_check_gets_200_without_cookie_or_redirect() {
    let portal = TestApp::start().await;
    let answer = portal.get_with("/", &[("user-agent", "ELB-HealthChecker/2.0")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn an_empty_portal_says_how_to_begin() {
    let portal = TestApp::start().await;
    let page = portal.get("/").await;
    assert!(page.shows("/trips/new"));
}

#[tokio::test]
async fn trips_stand_where_their_dates_put_them_in_their_own_zone() {
    let portal = TestApp::start().await;
    // It is noon of 4 May in UTC: already 5 May in Kiritimati, still 4 May on Midway.
    for (name, start, end, zone) in [
        ("Begun in Kiritimati", "2026-05-05", "2026-05-06", "Pacific/Kiritimati"),
        ("Not yet begun in UTC", "2026-05-05", "2026-05-06", "UTC"),
        ("Last day on Midway", "2026-05-01", "2026-05-04", "Pacific/Midway"),
        ("Over in Kiritimati", "2026-05-01", "2026-05-04", "Pacific/Kiritimati"),
    ] {
        portal.trip(json!({"name": name, "startDate": start, "endDate": end, "timeZone": zone})).await;
    }
    let cancelled = json!({"name": "Called off", "startDate": "2026-05-04", "endDate": "2026-05-09"});
    let cancelled = portal.trip(cancelled).await;
    portal.submit(&format!("/trips/{}/cancellation", cancelled["id"].as_str().unwrap()), &[]).await;

    let trips = tripmgmt::home::queries::home(&portal.app.db, portal.clock.now(), &Visible::All).await.unwrap();
    let names = |rows: &[tripmgmt::trips::TripSummary]| rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&trips.current), ["Last day on Midway", "Begun in Kiritimati"]);
    assert_eq!(names(&trips.upcoming), ["Not yet begun in UTC"]);
    assert_eq!(trips.recent.len(), 5);
}

#[tokio::test]
async fn the_day_at_a_glance_shows_ones_own_next_trip_not_one_booked_for_others() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    let later = json!({"name": "Own trip", "startDate": "2026-05-20", "endDate": "2026-05-22"});
    let later = olga.trip(later).await;
    let sooner = olga.trip(json!({"name": "For a guest", "startDate": "2026-05-10", "endDate": "2026-05-12"})).await;
    let guest = json!({"name": "Ada Guest"});
    olga.json(Method::POST, &format!("/api/trips/{}/travellers", sooner["id"].as_str().unwrap()), &guest).await;
    let train = json!({"kind": "train", "startPlace": "Paris", "startDate": "2026-05-20", "startTime": "10:30",
        "endPlace": "Lyon", "endDate": "2026-05-20", "endTime": "12:30", "number": "TGV 6607"});
    olga.json(Method::POST, &format!("/api/trips/{}/segments", later["id"].as_str().unwrap()), &train).await;
    let page = olga.get("/").await.text();
    let next = page.split("id=\"next-title\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap();
    assert!(next.contains("Own trip") && !next.contains("For a guest"));
    assert!(next.contains("TGV 6607") && next.contains("10:30"));
}

#[tokio::test]
async fn what_waits_for_somebody_is_what_they_decide_what_came_back_and_what_begins_soon() {
    let portal = TestApp::start().await;
    let mia = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let olga = portal.person("olga", &[Role::User], Some(&mia)).await;
    assert!(olga.get("/trips").await.status.is_success());
    let trip = |name: &str, start: &str| json!({"name": name, "startDate": start});
    let submitted = olga.trip(trip("Waiting for Mia", "2026-06-01")).await;
    let returned = olga.trip(trip("Came back", "2026-09-01")).await;
    olga.trip(trip("Begins soon", "2026-05-10")).await;
    olga.trip(trip("Has time", "2026-08-01")).await;
    for one in [&submitted, &returned] {
        olga.submit(&format!("/trips/{}/submission", one["reference"].as_str().unwrap()), &[]).await;
    }
    let path = format!("/trips/{}/return", returned["reference"].as_str().unwrap());
    mia.submit(&path, &[("comment", "Two days <are> enough")]).await;

    let todo = |page: String| {
        let part = page.split("id=\"todo-title\"").nth(1).and_then(|rest| rest.split("</section>").next());
        part.unwrap().to_owned()
    };
    let hers = todo(olga.get("/").await.text());
    assert!(hers.contains("Came back") && hers.contains("Two days &#60;are&#62; enough"), "{hers}");
    assert!(hers.contains("Begins soon") && !hers.contains("Has time") && !hers.contains("Waiting for Mia"));
    let managers = todo(mia.get("/").await.text());
    assert!(managers.contains("Waiting for Mia") && !managers.contains("Came back"));
}

#[tokio::test]
async fn a_manager_sees_where_the_team_is_and_what_it_spent_and_nobody_elses() {
    let portal = TestApp::start().await;
    let mia = portal.person("mia", &[Role::User, Role::Manager], None).await;
    let olga = portal.person("olga", &[Role::User], Some(&mia)).await;
    let paul = portal.person("paul", &[Role::User], None).await;
    for person in [&olga, &paul] {
        let trip = person
            .trip(json!({"name": format!("Trip of {}", person.login()), "startDate": "2026-05-03",
                "endDate": "2026-05-08", "destinationPlace": "Lyon", "destinationCountry": "FR"}))
            .await;
        let (id, reference) = (trip["id"].as_str().unwrap(), trip["reference"].as_str().unwrap());
        let taxi = json!({"title": "Taxi", "spentOn": "2026-05-03", "category": "transport", "amount": 42.5,
            "currency": "EUR", "payer": "company"});
        person.json(Method::POST, &format!("/api/trips/{id}/expenses"), &taxi).await;
        person.submit(&format!("/trips/{reference}/submission"), &[]).await;
    }
    let page = mia.get("/").await;
    let text = page.text();
    let part = |id: &str| text.split(id).nth(1).and_then(|rest| rest.split("</section>").next()).unwrap().to_owned();
    let team = part("id=\"team-title\"");
    assert!(team.contains("olga") && team.contains("Lyon") && !team.contains("paul"), "{team}");
    assert!(part("id=\"spend-title\"").contains("42.50"), "hers alone, though she sees both trips");
    assert!(!olga.get("/").await.shows("team-title"));
}

#[tokio::test]
async fn the_footer_names_version_commit_and_task() {
    let portal = TestApp::start().await;
    let page = portal.get("/").await;
    let build = tripmgmt::build::Build::current();
    assert!(page.shows(build.version) && page.shows(build.commit) && page.shows("test-task"));
}

#[tokio::test]
async fn only_the_test_listener_shows_the_preview_ribbon() {
    let portal = TestApp::start().await;
    let ribbon = "not in production yet";
    assert!(portal.get_with("/", &[("x-forwarded-port", "8080")]).await.shows(ribbon));
    assert!(portal.get_with("/trips", &[("x-forwarded-port", "8080")]).await.shows(ribbon));
    assert!(!portal.get_with("/", &[("x-forwarded-port", "80")]).await.shows(ribbon));
    assert!(!portal.get("/").await.shows(ribbon));
}
