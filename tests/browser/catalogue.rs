//! Every page there is, in every state worth looking at.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use thirtyfour::Cookie;
use tripmgmt::accounts::Role;
use tripmgmt::administration::deployments::queries as deployments;
use tripmgmt::audit::Action;
use tripmgmt::demo_data;

use super::visitor::Visitor;
use crate::support::audit::note;
use crate::support::authenticator::Authenticator;
use crate::support::{PASSWORD, TestApp};

/// Words without a place to break, as in file names and German.
const LONG: &str = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsfeier_2026_v2_final";
const NOTES: &str = "# Plan\n\nBy **train**, see [the map](https://example.com/a-long-address-without-any-place-to-break-it-in-two).\n\n\
    ## Costs\n\n| What | How much | Paid by |\n|---|---:|---|\n| Train | 120.00 | Company card, the blue one |\n\n\
    - One\n- Two\n\n```\nsome code on a line that is far too long for any telephone that anybody has ever owned\n```\n\n> Quoted";

/// The pages of the portal with trips that an address alone leads to.
const PAGES: &[(&str, &str)] = &[
    ("home", "/"),
    ("list", "/trips"),
    ("list, filtered", "/trips?q=TRP&status=draft&status=approved&when=upcoming&from=2026-01-01&sort=-start"),
    ("list, no match", "/trips?q=nothing+has+this+name&country=FR"),
    ("list, bad filter", "/trips?status=lost&when=never&from=x&sort=price&country=ZZ"),
    ("new trip", "/trips/new"),
    ("whereabouts", "/whereabouts?days=30"),
    ("whereabouts, no match", "/whereabouts?date=2026-05-04&country=AQ&name=nobody"),
    ("whereabouts, bad filter", "/whereabouts?date=x&days=2&country=ZZ&page=100"),
    ("map of trips", "/trips/map?year=2026"),
    ("map of trips, bad filter", "/trips/map?year=x&owner=you"),
    ("trash", "/trips/trash"),
    ("calendar", "/calendar"),
    ("calendar, everybody's", "/calendar?month=2026-05&owner=all"),
    ("calendar, bad month", "/calendar?month=2026-13"),
    ("year", "/calendar?year=2026&owner=all"),
    ("delegates", "/account/delegates"),
    ("travel documents", "/account/travel-documents"),
    ("calendar feeds", "/account/calendar-feeds?trip=TRP-2026-000001"),
    ("what waits", "/approvals"),
    ("account", "/account"),
    ("own sessions", "/account/sessions"),
    ("second factor, setting up", "/account/second-factor"),
    ("own password", "/account/password"),
    ("own settings", "/account/settings"),
    ("without a connection", "/offline"),
    ("last administrator's deletion", "/account/deletion"),
    ("signing out", "/logout"),
    ("administration", "/admin"),
    ("tokens", "/account/tokens"),
    ("deployments", "/admin/deployments"),
    ("health", "/admin/health"),
    ("metrics", "/admin/metrics"),
    ("logs", "/admin/logs?logger=tripmgmt::mail"),
    ("logs, no match", "/admin/logs?q=nothing"),
    ("configuration", "/admin/configuration"),
    ("mails", "/admin/mails"),
    ("policies", "/admin/policies"),
    ("new rule", "/admin/policies/new?kind=travel_class"),
    ("rates", "/admin/rates"),
    ("rates of a currency", "/admin/rates/USD"),
    ("reports", "/reports"),
    ("reports, narrowed", "/reports?by=country&category=transport&from=2025-01-01&to=2026-12-31&currency=USD"),
    ("reports, nothing", "/reports?traveller=nobody.at.all"),
    ("reports, bad filter", "/reports?by=moon&from=x&to=y&currency=XXX&country=ZZ&category=x"),
    ("audit log", "/admin/audit"),
    ("audit log, filtered", "/admin/audit?action=signed-in&subject=admin&from=2026-05-01&to=2026-05-31"),
    ("audit log, no match", "/admin/audit?person=nobody.at.all"),
    ("audit log, bad filter", "/admin/audit?action=lost&from=x&to=y&after=z"),
    ("users", "/admin/users"),
    ("users, filtered", "/admin/users?q=tra&status=active&status=pending&role=ROLE_USER&manager=admin&sort=-changed"),
    ("users, no match", "/admin/users?q=nobody+has+this+name"),
    ("users, bad filter", "/admin/users?status=lost&role=ROLE_KING&manager=a+b&sort=shoe-size"),
    ("new user", "/admin/users/new"),
    ("user", "/admin/users/traveller"),
    ("blocked user", "/admin/users/blocked"),
    ("oneself among the users", "/admin/users/admin"),
    ("deletion of a user", "/admin/users/traveller/deletion"),
    ("help", "/help"),
    ("preferences", "/preferences"),
    ("page not found", "/nowhere"),
    ("trip not found", "/trips/TRP-2026-999999"),
    ("bad page of the trash", "/trips/trash?after=x"),
];

