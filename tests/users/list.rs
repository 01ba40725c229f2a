//! The list: search, filters, order, pages, all in the address.

use axum::http::StatusCode;
use tripmgmt::accounts::Role;

use crate::support::TestApp;

/// A portal with an administrator and four others.
async fn portal() -> TestApp {
    let portal = TestApp::start().await;
    let mia = portal.person("mia", &[Role::User, Role::Manager], None).await;
    for (login, first, last, status) in [
        ("amelie", "Amélie", "Ndongo", "active"),
        ("bob", "Bob", "Ärmel", "pending"),
        ("carl", "Carl", "Zimmer", "blocked"),
    ] {
        portal.person(login, &[Role::User], Some(&mia)).await;
        sqlx::query("update accounts set first_name = $2, last_name = $3, status = $4 where login = $1")
            .bind(login)
            .bind(first)
            .bind(last)
            .bind(status)
            .execute(&portal.app.db)
            .await
            .unwrap();
    }
    portal
}

/// The logins on a page, in its order.
fn logins(html: &str) -> Vec<String> {
    let body = html.split("<tbody").nth(1).unwrap_or_default();
    let rows = body.split("class=\"row__person\"").skip(1);
    rows.map(|row| row.split("/admin/users/").nth(1).unwrap().split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn search_and_filters_narrow_down_and_combine() {
    let portal = portal().await;
    for (query, expected) in [
        ("", vec!["admin", "bob", "mia", "amelie", "carl"]),
        ("q=NDONGO", vec!["amelie"]),
        ("q=amelie+portal.test", vec!["amelie"]),
        ("q=armel", vec!["bob"]),
        ("q=%25", vec![]),
        ("status=pending&status=blocked", vec!["bob", "carl"]),
        ("role=ROLE_MANAGER", vec!["admin", "mia"]),
        ("role=ROLE_MANAGER&q=mia", vec!["mia"]),
        ("manager=Mia&status=active", vec!["amelie"]),
        ("manager=nobody", vec![]),
    ] {
        let page = portal.get(&format!("/admin/users?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!(logins(&page.text()), expected, "{query}");
    }
}

#[tokio::test]
async fn a_row_says_who_somebody_is_and_what_they_may_do() {
    let portal = portal().await;
    let row = portal.get("/admin/users?q=carl").await;
    for text in ["Carl Zimmer", "carl@portal.test", "Traveller", "Blocked", "mia", "Never", "1 user"] {
        assert!(row.shows(text), "{text}");
    }
}

#[tokio::test]
async fn every_order_works_both_ways_and_says_so() {
    let portal = portal().await;
    let later = portal.clock.now() + chrono::TimeDelta::hours(1);
    sqlx::query("update accounts set last_sign_in_at = $1, changed_at = $1 where login = 'bob'")
        .bind(later)
        .execute(&portal.app.db)
        .await
        .unwrap();
    for (name, last) in [("name", "carl"), ("status", "bob"), ("sign-in", "bob"), ("changed", "bob")] {
        for (sort, place, order) in [(name.to_owned(), 4, "ascending"), (format!("-{name}"), 0, "descending")] {
            let page = portal.get(&format!("/admin/users?sort={sort}")).await;
            assert_eq!(logins(&page.text())[place], last, "{sort}");
            assert!(page.shows(&format!("aria-sort=\"{order}\"")), "{sort}");
            assert_eq!(page.text().matches("aria-sort").count(), 1, "{sort}");
        }
    }
}

#[tokio::test]
async fn a_filter_that_cannot_be_understood_is_named() {
    let portal = portal().await;
    for query in ["status=bogus", "role=ROLE_KING", "manager=a+b", "sort=email", "after=x", "before=~"] {
        let page = portal.get(&format!("/admin/users?{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(page.shows("There is a problem"), "{query}");
    }
}

#[tokio::test]
async fn no_match_offers_to_clear_the_filters() {
    let page = portal().await.get("/admin/users?q=nowhere").await;
    assert!(page.shows("No users match") && page.shows("Remove filter") && page.shows("href=\"/admin/users\""));
}

#[tokio::test]
async fn pages_lead_through_every_account_once_and_back() {
    let portal = TestApp::start().await;
    sqlx::query(
        "insert into accounts (id, login, status, credentials_changed_at, created_at, created_by, changed_at, changed_by)
         select gen_random_uuid(), 'user' || n, 'active', now(), now(), 'test', now(), 'test' from generate_series(1, 49) n",
    )
    .execute(&portal.app.db)
    .await
    .unwrap();
    for sort in ["", "-name", "status", "sign-in", "-changed"] {
        let mut address = format!("/admin/users?sort={sort}");
        let mut pages = Vec::new();
        loop {
            let html = portal.get(&address).await.text();
            pages.push(logins(&html));
            let Some(tag) = html.split("rel=\"next\" href=\"").nth(1) else { break };
            address = tag.split('"').next().unwrap().replace("&#38;", "&");
        }
        let mut all = pages.concat();
        all.sort();
        all.dedup();
        assert_eq!((pages.len(), all.len()), (3, 50), "{sort}");
        let html = portal.get(&address).await.text();
        let back = html.split("rel=\"prev\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
        assert_eq!(logins(&portal.get(&back).await.text()), pages[1], "{sort}");
    }
}

#[tokio::test]
async fn the_old_address_leads_here() {
    let moved = TestApp::start().await.get("/admin/user-management").await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (308, "/admin/users"));
}
