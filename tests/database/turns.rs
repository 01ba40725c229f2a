//! Who gets a connection when all are in use.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use sqlx::postgres::PgPoolOptions;
use tripmgmt::db::Db;
use tripmgmt::db::trust::Trust;

use crate::support::database;

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
