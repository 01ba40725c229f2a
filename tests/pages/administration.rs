//! The administrators' way in, and who may take it.

use axum::http::StatusCode;
use tripmgmt::accounts::Role;

use crate::support::TestApp;

#[tokio::test]
async fn only_administrators_see_the_way_to_the_administration() {
    let portal = TestApp::start().await;
    let traveller = portal.person("tom", &[Role::User, Role::Manager], None).await;
    for (person, sees) in [(&portal, true), (&traveller, false), (&portal.anonymous(), false)] {
        assert_eq!(person.get("/").await.shows("href=\"/admin\""), sees, "{}", person.login());
    }
    assert_eq!(traveller.get("/admin").await.status, StatusCode::FORBIDDEN);
    assert_eq!(portal.anonymous().get("/admin").await.header("location"), "/login?next=%2Fadmin");
}

#[tokio::test]
async fn every_section_can_be_reached_from_every_other_and_says_where_one_is() {
    let portal = TestApp::start().await;
    let overview = portal.get("/admin").await.text();
    let nav = |page: &str| page.split("class=\"sections\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
    let sections: Vec<String> =
        nav(&overview).split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    assert!(sections.len() > 2, "{sections:?}");
    for section in &sections {
        let page = portal.get(section).await;
        assert_eq!(page.status, StatusCode::OK, "{section}");
        if section.starts_with("/admin") {
            let here = format!("href=\"{section}\" aria-current=\"page\"");
            assert!(nav(&page.text()).contains(&here), "{section}");
            assert_eq!(nav(&page.text()).matches("aria-current").count(), 1, "{section}");
        }
        assert!(
            overview.split("class=\"cards\"").nth(1).unwrap().contains(&format!("href=\"{section}\""))
                || section == "/admin"
        );
    }
}

#[tokio::test]
async fn the_overview_says_whether_mails_wait_or_failed() {
    let portal = TestApp::start().await;
    assert!(portal.get("/admin").await.shows("Mail is not set up"));
    sqlx::query(
        "insert into mails (id, kind, recipient, name, language, created_at, due_at, expires_at, failed_at, last_error)
         values (gen_random_uuid(), 'test', 'a@b.example', '', 'en', $1, $1, $1 + interval '1 day', $1, '550 no')",
    )
    .bind(portal.clock.now())
    .execute(&portal.app.db)
    .await
    .unwrap();
    assert!(portal.get("/admin").await.shows("1 mail could not be sent"));
}
