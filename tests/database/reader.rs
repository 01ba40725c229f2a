//! A cluster with a reader endpoint: pages are read from a copy, whoever changes something sees it at once, and a copy that
//! falls behind or goes is not noticed.

use super::failover::{OwnServer, has_postgresql};
use super::{BACK, Behind, admin, execute};
use crate::process::portal::{Portal, libpq, tripmgmt};
use crate::support::fault_proxy::{Proxy, Upstream};

/// A browser of somebody who is signed in.
struct Browser<'a> {
    portal: &'a Portal,
}

impl Browser<'_> {
    fn reads(&self) -> u64 {
        let metrics = self.portal.get("/management/prometheus").1;
        let line = metrics.lines().find(|line| line.starts_with("db_reads_from_copies"));
        line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or_default()
    }

    /// Asks for a page as somebody who has changed nothing lately; whether a copy was read, and the page.
    fn look(&self, path: &str) -> (bool, String) {
        let before = self.reads();
        let (status, page) = self.portal.get(path);
        assert_eq!(status, 200, "{path}: {page}");
        (self.reads() > before, page)
    }

    /// Adds a trip; returns the cookies that are sent with what follows.
    fn add(&self, name: &str) -> String {
        let session = format!("Cookie: {}", self.portal.cookie());
        let body = serde_json::json!({ "name": name }).to_string();
        let answer = self.portal.ask_whole("POST", "/api/trips", &session, &body);
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        let changed = answer.lines().find_map(|line| line.strip_prefix("set-cookie: changed=1; ")).unwrap_or_default();
        assert!(changed.contains("Max-Age=10"), "{answer}");
        format!("{session}; changed=1")
    }
}

/// Every page that may be read from a copy.
const PAGES: [&str; 9] = [
    "/",
    "/trips",
    "/trips?q=Lyon",
    "/trips?q=Lyyon",
    "/reports",
    "/calendar",
    "/whereabouts",
    "/trips/map",
    "/admin/audit",
];

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_read_from_a_copy_as_long_as_it_keeps_up() {
    if !has_postgresql() {
        return;
    }
    let mut writer = OwnServer::start("leader").await;
    let mut command = tripmgmt();
    command.envs(libpq(&writer.options())).arg("--demo");
    drop(Portal::start(command));
    let copy = writer.follower("follower").await;
    let to_copy = Proxy::to(Upstream::of(&copy.options())).await;
    let host = format!("127.0.0.1:{}", to_copy.port());
    let behind = Behind::start(&writer.options(), &["--database-reader-host", &host]).await;
    let portal = behind.portal.sign_in();
    let browser = Browser { portal: &portal };
    let wait = |what: &str, is_so: &dyn Fn() -> bool| {
        let took = behind.client.wait_until(what, BACK, |_| is_so());
        eprintln!("{what} after {took:?}");
    };

    wait("a copy is read", &|| browser.look("/trips").0);
    for path in PAGES {
        wait(path, &|| browser.look(path).0);
    }
    let health = portal.get("/management/health").1;
    assert!(health.contains(r#""copies":true"#), "{health}");
    portal.create("Now");
    let (_, list) = portal.ask("GET", "/trips", &format!("Cookie: {}; changed=1", portal.cookie()), "");
    let at = list.find("/trips/TRP-").unwrap();
    assert!(!browser.look(list[at..].split('"').next().unwrap()).0, "a trip's own page shows what is so now");

    // The copy stands still: whoever changes something sees it, from the first moment on.
    let mut at_copy = admin(&copy.options()).await;
    execute(&mut at_copy, "select pg_wal_replay_pause()").await;
    let cookies = browser.add("Not yet at the copy");
    let before = browser.reads();
    let (status, page) = portal.ask("GET", "/trips", &cookies, "");
    assert_eq!((status, browser.reads()), (200, before));
    assert!(page.contains("Not yet at the copy"), "{page}");
    // Soon it is too far behind for anybody, which nobody notices.
    wait("a copy that is behind is left alone", &|| {
        let (from_copy, page) = browser.look("/trips");
        !from_copy && page.contains("Not yet at the copy")
    });
    execute(&mut at_copy, "select pg_wal_replay_resume()").await;
    wait("it has caught up", &|| browser.look("/trips").0);

    for (what, refuses) in [("cut", false), ("gone", true)] {
        to_copy.refuse(refuses);
        to_copy.cut();
        for path in PAGES {
            browser.look(path);
        }
        assert_eq!(behind.client.readiness(), 200, "{what}: the portal works without a copy");
        to_copy.refuse(false);
        wait(what, &|| browser.look("/trips").0);
    }
    // One that says nothing any more costs a moment, not a page.
    to_copy.stall(true);
    browser.look("/trips");
    to_copy.stall(false);
    wait("it speaks again", &|| browser.look("/trips").0);
}
