//! Connections to the database that are held back between single statements.

use std::time::Duration;

use tripmgmt::db::Db;

use crate::support::TestApp;

async fn backend(db: &Db) -> i32 {
    sqlx::query_scalar("select pg_backend_pid()").fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn statements_that_follow_each_other_share_a_connection_that_stays_away_from_the_pool() {
    let db = TestApp::start().await.app.db.clone();
    let first = backend(&db).await;
    assert_eq!(backend(&db).await, first);
    let mut others = Vec::new();
    while let Some(mut other) = db.try_acquire() {
        others.push(sqlx::query_scalar::<_, i32>("select pg_backend_pid()").fetch_one(&mut *other).await.unwrap());
    }
    assert!(!others.contains(&first), "the pool gave away a connection that is held back");
}

#[tokio::test]
async fn what_is_held_back_goes_back_to_the_pool_after_a_moment() {
    let db = TestApp::start().await.app.db.clone();
    backend(&db).await;
    // All of them at once, for longer than statements may keep theirs.
    let mut all = Vec::new();
    for _ in 0..db.options().get_max_connections() {
        all.push(db.acquire().await.unwrap());
    }
    assert!(db.try_acquire().is_none());
}

#[tokio::test]
async fn a_connection_that_failed_or_was_left_in_the_midst_of_a_statement_is_not_used_as_it_is() {
    let db = TestApp::start().await.app.db.clone();
    backend(&db).await;
    sqlx::query("select 1 / 0").execute(&db).await.unwrap_err();
    assert_eq!(sqlx::query_scalar::<_, i32>("select 1").fetch_one(&db).await.unwrap(), 1);
    let abandoned = sqlx::query("select pg_sleep(0.3)").execute(&db);
    tokio::time::timeout(Duration::from_millis(50), abandoned).await.unwrap_err();
    for number in 1..20 {
        let read = sqlx::query_scalar::<_, i32>("select $1").bind(number).fetch_one(&db).await.unwrap();
        assert_eq!(read, number, "an answer that belongs to another statement");
    }
}

#[tokio::test]
async fn a_connection_that_the_server_has_ended_is_replaced() {
    let db = TestApp::start().await.app.db.clone();
    let ended = backend(&db).await;
    let mut other = db.acquire().await.unwrap();
    sqlx::query("select pg_terminate_backend($1)").bind(ended).execute(&mut *other).await.unwrap();
    // One statement finds out.
    let _ = sqlx::query("select 1").execute(&db).await;
    assert_ne!(backend(&db).await, ended);
}

#[tokio::test]
async fn closing_waits_for_nobody() {
    let db = TestApp::start().await.app.db.clone();
    backend(&db).await;
    tokio::time::timeout(Duration::from_secs(5), db.close()).await.unwrap();
    assert!(sqlx::query("select 1").execute(&db).await.is_err());
}
