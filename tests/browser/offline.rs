//! Trips read without a connection, forms that outlast it, and nothing left for the next person.

use serde_json::{Value, json};
use tripmgmt::accounts::Role;

use super::relay::Relay;
use super::visit::visit_portal;
use super::visitor::Visitor;
use crate::support::TestApp;

/// The addresses of all that the browser keeps of trips.
async fn kept(visitor: &Visitor) -> Vec<String> {
    let script = "return (async () => {
        const pages = [];
        for (const name of await caches.keys()) {
            if (!name.startsWith('pages-')) continue;
            for (const request of await (await caches.open(name)).keys()) pages.push(new URL(request.url).pathname);
        }
        return pages.sort();
    })()";
    visitor.script(script).await
}

/// Waits until a trip can be read offline, with what its pages are drawn with.
async fn wait_until_kept(visitor: &Visitor, path: &str) {
    let parts =
        ["", "/checklist", "/documents", "/itinerary", "/print", "/travellers"].map(|part| format!("{path}{part}"));
    visitor
        .eventually("kept pages", async || {
            let kept = kept(visitor).await;
            let files = "return caches.keys().then(names => names.some(name => name.startsWith('files-')))";
            parts.iter().all(|part| kept.contains(part)) && visitor.script::<bool>(files).await
        })
        .await;
}

#[tokio::test]
async fn a_visited_trip_is_read_offline_and_gone_with_whoever_read_it() {
    let portal = TestApp::start().await;
    let olga = portal.person("olga", &[Role::User], None).await;
    let trip = portal.trip(json!({"name": "Kick-off"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    let relay = Relay::to(portal.listen().await).await;
    let base = relay.base.clone();
    visit_portal(portal, base, async |visitor| {
        visitor.sign_in().await;
        visitor.open(&path).await;
        wait_until_kept(visitor, &path).await;

        relay.cut();
        visitor.open(&format!("{path}/itinerary")).await;
        visitor.sees("Offline: as of 4 May 2026, 12:00 UTC").await;
        let styled = "return getComputedStyle(document.querySelector('.as-of')).display";
        assert_eq!(visitor.script::<String>(styled).await, "flex", "styles are kept, too");
        visitor.follow("Overview").await;
        visitor.sees("Kick-off").await;
        visitor.open("/reports").await;
        assert_eq!(visitor.text("h1").await, "There is no connection");
        visitor.follow("Kick-off").await;
        visitor.sees("Offline: as of").await;

        // A form outlasts the tunnel and is sent after it.
        visitor.fill("Person", "olga").await;
        visitor.click(&visitor.button("Share").await).await;
        visitor.sees("The portal did not answer").await;
        assert_eq!(visitor.value("Person").await, "olga");
        relay.mend();
        visitor.press("Share").await;
        visitor.sees("is shared now").await;
        assert!(!visitor.shows("Offline: as of").await);

        // Somebody else signs in at the same browser.
        let mut session = thirtyfour::Cookie::new("session", olga.session());
        session.set_path("/");
        visitor.driver.add_cookie(session).await.unwrap();
        visitor.open("/trips").await;
        visitor.eventually("an empty cache", async || kept(visitor).await.is_empty()).await;
        visitor.open(&path).await;
        wait_until_kept(visitor, &path).await;

        visitor.open("/account").await;
        visitor.press("Sign out").await;
        visitor.sees("You are signed out.").await;
        visitor.eventually("an empty cache", async || kept(visitor).await.is_empty()).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_is_cleared_in_the_settings_in_french() {
    let portal = TestApp::start().await;
    let trip = portal.trip(json!({"name": "Lancement"})).await;
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    let base = portal.listen().await;
    visit_portal(portal, base, async |visitor| {
        visitor.sign_in().await;
        visitor.press("Français").await;
        visitor.open(&path).await;
        wait_until_kept(visitor, &path).await;
        visitor.open("/account/settings").await;
        visitor.sees("Voyages conservés sur cet appareil").await;
        visitor.sees("Lancement").await;
        visitor.press("Effacer ce qui est conservé sur cet appareil").await;
        visitor.sees("Plus rien n’est conservé sur cet appareil").await;
        visitor.eventually("an empty cache", async || kept(visitor).await.is_empty()).await;
        assert!(!visitor.shows("Voyages conservés").await);
        // Whatever the browser itself says, nothing failed.
        let offline: Value = visitor.script("return document.documentElement.dataset.keptCopy ?? null").await;
        assert_eq!(offline, Value::Null);
    })
    .await;
}
