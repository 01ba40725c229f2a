//! Closing an account, whoever does it.

use serde_json::json;
use tripmgmt::accounts::{AccountId, Actor, Role, closing};
use tripmgmt::error::AppError;
use tripmgmt::sessions::address::ClientAddress;

use super::{account, audited, is_signed_in};
use crate::support::TestApp;

/// Closes the account of whoever a portal is for.
async fn close(portal: &TestApp, heir: Option<&TestApp>) -> Result<(), AppError> {
    let leaving = account(portal).await;
    let heir: Option<AccountId> = match heir {
        Some(heir) => Some(account(heir).await.id),
        None => None,
    };
    let from = ClientAddress::of(&axum::http::HeaderMap::new(), &axum::http::Extensions::new(), false);
    let mut transaction = portal.app.db.begin().await.unwrap();
    closing::close(&mut transaction, &portal.app, &from, &Actor("admin".to_owned()), &leaving, heir).await?;
    transaction.commit().await.unwrap();
    Ok(())
}

#[tokio::test]
async fn the_trips_of_whoever_leaves_go_to_the_heir_and_the_rest_goes() {
    let admin = TestApp::start().await;
    let boss = admin.person("boss", &[Role::User, Role::Manager], None).await;
    let manager = admin.person("mia", &[Role::User, Role::Manager], Some(&boss)).await;
    let owner = admin.person("olga", &[Role::User], Some(&manager)).await;
    let draft = owner.trip(json!({"name": "Draft"})).await;
    let submitted = owner.trip(json!({"name": "Submitted", "status": "submitted"})).await;
    let share = sqlx::query(
        "insert into trip_members (trip_id, account_id, role, added_at, added_by)
         select t.id, a.id, 'viewer', now(), 'olga' from trips t, accounts a where a.login in ('mia', 'boss')",
    );
    share.execute(&admin.app.db).await.unwrap();
    close(&owner, Some(&manager)).await.unwrap();
    assert!(!is_signed_in(&owner).await);
    let members = sqlx::query_scalar("select count(*) from trip_members m join trips t on t.owner_id = m.account_id");
    assert_eq!(members.fetch_one(&admin.app.db).await.ok(), Some(0_i64), "nobody shares a trip with its owner");
    for trip in [&draft, &submitted] {
        let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
        assert!(manager.get(&format!("{path}/edit")).await.status.is_success(), "the heir owns it");
    }
    let path = format!("/trips/{}", submitted["reference"].as_str().unwrap());
    assert!(
        boss.get(&path).await.shows("Approve"),
        "who would have decided about it now owns it: their manager decides"
    );
    assert_eq!(audited(&admin).await, ["admin account-closed olga"]);
}

#[tokio::test]
async fn without_an_heir_administrators_see_the_trips() {
    let admin = TestApp::start().await;
    let manager = admin.person("mia", &[Role::User, Role::Manager], None).await;
    let owner = admin.person("olga", &[Role::User], Some(&manager)).await;
    let trip = owner.trip(json!({"name": "Left behind", "status": "submitted"})).await;
    close(&owner, None).await.unwrap();
    let path = format!("/trips/{}", trip["reference"].as_str().unwrap());
    assert!(admin.get(&path).await.shows("Left behind"));
    assert!(!manager.get("/trips").await.shows("Left behind"));
}

#[tokio::test]
async fn what_waited_for_whoever_leaves_waits_for_every_manager() {
    let admin = TestApp::start().await;
    let manager = admin.person("mia", &[Role::User, Role::Manager], None).await;
    let other = admin.person("marc", &[Role::User, Role::Manager], None).await;
    let owner = admin.person("olga", &[Role::User], Some(&manager)).await;
    owner.trip(json!({"name": "Waiting", "status": "submitted"})).await;
    assert!(!other.get("/trips").await.shows("Waiting"));
    close(&manager, None).await.unwrap();
    assert!(other.get("/trips").await.shows("Waiting"));
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let admin = TestApp::start().await;
    let Err(AppError::BadRequest { key, .. }) = close(&admin, None).await else { panic!("the last one was closed") };
    assert_eq!(key, "lastadministrator");
    let second = admin.person("second", &Role::ALL, None).await;
    sqlx::query("update accounts set status = 'blocked' where login = 'second'").execute(&admin.app.db).await.unwrap();
    assert!(close(&admin, None).await.is_err(), "one who is blocked is none");
    sqlx::query("update accounts set status = 'active'").execute(&admin.app.db).await.unwrap();
    close(&second, None).await.unwrap();
    assert!(is_signed_in(&admin).await);
}

#[tokio::test]
async fn of_two_administrators_who_close_each_other_at_once_one_stays() {
    let admin = TestApp::start().await;
    let second = admin.person("second", &Role::ALL, None).await;
    let (one, other) = tokio::join!(close(&admin, None), close(&second, None));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}
