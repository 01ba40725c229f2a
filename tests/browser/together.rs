//! Two people at one trip: what one says and does, the other hears of, and loses nothing that is half typed.

use std::time::Duration;

use serde_json::json;
use tripmgmt::accounts::{AccountId, Role};
use tripmgmt::live::listener;

use super::visit;

#[tokio::test]
async fn somebody_is_told_of_a_change_and_goes_on_typing() {
    visit(async |visitor| {
        let portal = &visitor.portal;
        let mut news = portal.app.live.sit_down(AccountId(uuid::Uuid::nil())).unwrap();
        tokio::spawn(listener::run(portal.app.clone()));
        // The first thing a task passes on is that it may have missed something: from then on it listens.
        tokio::time::timeout(Duration::from_secs(10), news.1.recv()).await.unwrap().unwrap();
        let trip = portal.trip(json!({"name": "Audit"})).await;
        let (id, path) = (trip["id"].as_str().unwrap(), format!("/trips/{}", trip["reference"].as_str().unwrap()));
        let vera = portal.person("vera", &[Role::User], None).await;
        let members = format!("/api/trips/{id}/members");
        let role = json!({"login": "vera", "role": "editor"});
        assert_eq!(portal.json(axum::http::Method::POST, &members, &role).await.status, 201);

        visitor.open(&format!("{path}/comments")).await;
        visitor.fill("Comment", "@vera, is the").await;
        let note = [("kind", "note"), ("title", "Bring a coat"), ("start_date", "2026-05-04")];
        // Until the page listens, nobody tells it; and it hears of each change.
        visitor
            .eventually("news", async || {
                assert_eq!(vera.submit(&format!("{path}/segments"), &note).await.status, 303);
                tokio::time::sleep(Duration::from_millis(500)).await;
                visitor.shows("Changed by vera just now").await
            })
            .await;
        assert_eq!(visitor.value("Comment").await, "@vera, is the");

        visitor.fill("Comment", "@vera, is the **hotel** booked?").await;
        visitor.press("Comment").await;
        assert_eq!(visitor.texts(".comment .mention").await, ["@vera"]);
        assert_eq!(visitor.text(".comment__who").await, "admin");
        visitor.press("Français").await;
        visitor.fill("Commentaire", "").await;
        visitor.press("Commenter").await;
        visitor.sees("Saisissez un commentaire").await;
    })
    .await;
}
