//! Tasks side by side, as administrators see them.

use chrono::TimeDelta;
use serde_json::json;
use tripmgmt::administration::deployments::heartbeat::Heartbeat;
use tripmgmt::administration::deployments::queries::{beat, end};
use tripmgmt::housekeeping;

use crate::support::TestApp;

/// Makes the row of a task look as a newer release writes it.
async fn is_of_the_next_release(portal: &TestApp) {
    sqlx::query("update instances set version = '9.0.0', build = 'abcdef123' where id = $1")
        .bind(portal.app.task.id)
        .execute(&portal.app.db)
        .await
        .unwrap();
}

#[tokio::test]
async fn blue_and_green_are_seen_side_by_side_and_which_of_them_answers() {
    let blue = TestApp::start().await;
    let green = blue.beside("green-task", &[]);
    beat(&blue.app).await.unwrap();
    beat(&green.app).await.unwrap();
    is_of_the_next_release(&green).await;
    let page = blue.get("/admin/deployments").await;
    assert!(page.shows("2 tasks of 2 builds") && page.shows("green-task") && page.shows("abcdef123"));
    let answering = |page: &crate::support::Answer| {
        let text = page.text();
        let (before, _) = text.split_once("This task answers you").unwrap();
        before.rsplit("instance__name\">").next().unwrap().split('<').next().unwrap().to_owned()
    };
    assert_eq!(answering(&page), "test-task");
    assert_eq!(answering(&green.get("/admin/deployments").await), "green-task");
}

#[tokio::test]
async fn requests_tell_which_listener_leads_to_a_task() {
    let blue = TestApp::start().await;
    let green = blue.beside("green-task", &[]);
    blue.get_with("/", &[("x-forwarded-port", "80")]).await;
    green.get_with("/", &[("x-forwarded-port", "8080")]).await;
    // Probes name no port.
    green.get("/management/health/readiness").await;
    beat(&blue.app).await.unwrap();
    beat(&green.app).await.unwrap();
    let seen = |value: serde_json::Value| -> Vec<(String, serde_json::Value, serde_json::Value)> {
        let one = |task: &serde_json::Value| {
            (task["name"].as_str().unwrap().to_owned(), task["listener"].clone(), task["answers"].clone())
        };
        let mut tasks: Vec<_> = value.as_array().unwrap().iter().map(one).collect();
        tasks.sort_by(|a, b| a.0.cmp(&b.0));
        tasks
    };
    let expected =
        |blue, green| vec![("green-task".to_owned(), green, json!(false)), ("test-task".to_owned(), blue, json!(true))];
    let tasks = seen(blue.get("/management/deployments").await.value());
    assert_eq!(tasks, expected(json!("PRODUCTION"), json!("PREVIEW")));
    // The listeners are swapped.
    blue.clock.advance(TimeDelta::minutes(5));
    green.get_with("/", &[("x-forwarded-port", "80")]).await;
    beat(&blue.app).await.unwrap();
    beat(&green.app).await.unwrap();
    let tasks = seen(blue.get("/management/deployments").await.value());
    assert_eq!(tasks, expected(json!(null), json!("PRODUCTION")));
}

#[tokio::test]
async fn who_is_not_seen_for_a_minute_is_gone_and_forgotten_after_a_day() {
    let blue = TestApp::start().await;
    let green = blue.beside("green-task", &[]);
    beat(&blue.app).await.unwrap();
    beat(&green.app).await.unwrap();
    blue.clock.advance(TimeDelta::seconds(60));
    beat(&blue.app).await.unwrap();
    let page = blue.get("/admin/deployments").await;
    assert!(page.shows("1 task of 1 build") && page.shows("green-task") && page.shows("Gone"));
    let tasks = blue.get("/management/deployments").await.value();
    let gone: Vec<_> = tasks.as_array().unwrap().iter().filter(|task| task["status"] == "GONE").collect();
    assert_eq!((gone.len(), &gone[0]["name"]), (1, &json!("green-task")));
    blue.clock.advance(TimeDelta::days(1));
    beat(&blue.app).await.unwrap();
    assert!(!blue.get("/admin/deployments").await.shows("green-task"));
    assert_eq!(housekeeping::tidy(&blue.app).await.unwrap().instances, 1);
}

#[tokio::test]
async fn a_task_that_ends_in_order_is_gone_at_once() {
    let blue = TestApp::start().await;
    let green = blue.beside("green-task", &[]);
    let heart = Heartbeat::start(green.app.clone());
    for _ in 0..500 {
        if blue.get("/admin/deployments").await.shows("green-task") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(blue.get("/admin/deployments").await.shows("green-task"));
    heart.stop().await;
    assert!(!blue.get("/admin/deployments").await.shows("green-task"));
    end(&green.app).await.unwrap();
}

#[tokio::test]
async fn a_heart_without_a_database_neither_ends_nor_holds_up_the_end() {
    let blue = TestApp::start().await;
    blue.app.db.close().await;
    let heart = Heartbeat::start(blue.app.clone());
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(!heart.has_ended());
    let began = std::time::Instant::now();
    heart.stop().await;
    assert!(began.elapsed() < std::time::Duration::from_secs(3));
}
