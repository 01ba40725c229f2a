//! What browsers may keep for reading without a connection, for whom, and how they are told to forget it.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::{Value, json};
use tripmgmt::accounts::Role;
use tripmgmt::offline::PARTS;

use crate::support::{Answer, TestApp};

async fn trip(portal: &TestApp) -> String {
    let trip = portal.trip(json!({"name": "Site visit"})).await;
    format!("/trips/{}", trip["reference"].as_str().unwrap())
}

/// Whether a page may be kept, and for whom.
fn kept(page: &Answer) -> (&str, &str) {
    (page.header("portal-keep"), page.header("portal-reader"))
}

#[tokio::test]
async fn the_worker_stands_at_the_root_and_names_files_that_are_there() {
    let portal = TestApp::start().await.anonymous();
    let worker = portal.get("/service-worker.js").await;
    assert_eq!((worker.status, worker.header("cache-control")), (StatusCode::OK, "no-cache"));
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    let policy = worker.header("content-security-policy");
    assert!(policy.contains("worker-src 'self'") && policy.contains("manifest-src 'self'"), "{policy}");
    let text = worker.text();
    let files = text.split_once("const FILES = ").unwrap().1.split_once(";\n").unwrap().0;
    let files: BTreeMap<String, String> = serde_json::from_str(files).unwrap();
    assert!(files.contains_key("/assets/css/offline.css") && files.contains_key("/assets/fonts/overpass-latin.woff2"));
    assert!(files.keys().all(|path| !path.contains("LICENSE")));
    for (plain, address) in [files.first_key_value().unwrap(), files.last_key_value().unwrap()] {
        assert_ne!(plain, address);
        assert!(portal.get(address).await.header("cache-control").contains("max-age"), "{address}");
    }
    assert!(text.contains("const VERSION = \"") && text.contains(&format!("const PARTS = {}", json!(PARTS))));
}

#[tokio::test]
async fn a_trip_and_what_belongs_to_it_is_kept_for_this_session_alone() {
    let portal = TestApp::start().await;
    let path = trip(&portal).await;
    let mut readers = vec![kept(&portal.get("/trips").await).1.to_owned()];
    assert!(readers[0].len() == 32 && !readers[0].contains(portal.session()), "{readers:?}");
    for part in PARTS {
        let page = portal.get(&format!("{path}{part}")).await;
        assert_eq!(kept(&page), ("yes", readers[0].as_str()), "{part}");
    }
    for other in ["/", "/trips", "/trips/new", "/trips/trash", "/trips/TRP-2026-999999", "/account/settings", "/admin"]
    {
        assert_eq!(kept(&portal.get(other).await), ("", readers[0].as_str()), "{other}");
    }
    for part in ["/costs", "/comments", "/history", "/edit"] {
        assert_eq!(kept(&portal.get(&format!("{path}{part}")).await), ("", readers[0].as_str()), "{part}");
    }
    for part in ["/calendar.ics", "/export.json"] {
        assert_eq!(kept(&portal.get(&format!("{path}{part}")).await), ("", ""), "{part}");
    }
    let other = portal.person("olga", &[Role::User], None).await;
    let again = portal.person("olga2", &[Role::User], None).await;
    for person in [&other, &again] {
        readers.push(kept(&person.get("/trips").await).1.to_owned());
    }
    readers.sort();
    readers.dedup();
    assert_eq!(readers.len(), 3);
    assert_eq!(kept(&portal.anonymous().get("/login").await), ("", "nobody"));
    assert_eq!(kept(&portal.anonymous().get(&path).await), ("", ""), "a redirect");
}

#[tokio::test]
async fn a_message_is_for_whoever_looks_and_not_for_a_copy() {
    let portal = TestApp::start().await;
    let path = trip(&portal).await;
    let flash = [("cookie", "flash=flash-saved.TRP-2026-000001")];
    let seen = portal.get_with(&path, &flash).await;
    assert_eq!(kept(&seen).0, "later");
    assert_eq!((seen.shows("class=\"flash\""), seen.cookies().as_str()), (true, "flash="));
    let copy = portal.get_with(&path, &[flash[0], ("portal-copy", "yes")]).await;
    assert_eq!(kept(&copy).0, "yes");
    assert!(!copy.shows("class=\"flash\"") && copy.cookies().is_empty());
}

#[tokio::test]
async fn signing_out_and_the_settings_empty_what_is_kept() {
    let portal = TestApp::start().await;
    let settings = portal.get("/account/settings").await;
    assert!(settings.shows("action=\"/account/kept-pages?_method=delete\""));
    let cleared = portal.submit("/account/kept-pages?_method=delete", &[]).await;
    assert_eq!((cleared.status, cleared.header("location")), (StatusCode::SEE_OTHER, "/account/settings"));
    assert_eq!(cleared.header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(portal.follow(&cleared).await.shows("Nothing is kept on this device any more"));
    let out = portal.submit("/logout", &[]).await;
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(kept(&portal.get("/").await).1, "nobody");
}

#[tokio::test]
async fn nothing_is_forgotten_because_the_database_is_away() {
    let portal = TestApp::start().await;
    portal.app.db.close().await;
    for path in ["/", "/help"] {
        assert_eq!(kept(&portal.get(path).await).1, "", "{path}");
    }
}

#[tokio::test]
async fn a_page_says_from_when_it_is_for_the_day_it_is_read_offline() {
    let portal = TestApp::start().await;
    let path = trip(&portal).await;
    assert!(portal.get(&path).await.shows("Offline: as of 4 May 2026, 12:00 UTC. Saving needs a connection."));
    let french = portal.get_with(&path, &[("accept-language", "fr")]).await;
    assert!(french.shows("Hors connexion : état au 4 mai 2026"), "{}", french.text());
    assert!(portal.get("/offline").await.shows("There is no connection"));
    let french = portal.anonymous().get_with("/offline", &[("accept-language", "fr")]).await;
    assert!(french.shows("Il n’y a pas de connexion") && !french.shows("data-as-of"));
}

#[tokio::test]
async fn the_portal_can_be_installed_in_both_languages() {
    let portal = TestApp::start().await;
    for (language, new_trip) in [("en", "New trip"), ("fr", "Nouveau voyage")] {
        let page = portal.get_with("/", &[("accept-language", language)]).await.text();
        let address = page.split_once("rel=\"manifest\" href=\"").unwrap().1.split('"').next().unwrap().to_owned();
        let file = portal.get(&address).await;
        assert_eq!(file.header("content-type"), "application/manifest+json", "{address}");
        let manifest: Value = file.value();
        assert_eq!((&manifest["lang"], &manifest["scope"]), (&json!(language), &json!("/")));
        assert_eq!(manifest["shortcuts"][0]["name"], new_trip);
        for shortcut in manifest["shortcuts"].as_array().unwrap() {
            assert_eq!(portal.get(shortcut["url"].as_str().unwrap()).await.status, StatusCode::OK, "{shortcut}");
        }
        let icons = manifest["icons"].as_array().unwrap();
        for icon in icons {
            assert_eq!(portal.get(icon["src"].as_str().unwrap()).await.header("content-type"), "image/png", "{icon}");
        }
        assert!(icons.iter().any(|icon| icon["sizes"] == "512x512" && icon["purpose"] == "maskable"));
    }
}