/// How to get to a page from nowhere.
enum Way {
    /// By its address, on the portal with trips.
    Address(String),
    /// By its address, on the portal without trips.
    Empty(&'static str),
    /// By its address, seen through the test listener.
    Preview(&'static str),
    /// By sending a form that is refused.
    Refused(String),
    /// By saving what somebody else has changed since.
    Conflict,
    /// By deleting a trip, which leaves a message with Undo.
    Deleting,
    /// By making a personal token, which is shown this once.
    MakingAToken,
    /// By its address, without being signed in.
    Guest(&'static str),
    /// By its address, without being signed in, where people have accounts at an identity provider.
    Elsewhere(&'static str),
    /// By having made new recovery codes, on the portal without trips.
    RecoveryCodes,
    /// By its address, after the first step of signing in to the portal without trips.
    SecondStep(&'static str),
    /// By asking for the list of keys.
    KeysHelp,
    /// By its address, and waiting for what Swagger UI adds.
    Guide,
}

/// A page, and what it is called when something is wrong with it.
pub struct Stop {
    pub name: &'static str,
    way: Way,
}

/// The pages of two portals: the visitor's own, with trips, and one without.
pub struct Catalogue {
    empty: TestApp,
    empty_base: String,
    elsewhere_base: String,
    pub stops: Vec<Stop>,
}

impl Catalogue {
    /// Fills the visitor's portal and says what there is to see.
    #[expect(clippy::too_many_lines, reason = "a line or two for each page")]
    pub async fn of(visitor: &Visitor) -> Self {
        let app = &visitor.portal.app;
        deployments::beat(app).await.unwrap();
        demo_data::load(&app.db, 45, 1, app.clock.now(), |_| {}).await.unwrap();
        audited(&visitor.portal).await;
        let invited = users(&visitor.portal).await;
        let full = text(&full_trip(visitor).await, "reference").to_owned();
        let mut stops = vec![
            Stop { name: "home, empty", way: Way::Empty("/") },
            Stop { name: "list, empty", way: Way::Empty("/trips") },
            Stop { name: "trash, empty", way: Way::Empty("/trips/trash") },
            Stop { name: "nothing waits", way: Way::Empty("/approvals") },
            Stop { name: "preview", way: Way::Preview("/") },
            Stop { name: "refused new trip", way: Way::Refused("/trips/new".to_owned()) },
            Stop { name: "refused change", way: Way::Refused(format!("/trips/{full}/edit")) },
            Stop { name: "refused new user", way: Way::Refused("/admin/users/new".to_owned()) },
            Stop { name: "refused change of a user", way: Way::Refused(format!("{invited}/edit")) },
            Stop {
                name: "refused deletion of a user",
                way: Way::Refused("/admin/users/traveller/deletion".to_owned()),
            },
            Stop { name: "refused new expense", way: Way::Refused(format!("/trips/{full}/expenses/new")) },
            Stop { name: "conflict", way: Way::Conflict },
            Stop { name: "list after deleting", way: Way::Deleting },
            Stop { name: "token just made", way: Way::MakingAToken },
            Stop { name: "list of keys", way: Way::KeysHelp },
            Stop { name: "API guide", way: Way::Guide },
            Stop { name: "home of a guest", way: Way::Guest("/") },
            Stop { name: "signing in", way: Way::Guest("/login") },
            Stop { name: "signing in elsewhere", way: Way::Elsewhere("/login") },
            Stop { name: "second factor, on", way: Way::Empty("/account/second-factor") },
            Stop { name: "recovery codes", way: Way::RecoveryCodes },
            Stop { name: "second step", way: Way::SecondStep("/login/code") },
            Stop { name: "second step without the app", way: Way::SecondStep("/login/recovery-code") },
            Stop { name: "registering", way: Way::Guest("/account/register") },
            Stop { name: "forgotten password", way: Way::Guest("/account/reset/request") },
            Stop { name: "dead link", way: Way::Guest("/account/activate?key=x") },
        ];
        for &(name, path) in PAGES {
            stops.push(Stop { name, way: Way::Address(path.to_owned()) });
        }
        stops.push(Stop { name: "changing a user", way: Way::Address(format!("{invited}/edit")) });
        stops.push(Stop { name: "invited user", way: Way::Address(invited) });
        let bare = trip(visitor, json!({"name": "Kick-off"})).await;
        attach(visitor, &full).await;
        for (name, path) in [("documents", &full), ("documents, none", &bare)] {
            stops.push(Stop { name, way: Way::Address(format!("/trips/{path}/documents")) });
        }
        stops.push(Stop { name: "refused file", way: Way::Refused(format!("/trips/{bare}/documents")) });
        let item = todo(visitor, &full).await;
        for (name, path) in [
            ("checklist", format!("/trips/{full}/checklist")),
            ("checklist, empty", format!("/trips/{bare}/checklist")),
            ("item of a checklist", format!("/trips/{full}/checklist/items/{item}/edit")),
        ] {
            stops.push(Stop { name, way: Way::Address(path) });
        }
        let file =
            "select id::text from attachments where trip_id = (select id from trips where reference = $1) limit 1";
        let file: String = sqlx::query_scalar(file).bind(&full).fetch_one(&visitor.portal.app.db).await.unwrap();
        stops.push(Stop { name: "a file", way: Way::Address(format!("/trips/{full}/attachments/{file}/edit")) });
        let planner = visitor.portal.person("planner", &[Role::User], None).await;
        for (name, steps) in [
            ("draft", &[][..]),
            ("submitted trip", &["submission"]),
            ("trip sent back", &["submission", "return"]),
            ("approved trip", &["submission", "approval"]),
            ("rejected trip", &["submission", "rejection"]),
            ("cancelled trip", &["cancellation"]),
        ] {
            let draft = planner.trip(json!({"name": "Kick-off"})).await;
            let path = format!("/trips/{}", text(&draft, "reference"));
            for step in steps {
                submit(visitor, &format!("{path}/{step}")).await;
            }
            stops.push(Stop { name, way: Way::Address(path) });
        }
        let spent = trip(visitor, json!({"name": "Costs", "budgetAmount": 900, "budgetCurrency": "EUR"})).await;
        let expense = spend(visitor, &spent).await;
        stops.push(Stop { name: "costs", way: Way::Address(format!("/trips/{spent}/costs")) });
        stops.push(Stop { name: "expense", way: Way::Address(format!("/trips/{spent}/expenses/{expense}/edit")) });
        stops.push(Stop { name: "trip with costs", way: Way::Address(format!("/trips/{spent}")) });
        stops.push(Stop { name: "costs, empty", way: Way::Address(format!("/trips/{full}/costs")) });
        let waiting = json!({"name": LONG, "purpose": LONG, "status": "submitted"});
        let waiting = format!("/trips/{}", text(&planner.trip(waiting).await, "reference"));
        stops.push(Stop { name: "rejecting", way: Way::Address(format!("{waiting}/decision?action=reject")) });
        stops.push(Stop { name: "refused rejection", way: Way::Refused(format!("{waiting}/decision?action=reject")) });
        let deleted = trip(visitor, json!({"name": LONG})).await;
        submit(visitor, &format!("/trips/{deleted}?_method=delete")).await;
        for (name, path) in travellers(visitor, &full).await {
            stops.push(Stop { name, way: Way::Address(path) });
        }
        stops.push(Stop { name: "itinerary, empty", way: Way::Address(format!("/trips/{full}/itinerary")) });
        let full_itinerary = itinerary(visitor).await;
        for (name, path) in [
            ("itinerary", "itinerary"),
            ("new flight", "segments/new?kind=flight"),
            ("new hotel", "segments/new?kind=hotel"),
        ] {
            stops.push(Stop { name, way: Way::Address(format!("/trips/{full_itinerary}/{path}")) });
        }
        stops.push(Stop { name: "refused flight", way: Way::Refused(format!("/trips/{full_itinerary}/segments/new")) });
        let version = changed(visitor, &full).await;
        for (name, path) in [
            ("deleted trip", deleted),
            ("edit", format!("{full}/edit")),
            ("history", format!("{full}/history")),
            ("history, no match", format!("{full}/history?subject=segment")),
            ("history, bad filter", format!("{full}/history?subject=lost")),
            ("version", format!("{full}/history/{version}")),
            ("trip", full),
        ] {
            stops.push(Stop { name, way: Way::Address(format!("/trips/{path}")) });
        }
        Authenticator::begin(&visitor.portal).await;
        let empty = TestApp::start().await;
        Authenticator::set_up(&empty).await;
        let provider = ["--oidc-issuer=https://login.example.com", "--oidc-client-id=trips"];
        let elsewhere =
            empty.beside("elsewhere", &[&provider[..], &["--public-url=https://trips.example.com"]].concat());
        Self { empty_base: empty.listen().await, elsewhere_base: elsewhere.listen().await, empty, stops }
    }

    /// Goes to a page.
    pub async fn go(&self, visitor: &Visitor, stop: &Stop) {
        match &stop.way {
            Way::Address(path) => visitor.open(path).await,
            Way::Empty(path) => visitor.driver.goto(format!("{}{path}", self.empty_base)).await.unwrap(),
            Way::Preview(path) => {
                visitor.through_port("8080").await;
                visitor.open(path).await;
                visitor.through_port("80").await;
            }
            Way::Refused(path) => {
                visitor.open(path).await;
                visitor.next_page(async || refuse(visitor).await).await;
            }
            Way::Conflict => meet_another_change(visitor).await,
            Way::Deleting => {
                let reference = trip(visitor, json!({"name": "Kick-off"})).await;
                visitor.open(&format!("/trips/{reference}")).await;
                visitor.next_page(async || send(visitor, "form[action$='_method=delete']").await).await;
            }
            Way::MakingAToken => {
                visitor.open("/account/tokens").await;
                let name = format!("{LONG} {}", visitor.portal.app.clock.new_id());
                let fill = "document.getElementById('name').value = arguments[0].slice(0, 100)";
                visitor.script_with::<()>(fill, vec![name.chars().rev().collect::<String>().into()]).await;
                visitor.next_page(async || send(visitor, "form.token-form").await).await;
            }
            Way::Guest(path) => {
                visitor.become_a_guest().await;
                visitor.open(path).await;
                visitor.take_session().await;
            }
            Way::Elsewhere(path) => {
                visitor.become_a_guest().await;
                visitor.driver.goto(format!("{}{path}", self.elsewhere_base)).await.unwrap();
                visitor.take_session().await;
            }
            Way::RecoveryCodes => {
                visitor.driver.goto(format!("{}/account/second-factor", self.empty_base)).await.unwrap();
                visitor
                    .script_with::<()>(
                        "document.getElementById('renewal_proof').value = arguments[0]",
                        vec![PASSWORD.into()],
                    )
                    .await;
                visitor.next_page(async || send(visitor, "form[action$='recovery-codes']").await).await;
            }
            Way::SecondStep(path) => {
                let answer =
                    self.empty.anonymous().submit("/login", &[("name", "admin"), ("password", PASSWORD)]).await;
                let token = answer.cookies().trim_start_matches("sign-in=").to_owned();
                let mut cookie = Cookie::new("sign-in", token);
                cookie.set_path("/");
                visitor.driver.add_cookie(cookie).await.unwrap();
                visitor.driver.goto(format!("{}{path}", self.empty_base)).await.unwrap();
            }
            Way::KeysHelp => {
                visitor.open("/help").await;
                visitor.keys("?").await;
                visitor.find("dialog[open]").await;
            }
            Way::Guide => {
                visitor.open("/docs/api").await;
                visitor.find(".opblock").await;
            }
        }
    }
}

/// Entries of the audit log, one with names that do not end.
async fn audited(portal: &TestApp) {
    for number in 0..60 {
        note(portal, "admin", Action::SignedIn, "admin", &format!("192.0.2.{number}")).await;
    }
    note(portal, &LONG.to_lowercase(), Action::SignInFailed, LONG, "2001:db8:85a3:8d3:1319:8a2e:370:7348").await;
}

/// Somebody with a trip and a manager, somebody who is kept out, and somebody invited whose names do not end; returns the
/// path of the last one's page.
async fn users(portal: &TestApp) -> String {
    let traveller = portal.person("traveller", &[Role::User], Some(portal)).await;
    traveller.trip(json!({"name": "Kick-off"})).await;
    portal.person("blocked", &[], None).await;
    let login: String = LONG.to_lowercase().chars().filter(char::is_ascii_lowercase).take(50).collect();
    let name: String = LONG.chars().take(50).collect();
    let email = format!("{}@example.com", &login);
    let new = [
        ("login", login.as_str()),
        ("email", &email),
        ("first_name", &name),
        ("last_name", &name),
        ("manager", "admin"),
        ("language", "fr"),
        ("time_zone", "America/Argentina/ComodRivadavia"),
        ("authorities", "ROLE_USER"),
        ("authorities", "ROLE_ADMIN"),
    ];
    for (path, fields) in [("/admin/users", &new[..]), ("/admin/users/blocked/block", &[])] {
        let answer = portal.submit(path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    format!("/admin/users/{login}")
}

/// A trip with an itinerary: a flight over night, and a stay with a name that does not end; returns its reference.
async fn itinerary(visitor: &Visitor) -> String {
    let trip = trip(visitor, json!({"name": "Kick-off", "startDate": "2026-05-04", "endDate": "2026-05-08"})).await;
    let flight = [
        ("kind", "flight"),
        ("carrier", LONG),
        ("number", "AF 946"),
        ("start_place", "CDG"),
        ("start_date", "2026-05-04"),
        ("start_time", "22:30"),
        ("end_place", "DLA"),
        ("end_date", "2026-05-05"),
        ("end_time", "04:10"),
        ("booking", "booked"),
        ("notes", LONG),
    ];
    let hotel = [
        ("kind", "hotel"),
        ("title", LONG),
        ("start_place", "Douala"),
        ("start_date", "2026-05-05"),
        ("end_date", "2026-05-07"),
        ("booking", "cancelled"),
    ];
    for fields in [&flight[..], &hotel[..]] {
        let answer = visitor.portal.submit(&format!("/trips/{trip}/segments"), fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    trip
}

/// A trip with everything a trip can have.
async fn full_trip(visitor: &Visitor) -> Value {
    let trip = json!({
        "name": LONG, "purpose": "Meet the new team and see the plant", "destinationPlace": LONG,
        "destinationCountry": "BA", "startDate": "2026-05-03", "endDate": "2027-01-02",
        "timeZone": "America/Argentina/ComodRivadavia", "budgetAmount": 123_456_789.5, "budgetCurrency": "EUR",
        "costCenter": "R&D-2026-0001", "notes": NOTES,
    });
    visitor.portal.trip(trip).await
}

/// Names two travellers whose names do not end; returns the paths of the pages about them, and of those about the owner.
async fn travellers(visitor: &Visitor, reference: &str) -> [(&'static str, String); 3] {
    let path = format!("/trips/{reference}");
    let travellers = format!("{path}/travellers");
    let guest = [("name", LONG), ("email", "ada@example.com"), ("phone", "+237 6 50 00 00 00"), ("with_owner", "on")];
    let answer = visitor.portal.submit(&travellers, &guest).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let id: String = sqlx::query_scalar("select id::text from travellers where account_id is null")
        .fetch_one(&visitor.portal.app.db)
        .await
        .unwrap();
    [
        ("travellers", travellers.clone()),
        ("traveller", format!("{travellers}/{id}/edit")),
        ("handing over", format!("{path}/owner")),
    ]
}

/// Puts things on a checklist, one that does not end; returns its id.
async fn todo(visitor: &Visitor, trip: &str) -> String {
    let path = format!("/trips/{trip}/checklist");
    submit(visitor, &format!("{path}/usual-items")).await;
    let fields = [("text", LONG), ("due_on", "2026-05-01"), ("person", "admin")];
    let answer = visitor.portal.submit(&format!("{path}/items"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let db = &visitor.portal.app.db;
    let first = "update checklist_items set done_at = created_at, done_by = 'admin'
                 where trip_id = (select id from trips where reference = $1) and position = 1";
    sqlx::query(first).bind(trip).execute(db).await.unwrap();
    let id = "select id::text from checklist_items where due_on = '2026-05-01' and text = $1";
    sqlx::query_scalar(id).bind(LONG).fetch_one(db).await.unwrap()
}

/// Changes a trip; returns the change that left its first version.
async fn changed(visitor: &Visitor, reference: &str) -> String {
    let db = &visitor.portal.app.db;
    let first = "select c.id::text from trip_changes c join trips t on t.id = c.trip_id
                 where t.reference = $1 and c.action = 'created' and c.subject = 'trip'";
    let version = sqlx::query_scalar(first).bind(reference).fetch_one(db).await.unwrap();
    let now = "select version::text from trips where reference = $1";
    let seen: String = sqlx::query_scalar(now).bind(reference).fetch_one(db).await.unwrap();
    let fields = [
        ("name", LONG),
        ("purpose", "Meet"),
        ("budget_amount", "1"),
        ("budget_currency", "XAF"),
        ("notes", "# Plan\n\nBy plane\n\n- One\n- Two"),
        ("version", &seen),
    ];
    let answer = visitor.portal.submit(&format!("/trips/{reference}?_method=put"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    version
}

async fn trip(visitor: &Visitor, trip: Value) -> String {
    text(&visitor.portal.trip(trip).await, "reference").to_owned()
}

/// Expenses of every kind there is: too many of them, some without a rate, one with names that do not end; returns its id.
async fn spend(visitor: &Visitor, trip: &str) -> String {
    let usual = [("spent_on", "2026-05-03"), ("category", "meals"), ("payer", "traveller")];
    for (title, amount, currency, rate) in [
        ("Dinner", "123.45", "EUR", ""),
        ("Refund", "-20", "EUR", ""),
        ("Taxi", "12.345", "KWD", ""),
        ("Hotel", "1234567", "JPY", "0.0061"),
        (LONG, "99999999.99", "USD", "0.862069"),
    ] {
        let fields =
            [("title", title), ("amount", amount), ("currency", currency), ("rate", rate), ("merchant", title)];
        let answer = visitor.portal.submit(&format!("/trips/{trip}/expenses"), &[&usual[..], &fields].concat()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    sqlx::query_scalar("select id::text from expenses order by amount desc limit 1")
        .fetch_one(&visitor.portal.app.db)
        .await
        .unwrap()
}

/// What a button without fields sends.
/// What a button sends, with a comment if it takes one.
async fn submit(visitor: &Visitor, path: &str) {
    let answer = visitor.portal.submit(path, &[("comment", LONG)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

/// Attaches files, one with a name that does not end.
async fn attach(visitor: &Visitor, trip: &str) {
    let mut body = String::new();
    for name in [LONG, "Plan"] {
        let head = format!("Content-Disposition: form-data; name=\"files\"; filename=\"{name}.txt\"");
        body.extend(["--x\r\n", &head, "\r\n\r\nText\r\n"]);
    }
    body.extend(["--x\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n", LONG, "\r\n--x--\r\n"]);
    let request = axum::http::Request::post(format!("/trips/{trip}/attachments"));
    let request = request.header("content-type", "multipart/form-data; boundary=x").body(body.into()).unwrap();
    assert_eq!(visitor.portal.send(request).await.status, StatusCode::SEE_OTHER);
}

fn text<'a>(trip: &'a Value, member: &str) -> &'a str {
    trip[member].as_str().unwrap()
}

/// Makes every kind of mistake there is room for in the form and sends it. Not by names, which differ between languages.
async fn refuse(visitor: &Visitor) {
    visitor
        .script::<()>(
            "const form = document.querySelector('main form');
             const wrong = {name: '', purpose: 'x'.repeat(600), start_date: '2026-05-10', end_date: '2026-05-04',
                 budget_amount: 'much', cost_center: 'y'.repeat(90), first_name: 'x'.repeat(60), email: 'nowhere',
                 title: 'x'.repeat(300), spent_on: '', amount: 'much', rate: 'x',
                 login: 'two words', manager: 'nobody', heir: 'nobody'};
             for (const [field, text] of Object.entries(wrong)) {
                 if (form.elements[field]) form.elements[field].value = text;
             }
             form.requestSubmit()",
        )
        .await;
}

/// Opens the form of a trip, has somebody else save first, and sends the form with changes of its own.
async fn meet_another_change(visitor: &Visitor) {
    let trip = full_trip(visitor).await;
    visitor.open(&format!("/trips/{}/edit", text(&trip, "reference"))).await;
    let theirs = json!({"id": trip["id"], "purpose": "Meet the whole team", "notes": null});
    let merge = [("content-type", "application/merge-patch+json")];
    let path = format!("/api/trips/{}", text(&trip, "id"));
    let answer = visitor.portal.json_with(Method::PATCH, &path, &theirs, &merge).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    visitor
        .script::<()>(
            "const {purpose, notes, end_date} = document.querySelector('main form').elements;
             purpose.value = 'Meet half of the team';
             notes.value += '\\n\\nAnd more';
             end_date.value = ''",
        )
        .await;
    visitor.next_page(async || send(visitor, "main form").await).await;
}

async fn send(visitor: &Visitor, form: &str) {
    visitor.script_with::<()>("document.querySelector(arguments[0]).requestSubmit()", vec![form.into()]).await;
}
