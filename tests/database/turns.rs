//! Who gets a connection, and how many are made.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::postgres::{PgPoolOptions, PgSslMode};
use tripmgmt::db::Db;
use tripmgmt::db::trust::Trust;

use crate::support::database;
use crate::support::fault_proxy::{Proxy, Upstream};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_gets_the_next_connection_however_busy_others_are() {
    const CONNECTIONS: u32 = 4;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).connect_lazy_with(database::fresh().await);
    let db = Db::new(pool, Trust::default());
    let (done, is_over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let busy = (0..CONNECTIONS).map(|_| {
        let (db, done, is_over) = (db.clone(), Arc::clone(&done), Arc::clone(&is_over));
        tokio::spawn(async move {
            while !is_over.load(Ordering::Relaxed) {
                sqlx::query("select 1").execute(&db).await.unwrap();
                done.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    let busy: Vec<_> = busy.collect();
    while done.load(Ordering::Relaxed) < 100 {
        tokio::task::yield_now().await;
    }
    let mut least = usize::MAX;
    for _ in 0..20 {
        let before = done.load(Ordering::Relaxed);
        sqlx::query("select 1").execute(&db).await.unwrap();
        least = least.min(done.load(Ordering::Relaxed) - before);
    }
    // It takes a few more until this one runs again.
    assert!(least < 50, "others had {least} turns, and never fewer");
    let before = done.load(Ordering::Relaxed);
    db.begin().await.unwrap().rollback().await.unwrap();
    assert!(done.load(Ordering::Relaxed) > before, "others go on while somebody waits for a transaction");
    is_over.store(true, Ordering::Relaxed);
    for task in busy {
        task.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_connections_are_made_than_there_may_be_however_many_want_one() {
    const CONNECTIONS: u32 = 4;
    let options = database::fresh().await;
    let proxy = Proxy::to(Upstream::of(&options)).await;
    proxy.delay(Duration::from_millis(5));
    let options = options.host("127.0.0.1").port(proxy.port()).ssl_mode(PgSslMode::Disable);
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).connect_lazy_with(options);
    let db = Db::new(pool, Trust::default());
    let many = (0..64).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            for _ in 0..5 {
                sqlx::query("select 1").execute(&db).await.unwrap();
            }
        })
    });
    for one in many.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    assert_eq!(proxy.connections(), u64::from(CONNECTIONS));
}
