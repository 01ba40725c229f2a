//! Both serve: what one writes the other reads and changes, whichever of them a visitor meets.

use serde_json::{Value, json};

use super::{THIS, Visitor, previous_program, serve};
use crate::support::database;

/// The fields that both know are the same.
fn assert_agree(one: &Value, other: &Value) {
    let (one, other) = (one.as_object().unwrap(), other.as_object().unwrap());
    assert!(one.keys().filter(|name| other.contains_key(*name)).count() > 10, "they hardly share a field");
    for (name, value) in one {
        assert!(other.get(name).is_none_or(|theirs| theirs == value), "{name}: {value}, and {:?}", other.get(name));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_release_writes_the_other_reads_and_changes() {
    let Some(program) = previous_program() else { return };
    let options = database::empty().await;
    let before = serve(&program, &options, "previous-task");
    let admin = Visitor::at(&before, "admin");
    let user = Visitor::at(&before, "user");
    let after = serve(THIS, &options, "this-task");

    for (number, (here, there)) in [(before.port, after.port), (after.port, before.port)].into_iter().enumerate() {
        trips_over_rest(&admin, &user, here, there);
        trips_on_pages(&admin, &user, here, there);
        people(&admin, here, there, &format!("newcomer{number}"));
        for path in
            ["/", "/trips", "/trips/trash", "/account", "/admin", "/admin/audit", "/admin/users", "/admin/health"]
        {
            admin.sees(here, path);
        }
        assert_eq!(admin.document(here, "/management/health")["components"]["migrations"]["status"], "UP");
        assert_eq!(admin.get(here, "/management/health/readiness").status, 200);
    }
    let page = admin.sees(before.port, "/admin/deployments");
    assert!(page.contains("previous-task") && page.contains("this-task"), "{page}");
}

fn trips_over_rest(admin: &Visitor, user: &Visitor, here: u16, there: u16) {
    let whole = json!({
        "name": "Kick-off", "purpose": "Meet the team", "destinationPlace": "Lyon", "destinationCountry": "FR",
        "startDate": "2027-03-01", "endDate": "2027-03-04", "timeZone": "Europe/Paris",
        "budgetAmount": 1200.5, "budgetCurrency": "EUR", "costCenter": "C-1", "notes": "By train"
    });
    let path = format!("/api/trips/{}", admin.trip(here, &whole)["id"].as_str().unwrap());
    let (mine, theirs) = (admin.document(here, &path), admin.document(there, &path));
    assert_eq!(mine["notes"], "By train");
    assert_agree(&mine, &theirs);

    let patched = admin.json(there, "PATCH", &path, &json!({"name": "Kick-off in Lyon", "version": mine["version"]}));
    assert_eq!(patched.status, 200, "{patched:?}");
    let changed = admin.document(here, &path);
    assert_eq!((&changed["name"], &changed["notes"]), (&json!("Kick-off in Lyon"), &json!("By train")));
    let stale = admin.json(here, "PATCH", &path, &json!({"name": "Lost", "version": mine["version"]}));
    assert_eq!(stale.status, 409, "a change of the other release is not written over");

    assert_eq!(user.get(there, &path).status, 404, "before it is shared");
    let shared = admin.json(here, "POST", &format!("{path}/members"), &json!({"login": "user", "role": "editor"}));
    assert_eq!(shared.status, 201, "{shared:?}");
    assert_agree(&user.document(there, &path), &admin.document(here, &path));
    let edited = user.json(there, "PATCH", &path, &json!({"notes": "By night train", "version": changed["version"]}));
    assert_eq!(edited.status, 200, "{edited:?}");
    assert_eq!(admin.json(there, "DELETE", &path, &Value::Null).status, 204);
    assert_eq!(user.get(here, &path).status, 404);
}

fn trips_on_pages(admin: &Visitor, user: &Visitor, here: u16, there: u16) {
    // Nobody approves a trip of their own.
    let created = user.form(here, "/trips", &[("name", "Fair"), ("destination_place", "Basel")]);
    let trip = created.location();
    assert!(admin.sees(there, trip).contains("Basel"));
    assert!(admin.sees(there, "/trips").contains("Fair"));
    let fields = [("version", "1"), ("name", "Fair and visit"), ("destination_place", "Basel")];
    assert_eq!(admin.form(there, &format!("{trip}?_method=put"), &fields).status, 303);
    assert!(admin.sees(here, trip).contains("Fair and visit"));
    for (action, shown) in [("submission", "Submitted"), ("approval", "Approved")] {
        let status = admin.form(here, &format!("{trip}/{action}"), &[]).status;
        assert_eq!(status, 303, "{action}");
        assert!(admin.sees(there, trip).contains(shown), "{action}");
    }
    assert_eq!(admin.form(here, &format!("{trip}?_method=delete"), &[]).status, 303);
    assert_eq!(admin.form(there, &format!("{trip}/restoration"), &[]).status, 303);
    admin.sees(here, trip);
}

fn people(admin: &Visitor, here: u16, there: u16, login: &str) {
    let email = format!("{login}@example.com");
    let nobody = Visitor::nobody();
    let fields = [("login", login), ("email", &email), ("password", "correct horse battery")];
    assert_eq!(nobody.form(here, "/account/register", &fields).location(), "/login");
    assert!(admin.sees(there, &format!("/admin/users?q={login}")).contains(&email));
    assert!(admin.sees(there, &format!("/admin/audit?person={login}")).contains(login), "it was noted");
    let mails = admin.sees(there, "/admin/mails");
    let link = mails.split("/account/activate?key=").nth(1).and_then(|rest| rest.split(['"', '<', '&', ' ']).next());
    let key = link.unwrap_or_else(|| panic!("no link for {login}: {mails}"));
    let opened = nobody.form(there, "/account/activate", &[("key", key)]);
    assert_eq!(opened.status, 303, "{opened:?}");
    let token = nobody.json(
        here,
        "POST",
        "/api/authenticate",
        &json!({"username": login, "password": "correct horse battery"}),
    );
    assert_eq!(token.status, 200, "activated at the other: {token:?}");
}
