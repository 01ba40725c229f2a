//! The queue, without a server.

use chrono::TimeDelta;
use tripmgmt::mail::worker::deliver_due;
use tripmgmt::mail::{Letter, enqueue, queue as sql};
use tripmgmt::{housekeeping, mail};

use super::{NO_SERVER, letter, link_until, queue};
use crate::support::TestApp;

/// The link that the database still holds.
async fn stored_link(portal: &TestApp, id: mail::MailId) -> Option<String> {
    sqlx::query_scalar("select link from mails where id = $1").bind(id).fetch_one(&portal.app.db).await.unwrap()
}

#[tokio::test]
async fn a_mail_shares_the_fate_of_its_transaction() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    let mut transaction = portal.app.db.begin().await.unwrap();
    enqueue(&mut transaction, &portal.app, &letter(&portal, "amelie@example.com")).await.unwrap();
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 0, "not committed yet");
    transaction.rollback().await.unwrap();
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 0);
    assert!(portal.get("/admin/mails").await.shows("No mails yet"));
}

#[tokio::test]
async fn the_claim_of_a_task_that_died_is_taken_over() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    let dead = sql::claim(&portal.app.db, portal.clock.now()).await.unwrap().unwrap();
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 0, "claimed");
    portal.clock.advance(sql::LEASE);
    let alive = sql::claim(&portal.app.db, portal.clock.now()).await.unwrap().unwrap();
    assert_eq!((alive.id, alive.attempts), (dead.id, 2));

    // If the first one was only slow, it has nothing to say any more.
    let now = portal.clock.now();
    sql::not_sent(&portal.app.db, &dead, "too late", sql::Next::GiveUp, now).await.unwrap();
    assert!(!portal.get("/admin/mails").await.shows("too late"));
    sql::not_sent(&portal.app.db, &alive, "in time", sql::Next::GiveUp, now).await.unwrap();
    assert!(portal.get("/admin/mails").await.shows("in time"));
}

#[tokio::test]
async fn a_mail_is_given_up_after_eight_attempts_within_a_day() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    let link = link_until(portal.clock.now() + TimeDelta::days(9));
    queue(&portal, &Letter { link: Some(link), ..letter(&portal, "amelie@example.com") }).await;
    let mut attempts = 0;
    for _ in 0..(24 * 6) {
        attempts += deliver_due(&portal.app).await.unwrap();
        portal.clock.advance(TimeDelta::minutes(10));
    }
    assert_eq!(attempts, 8);
    let page = portal.get("/admin/mails").await;
    assert!(page.shows("Failed") && page.shows("8 attempts"));
}

#[tokio::test]
async fn an_expired_mail_is_not_sent_and_its_link_is_forgotten() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    let id = queue(&portal, &letter(&portal, "amelie@example.com")).await;
    portal.clock.advance(TimeDelta::days(1));
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 0);
    assert!(portal.get("/admin/mails").await.shows("Expired"));
    assert!(stored_link(&portal, id).await.is_some());
    housekeeping::tidy(&portal.app).await.unwrap();
    assert_eq!(stored_link(&portal, id).await, None);
}

#[tokio::test]
async fn a_sent_mail_keeps_no_link() {
    let portal = TestApp::start().await;
    let id = queue(&portal, &letter(&portal, "amelie@example.com")).await;
    sql::claim(&portal.app.db, portal.clock.now()).await.unwrap().unwrap();
    sql::sent(&portal.app.db, id, portal.clock.now()).await.unwrap();
    assert_eq!(stored_link(&portal, id).await, None);
}

#[tokio::test]
async fn mails_go_after_ninety_days() {
    let portal = TestApp::start().await;
    queue(&portal, &letter(&portal, "old@example.com")).await;
    portal.clock.advance(TimeDelta::days(1));
    queue(&portal, &letter(&portal, "new@example.com")).await;
    portal.clock.advance(TimeDelta::days(sql::DAYS_KEPT) - TimeDelta::hours(1));
    housekeeping::tidy(&portal.app).await.unwrap();
    let page = portal.get("/admin/mails").await;
    assert!(page.shows("new@example.com") && !page.shows("old@example.com"));
}

#[tokio::test]
async fn a_kind_that_only_a_newer_release_knows_is_left_to_it() {
    let portal = TestApp::start_with(&NO_SERVER).await;
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    sqlx::query("update mails set kind = 'receipt'").execute(&portal.app.db).await.unwrap();
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 0);
    assert!(portal.get("/admin/mails").await.shows("Of a newer release"));
}
