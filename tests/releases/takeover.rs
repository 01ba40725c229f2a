//! One after the other: this release starts while the previous one serves, and the previous one comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::ConnectOptions as _;

use super::{THIS, Visitor, migrate, previous_program, serve};
use crate::process::portal::PATIENCE;
use crate::support::database;

/// What somebody met who kept browsing and writing.
#[derive(Default)]
struct Experience {
    requests: usize,
    failures: Vec<String>,
    /// Addresses of trips whose creation was acknowledged, and their names.
    created: Vec<(String, String)>,
}

impl Experience {
    fn ask(&mut self, visitor: &Visitor, port: u16, method: &str, path: &str, body: &str) -> Option<Value> {
        self.requests += 1;
        match visitor.send(port, method, path, "application/json", body) {
            Ok(reply) if reply.status < 400 => Some(serde_json::from_str(&reply.body).unwrap_or_default()),
            other => {
                self.failures.push(format!("{method} {path}: {other:?}"));
                None
            }
        }
    }
}

/// How many trips make a load that counts.
const ENOUGH: usize = 20;

/// Keeps several visitors busy at one task.
struct Load {
    stop: Arc<AtomicBool>,
    /// How many trips they have made and changed.
    trips: Arc<AtomicUsize>,
    visitors: Vec<JoinHandle<Experience>>,
}

impl Load {
    fn on(port: u16, visitor: &Visitor) -> Self {
        let (stop, trips) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let start = |number| {
            let (stop, trips, visitor) = (Arc::clone(&stop), Arc::clone(&trips), visitor.clone());
            std::thread::spawn(move || visit(port, &visitor, number, &stop, &trips))
        };
        let visitors = (0..4).map(start).collect();
        Self { stop, trips, visitors }
    }

    /// Waits until the visitors have made this many trips more, or cannot.
    fn goes_on(&self) {
        let (began, wanted) = (Instant::now(), self.trips.load(Ordering::Relaxed) + ENOUGH);
        while self.trips.load(Ordering::Relaxed) < wanted && began.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(self) -> Vec<Experience> {
        self.stop.store(true, Ordering::Relaxed);
        self.visitors.into_iter().map(|visitor| visitor.join().unwrap()).collect()
    }
}

fn visit(port: u16, visitor: &Visitor, number: usize, stop: &AtomicBool, trips: &AtomicUsize) -> Experience {
    let mut met = Experience::default();
    while !stop.load(Ordering::Relaxed) {
        for path in ["/", "/trips", "/api/account"] {
            met.ask(visitor, port, "GET", path, "");
        }
        let name = format!("Trip {} of {number}", met.created.len());
        let trip = met.ask(visitor, port, "POST", "/api/trips", &json!({ "name": name }).to_string());
        let Some(id) = trip.as_ref().and_then(|trip| trip["id"].as_str()) else { continue };
        let path = format!("/api/trips/{id}");
        let changed = format!("{name}, changed");
        let body = json!({"name": changed, "version": 1}).to_string();
        let name = if met.ask(visitor, port, "PATCH", &path, &body).is_some() { changed } else { name };
        met.created.push((path, name));
        trips.fetch_add(1, Ordering::Relaxed);
    }
    met
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_at_the_previous_release_notices_that_this_one_starts() {
    let Some(program) = previous_program() else { return };
    let options = database::empty().await;
    let mut before = serve(&program, &options, "previous-task");
    let admin = Visitor::at(&before, "admin");
    let load = Load::on(before.port, &admin);
    load.goes_on();
    let after = serve(THIS, &options, "this-task");
    let load_after = Load::on(after.port, &admin);
    load_after.goes_on();
    load.goes_on();
    let mut met = load.end();
    before.signal("TERM");
    assert_eq!(before.wait().code(), Some(0), "{}", before.log);
    met.extend(load_after.end());

    let failures: Vec<&String> = met.iter().flat_map(|one| &one.failures).collect();
    let requests: usize = met.iter().map(|one| one.requests).sum();
    assert!(failures.is_empty(), "{} of {requests} failed: {:#?}", failures.len(), failures.first());
    assert!(requests > 4 * 3 * ENOUGH, "only {requests} requests");
    for (path, name) in met.iter().flat_map(|one| &one.created) {
        assert_eq!(admin.document(after.port, path)["name"], *name, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_previous_release_comes_back_after_a_rollback() {
    let Some(program) = previous_program() else { return };
    let options = database::empty().await;
    migrate(&program, &options);
    let mut after = serve(THIS, &options, "this-task");
    let admin = Visitor::at(&after, "admin");
    let trip = admin.trip(after.port, &json!({"name": "From the release that failed"}));
    after.signal("TERM");
    assert_eq!(after.wait().code(), Some(0), "{}", after.log);

    migrate(&program, &options);
    let mut before = serve(&program, &options, "previous-task");
    let path = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    assert_eq!(admin.document(before.port, &path)["name"], trip["name"], "the session goes on, too");
    let health = admin.document(before.port, "/management/health");
    assert_eq!(health["components"]["migrations"]["status"], "UP", "{health}");
    let later = admin.trip(before.port, &json!({"name": "After the rollback"}));
    before.signal("TERM");
    assert_eq!(before.wait().code(), Some(0), "{}", before.log);

    let again = serve(THIS, &options, "this-task-again");
    let path = format!("/api/trips/{}", later["id"].as_str().unwrap());
    assert_eq!(admin.document(again.port, &path)["name"], later["name"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_migrations_since_then_rewrite_no_table() {
    let Some(program) = previous_program() else { return };
    let options = database::empty().await;
    migrate(&program, &options);
    let mut connection = options.connect().await.unwrap();
    sqlx::raw_sql(
        "create schema before;
         create table before.tables as select oid from pg_class where relkind in ('r', 'm');
         create function before.refuse_rewrite() returns event_trigger language plpgsql as $$
             begin
                 if exists (select from before.tables where oid = pg_event_trigger_table_rewrite_oid()) then
                     raise exception '% is rewritten', pg_event_trigger_table_rewrite_oid()::regclass;
                 end if;
             end $$;
         create event trigger refuse_rewrite on table_rewrite execute function before.refuse_rewrite();",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    migrate(THIS, &options);
}
