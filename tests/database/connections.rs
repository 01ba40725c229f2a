//! Connections that break, fall silent or cannot be had: what only reads goes on, what writes tells the truth, and all is
//! well again soon after the database is.

use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sqlx::ConnectOptions as _;

use super::{BACK, Behind, Client, admin, count, execute, terminate};
use crate::support::database;

/// Several requests at once, so that the pool has several connections.
fn warm_up(client: &Client) {
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| assert_eq!(client.get("/api/trips").status, 200));
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_reads_goes_on_when_its_connection_is_ended_or_reset() {
    let options = database::fresh().await;
    let behind = Behind::start(&options, &[]).await;
    let mut admin = admin(&options).await;
    for round in 0..3 {
        warm_up(&behind);
        terminate(&mut admin).await;
        for path in ["/api/trips", "/trips", "/management/health/readiness"] {
            assert_eq!(behind.get(path).status, 200, "{path} after backends were ended, round {round}");
        }
        warm_up(&behind);
        behind.proxy.cut();
        for path in ["/api/trips", "/trips", "/api/account"] {
            assert_eq!(behind.get(path).status, 200, "{path} after a reset, round {round}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_answer_is_lost_is_an_error_and_not_repeated() {
    let options = database::fresh().await;
    let behind = Behind::start(&options, &[]).await;
    let key = [("Idempotency-Key", "one-trip-only")];
    behind.proxy.swallow_next_commit();
    let lost = behind.post_with("Committed in secret", &key);
    assert_eq!(lost.status, 503, "{lost:?}");
    assert_eq!(lost.header("retry-after"), "5");
    let mut admin = admin(&options).await;
    assert_eq!(count(&mut admin, "Committed in secret").await, 1, "it was stored, once");
    let again = behind.post_with("Committed in secret", &key);
    assert!([200, 201].contains(&again.status), "{again:?}");
    assert_eq!(count(&mut admin, "Committed in secret").await, 1, "and the key makes it safe to ask again");
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_tells_of_a_database_that_is_away_and_all_works_soon_after_it_is_back() {
    let options = database::fresh().await;
    let behind = Behind::start(&options, &[]).await;
    warm_up(&behind);
    for away_by in ["refusing", "stalling"] {
        match away_by {
            "refusing" => {
                behind.proxy.refuse(true);
                behind.proxy.cut();
            }
            _ => behind.proxy.stall(true),
        }
        behind.wait_until("not ready", BACK, |behind| behind.readiness() == 503);
        assert_eq!(behind.get("/management/health/liveness").status, 200, "a restart would not help");
        let began = Instant::now();
        let refused = behind.post("Refused");
        assert_eq!((refused.status, refused.header("retry-after")), (503, "5"), "{refused:?}");
        assert!(began.elapsed() < Duration::from_secs(20), "nobody waits for long");
        behind.proxy.refuse(false);
        behind.proxy.stall(false);
        let took = behind.wait_until("writes", BACK, |behind| behind.post("Welcome back").status == 201);
        eprintln!("writes work {took:?} after {away_by}");
        behind.wait_until("ready", BACK, |behind| behind.readiness() == 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_fall_silent_are_given_up() {
    let options = database::fresh().await;
    let behind = Behind::start(&options, &["--database-pool-size", "4"]).await;
    warm_up(&behind);
    behind.proxy.silence();
    std::thread::scope(|scope| {
        // More than there are connections: all of them are waited for.
        for number in 0..6 {
            let client = &behind.client;
            scope.spawn(move || {
                let began = Instant::now();
                let answer = client.post(&format!("Into the silence {number}"));
                assert!([201, 503].contains(&answer.status), "{answer:?}");
                assert!(began.elapsed() < Duration::from_secs(15), "it was told after {:?}", began.elapsed());
            });
        }
        let took = behind.wait_until("writes", BACK, |behind| behind.post("Heard").status == 201);
        eprintln!("writes work {took:?} after the silence");
    });
    warm_up(&behind);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_locked_and_a_full_pool_are_unavailable_for_a_moment_only() {
    let options = database::fresh().await;
    let behind = Behind::start(&options, &["--database-pool-size", "2"]).await;
    let mut admin = admin(&options).await;
    execute(&mut admin, "begin").await;
    execute(&mut admin, "lock table trips in access exclusive mode").await;
    std::thread::scope(|scope| {
        for path in ["/api/trips", "/trips", "/api/trips", "/api/account"] {
            let client = &behind.client;
            scope.spawn(move || {
                let began = Instant::now();
                let answer = client.get(path);
                // A page may be asked for twice by a reload, never by us: neither is a broken connection.
                assert!(answer.status == 503 || path == "/api/account", "{path}: {answer:?}");
                assert!(began.elapsed() < Duration::from_secs(14), "{path} took {:?}", began.elapsed());
            });
        }
    });
    execute(&mut admin, "rollback").await;
    assert_eq!(behind.get("/api/trips").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_lets_nobody_in_is_unavailable_and_the_log_says_why() {
    let options = database::fresh().await;
    let mut maintenance = options.clone().database("postgres").connect().await.unwrap();
    let name = options.get_database().unwrap().to_owned();
    let role = format!("{name}_role");
    execute(&mut maintenance, format!("create role {role} superuser login password 'postgres'")).await;
    let mut behind = Behind::start(&options.clone().username(&role), &[]).await;
    let closed = format!("alter role {role} nologin");
    let open = format!("alter role {role} login");
    let away = format!("alter database {name} rename to {name}_away");
    let back = format!("alter database {name}_away rename to {name}");
    // While it is away nobody comes in at all, so that nobody stands in the way of the new name.
    for (close, open, words) in [(closed, open, "not permitted to log in"), (away, back, "does not exist")] {
        behind.proxy.refuse(true);
        behind.proxy.cut();
        execute(&mut maintenance, close.as_str()).await;
        behind.proxy.refuse(false);
        for answer in [behind.get("/trips"), behind.post("Nobody in")] {
            assert_eq!((answer.status, answer.header("retry-after")), (503, "5"), "{words}: {answer:?}");
        }
        assert_eq!(behind.readiness(), 503);
        behind.portal.wait_for(words);
        behind.portal.wait_for("does not let the portal in");
        execute(&mut maintenance, open.as_str()).await;
        behind.wait_until("writes", BACK, |behind| behind.post("In again").status == 201);
    }
    drop(behind);
    execute(&mut maintenance, format!("drop role {role}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn open_pages_are_told_that_they_may_have_missed_something() {
    let options = database::fresh().await;
    let behind = Behind::start(&options, &[]).await;
    let trip: serde_json::Value = serde_json::from_str(&behind.post("Watched").body).unwrap();
    for lost_by in ["a reset", "silence"] {
        let mut stream = behind.portal.connect();
        write!(
            stream,
            "GET /trips/{}/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\r\n",
            trip["reference"].as_str().unwrap(),
            behind.token
        )
        .unwrap();
        let mut bring = |text: &str| {
            let (until, mut heard) = (Instant::now() + Duration::from_secs(30), String::new());
            stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
            while !heard.contains(text) {
                let mut bytes = [0; 1024];
                let count = stream.read(&mut bytes).unwrap();
                assert!(count > 0 && Instant::now() < until, "no \"{text}\" after {lost_by} in {heard}");
                heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        };
        bring("event: hello");
        if lost_by == "silence" {
            behind.proxy.silence();
        } else {
            behind.proxy.cut();
        }
        bring("event: missed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_nothing_that_was_acknowledged_is_lost() {
    let options = database::fresh().await;
    let behind = Behind::start(&options, &["--database-pool-size", "4"]).await;
    let is_over = AtomicBool::new(false);
    let mut ending = admin(&options).await;
    let acknowledged = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let (client, is_over) = (&behind.client, &is_over);
                scope.spawn(move || {
                    let (mut names, mut refused) = (Vec::new(), 0);
                    for number in 0.. {
                        if is_over.load(Ordering::Relaxed) {
                            break;
                        }
                        let name = format!("Trip {number} of {writer}");
                        match client.post(&name).status {
                            201 => names.push(name),
                            503 => refused += 1,
                            other => panic!("status {other}"),
                        }
                    }
                    (names, refused)
                })
            })
            .collect();
        tokio::task::block_in_place(|| {
            let handle = tokio::runtime::Handle::current();
            for _ in 0..3 {
                behind.proxy.cut();
                std::thread::sleep(Duration::from_millis(700));
                handle.block_on(terminate(&mut ending));
                std::thread::sleep(Duration::from_millis(700));
                behind.proxy.delay(Duration::from_millis(30));
                std::thread::sleep(Duration::from_millis(500));
                behind.proxy.swallow_next_commit();
                std::thread::sleep(Duration::from_millis(700));
                behind.proxy.delay(Duration::ZERO);
            }
            is_over.store(true, Ordering::Relaxed);
        });
        writers.into_iter().map(|writer| writer.join().unwrap()).collect::<Vec<_>>()
    });
    let refused: i32 = acknowledged.iter().map(|(_, refused)| refused).sum();
    let names: Vec<String> = acknowledged.into_iter().flat_map(|(names, _)| names).collect();
    eprintln!("{} trips acknowledged, {refused} refused", names.len());
    assert!(names.len() > 20 && refused > 0, "{} acknowledged, {refused} refused", names.len());
    let missing: i64 = sqlx::query_scalar(
        "select count(*) from unnest($1::text[]) as told(name)
         where (select count(*) from trips where trips.name = told.name) <> 1",
    )
    .bind(&names)
    .fetch_one(&mut ending)
    .await
    .unwrap();
    assert_eq!(missing, 0);
}
