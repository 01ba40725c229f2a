//! Language, theme, and the sign of the test listener.

use serde_json::json;

use super::visit;

const BACKGROUND: &str = "return getComputedStyle(document.documentElement).backgroundColor";

#[tokio::test]
async fn french_keeps_the_page_and_stays() {
    visit(async |visitor| {
        visitor.portal.trip(json!({"name": "Kick-off", "startDate": "2026-06-01"})).await;
        visitor.open("/trips?q=kick&sort=name").await;
        visitor.press("Français").await;
        assert_eq!(visitor.address().await, "/trips?q=kick&sort=name");
        assert_eq!(visitor.script::<String>("return document.documentElement.lang").await, "fr");
        assert_eq!(visitor.text("h1").await, "Voyages");
        assert!(visitor.text(".row__dates").await.contains("1er juin 2026"));
        assert_eq!(visitor.count("button[name=language][aria-pressed=true][value=fr]").await, 1);

        visitor.open("/").await;
        assert_eq!(visitor.script::<String>("return document.documentElement.lang").await, "fr");
        visitor.press("English").await;
        assert_eq!(visitor.address().await, "/");
        assert_eq!(visitor.title().await, "Home · Trip Management");
    })
    .await;
}

#[tokio::test]
async fn a_theme_keeps_the_page_and_outweighs_the_device() {
    visit(async |visitor| {
        visitor.device_prefers("light").await;
        visitor.open("/trips?when=upcoming").await;
        let light: String = visitor.script(BACKGROUND).await;
        visitor.device_prefers("dark").await;
        let dark: String = visitor.script(BACKGROUND).await;
        assert_ne!(light, dark);

        visitor.press("Light").await;
        assert_eq!(visitor.address().await, "/trips?when=upcoming");
        assert_eq!(visitor.count("html[data-theme=light]").await, 1);
        assert_eq!(visitor.script::<String>(BACKGROUND).await, light);
        visitor.device_prefers("light").await;
        visitor.press("Dark").await;
        assert_eq!(visitor.count("html[data-theme=dark]").await, 1);
        assert_eq!(visitor.script::<String>(BACKGROUND).await, dark);
        visitor.press("As on this device").await;
        assert_eq!(visitor.script::<String>(BACKGROUND).await, light);
    })
    .await;
}

#[tokio::test]
async fn behind_the_test_listener_every_page_wears_a_ribbon() {
    visit(async |visitor| {
        visitor.open("/").await;
        assert_eq!(visitor.count(".ribbon").await, 0);
        visitor.through_port("8080").await;
        for path in ["/", "/trips", "/trips/new", "/help", "/nowhere"] {
            visitor.open(path).await;
            let words = format!("Preview, not in production yet. Version {}", env!("CARGO_PKG_VERSION"));
            assert_eq!(visitor.text(".ribbon").await, words);
        }
        visitor.through_port("80").await;
        visitor.open("/").await;
        assert_eq!(visitor.count(".ribbon").await, 0);
    })
    .await;
}
