//! Who may do what with whose trip: every route that names a trip, for every kind of person, in every state that matters.

use axum::http::{Method, StatusCode};
use serde_json::json;
use tripmgmt::accounts::Role;
use tripmgmt::sessions::identify::Access;
use tripmgmt::web::routes;

use crate::support::TestApp;

/// The people of a small company, each at the same portal.
struct Company {
    /// Whose trips the tests are about.
    owner: TestApp,
    /// To whom the owner's trips are submitted.
    manager: TestApp,
    /// A manager of others.
    other_manager: TestApp,
    stranger: TestApp,
    administrator: TestApp,
    /// The owner shares every trip with these two.
    viewer: TestApp,
    editor: TestApp,
}

impl Company {
    async fn found() -> Self {
        let administrator = TestApp::start().await;
        let roles = [Role::User, Role::Manager];
        let manager = administrator.person("mia", &roles, None).await;
        Self {
            owner: administrator.person("olga", &[Role::User], Some(&manager)).await,
            other_manager: administrator.person("marc", &roles, None).await,
            stranger: administrator.person("stan", &[Role::User], None).await,
            viewer: administrator.person("vera", &[Role::User], None).await,
            editor: administrator.person("eddy", &[Role::User], None).await,
            manager,
            administrator,
        }
    }

    /// An expense of the trip with this id; returns its own.
    async fn expense(&self, trip: &str) -> String {
        sqlx::query_scalar(
            "insert into expenses (id, trip_id, spent_on, category, title, amount, currency, payer,
                 created_at, created_by, changed_at, changed_by)
             values (gen_random_uuid(), $1::uuid, '2026-05-04', 'meals', 'Dinner', 10, 'EUR', 'company',
                 now(), 'olga', now(), 'olga') returning id::text",
        )
        .bind(trip)
        .fetch_one(&self.owner.app.db)
        .await
        .unwrap()
    }

    /// A trip of the owner's in this state; returns its reference and id.
    async fn trip(&self, state: State) -> (String, String) {
        let trip = self.owner.trip(json!({"name": "Secret visit"})).await;
        let (reference, id) = (trip["reference"].as_str().unwrap().to_owned(), trip["id"].as_str().unwrap().to_owned());
        sqlx::query(
            "insert into trip_members (trip_id, account_id, role, added_at, added_by)
             select $1::uuid, id, case login when 'vera' then 'viewer' else 'editor' end, created_at, 'olga'
             from accounts where login in ('vera', 'eddy')",
        )
        .bind(&id)
        .execute(&self.owner.app.db)
        .await
        .unwrap();
        let path = format!("/trips/{reference}");
        let steps = match state {
            State::Draft => vec![],
            State::Submitted => vec![(&self.owner, "/submission")],
            State::Approved => vec![(&self.owner, "/submission"), (&self.manager, "/approval")],
            State::Deleted => vec![(&self.owner, "/submission"), (&self.owner, "?_method=delete")],
        };
        for (who, step) in steps {
            assert_eq!(who.submit(&format!("{path}{step}"), &[]).await.status, StatusCode::SEE_OTHER, "{step}");
        }
        (reference, id)
    }
}

impl Company {
    /// Somebody named to travel, whose account is that of a login in SQL or null; perhaps removed again.
    async fn traveller(&self, trip: &str, login: &str, removed: bool) -> String {
        let id = self.owner.app.clock.new_id();
        let sql = format!(
            "insert into travellers (id, trip_id, account_id, name, created_at, created_by, changed_at, changed_by, deleted_at)
             select $1, id, (select id from accounts where login = {login}), 'Ada', created_at, 'olga', created_at, 'olga',
                 case when $3 then created_at end
             from trips where id = $2::uuid"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).bind(trip).bind(removed);
        query.execute(&self.owner.app.db).await.unwrap();
        id.to_string()
    }

    /// A link that shows a trip.
    async fn link(&self, trip: &str) -> String {
        sqlx::query_scalar(
            "insert into trip_links (id, trip_id, key_hash, shows, last_day, expires_at, created_at, created_by, sharer)
             values (gen_random_uuid(), $1::uuid, sha256(random()::text::bytea), '{itinerary}', '2026-06-01', '2026-06-02',
                 now(), 'olga', 'Olga') returning id::text",
        )
        .bind(trip)
        .fetch_one(&self.owner.app.db)
        .await
        .unwrap()
    }

    /// A segment of a trip.
    async fn segment(&self, trip: &str) -> String {
        let id = self.owner.app.clock.new_id();
        sqlx::query(
            "insert into segments (id, trip_id, kind, title, start_date, start_zone, start_at, created_at, created_by, changed_at, changed_by)
             select $1, id, 'note', 'Note', '2026-05-04', 'UTC', '2026-05-04', created_at, 'olga', created_at, 'olga'
             from trips where id = $2::uuid",
        )
        .bind(id)
        .bind(trip)
        .execute(&self.owner.app.db)
        .await
        .unwrap();
        id.to_string()
    }
}

#[derive(Clone, Copy, Debug)]
enum State {
    Draft,
    Submitted,
    Approved,
    Deleted,
}

/// What one request is answered with, for each person: owner, their manager, another manager, a stranger, an
/// administrator, whoever is not signed in, and those the trip is shared with: a viewer and an editor.
struct Row {
    state: State,
    method: Method,
    /// `{ref}` and `{id}` stand for the trip, `{login}` for the viewer; see [`things`] for more.
    path: &'static str,
    /// What is sent: the fields of a form, or the text of a JSON document.
    sent: Sent,
    expected: [u16; 8],
}

enum Sent {
    /// What changes a trip or shares it.
    AboutTheTrip,
    Form(&'static [(&'static str, &'static str)]),
    Json(&'static str),
    /// A file to attach.
    File,
}

const fn row(state: State, method: Method, path: &'static str, expected: [u16; 8]) -> Row {
    Row { state, method, path, sent: Sent::AboutTheTrip, expected }
}

/// As [`row`], with fields of its own.
const fn form(
    state: State,
    method: Method,
    path: &'static str,
    fields: &'static [(&'static str, &'static str)],
    expected: [u16; 8],
) -> Row {
    Row { state, method, path, sent: Sent::Form(fields), expected }
}

/// As [`row`], with a JSON document of its own.
const fn json(state: State, method: Method, path: &'static str, document: &'static str, expected: [u16; 8]) -> Row {
    Row { state, method, path, sent: Sent::Json(document), expected }
}

/// As [`row`], with a file that is attached.
const fn upload(state: State, path: &'static str, expected: [u16; 8]) -> Row {
    Row { state, method: Method::POST, path, sent: Sent::File, expected }
}

impl Company {
    /// A file of a trip.
    async fn attachment(&self, trip: &str) -> String {
        let id = self.owner.app.clock.new_id();
        sqlx::query(
            "with file as (insert into stored_files (id, created_at) values ($1, now()) returning id),
                 bytes as (insert into stored_chunks (file_id, number, bytes) select id, 0, '%PDF' from file)
             insert into attachments (id, trip_id, file_id, name, media_type, size, sha256, created_at, created_by)
             select id, $2::uuid, id, 'Secret visit.pdf', 'application/pdf', 4, sha256('%PDF'), now(), 'olga' from file",
        )
        .bind(id)
        .bind(trip)
        .execute(&self.owner.app.db)
        .await
        .unwrap();
        id.to_string()
    }
}

/// What rows are about besides the trip, by the name in their paths: made anew for each request, as the trip is.
async fn things(company: &Company, path: &str, id: &str) -> Vec<(&'static str, String)> {
    let mut things = Vec::new();
    if path.contains("{attachment}") {
        things.push(("{attachment}", company.attachment(id).await));
    }
    if path.contains("{comment}") {
        let comment = "insert into comments (id, trip_id, account_id, author, text, created_at)
            select gen_random_uuid(), $1::uuid, id, login, 'Booked?', now() from accounts where login = 'olga'
            returning id::text";
        let comment = sqlx::query_scalar(comment).bind(id).fetch_one(&company.owner.app.db).await.unwrap();
        things.push(("{comment}", comment));
    }
    if path.contains("{item}") {
        let item =
            "insert into checklist_items (id, trip_id, position, text, created_at, created_by, changed_at, changed_by)
            values (gen_random_uuid(), $1::uuid, 1, 'Visa', now(), 'olga', now(), 'olga') returning id::text";
        let item = sqlx::query_scalar(item).bind(id).fetch_one(&company.owner.app.db).await.unwrap();
        things.push(("{item}", item));
    }
    if path.contains("{traveller}") {
        things.push(("{traveller}", company.traveller(id, "null", path.ends_with("/restoration")).await));
    }
    if path.contains("{segment}") {
        things.push(("{segment}", company.segment(id).await));
    }
    if path.contains("{link}") {
        things.push(("{link}", company.link(id).await));
    }
    if path.contains("{change}") {
        let first =
            "select id::text from trip_changes where trip_id = $1::uuid and action = 'created' and subject = 'trip'";
        let change = sqlx::query_scalar(first).bind(id).fetch_one(&company.owner.app.db).await.unwrap();
        things.push(("{change}", change));
    }
    if path.contains("{expense") {
        let expense = company.expense(id).await;
        things.push(("{expense}", expense.clone()));
        things.push(("{expense_id}", expense));
    }
    things
}

/// Whom a trip is handed over to.
const STAN: &[(&str, &str)] = &[("person", "stan"), ("keep", "on")];

/// Somebody to travel.
const ADA: &[(&str, &str)] = &[("name", "Ada"), ("version", "1")];
const SAID: &[(&str, &str)] = &[("text", "Changed"), ("version", "1")];
const ITEM: &[(&str, &str)] = &[("text", "Visa"), ("version", "1")];
const ITEM_JSON: &str = r#"{"text": "Visa"}"#;
const MUTED: &[(&str, &str)] = &[("level", "muted")];
const COMMENT: &[(&str, &str)] = &[("comment", "Because")];
const APPROVE: &str = r#"{"action": "approve"}"#;
const SUBMIT: &str = r#"{"action": "submit"}"#;

/// What adds or changes an entry of an itinerary.
const NOTE: &[(&str, &str)] = &[("kind", "note"), ("title", "Changed"), ("start_date", "2026-05-04"), ("version", "1")];
const NOTE_JSON: &str = r#"{"kind": "note", "title": "Changed", "startDate": "2026-05-04"}"#;

/// What a new link to the trip shows.
const LINK: &[(&str, &str)] = &[("shows", "itinerary")];

/// What an expense needs, as a form.
const EXPENSE: &[(&str, &str)] = &[
    ("title", "Taxi"),
    ("spent_on", "2026-05-04"),
    ("category", "transport"),
    ("amount", "12.50"),
    ("currency", "EUR"),
    ("payer", "company"),
    ("version", "1"),
];

/// The same over REST.
const EXPENSE_JSON: &str = r#"{"title": "Taxi", "spentOn": "2026-05-04", "category": "transport", "amount": 12.5,
    "currency": "EUR", "payer": "company"}"#;

const ROWS: &[Row] = &[
    row(State::Draft, Method::GET, "/trips/{ref}/history", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}/history", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/history", [200, 404, 404, 404, 200, 303, 404, 404]),
    row(State::Submitted, Method::GET, "/trips/{ref}/history/{change}", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(
        State::Draft,
        Method::POST,
        "/trips/{ref}/history/{change}/restoration",
        [303, 404, 404, 404, 303, 401, 403, 303],
    ),
    row(
        State::Submitted,
        Method::POST,
        "/trips/{ref}/history/{change}/restoration",
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    row(
        State::Deleted,
        Method::POST,
        "/trips/{ref}/history/{change}/restoration",
        [404, 404, 404, 404, 404, 401, 404, 404],
    ),
    row(State::Submitted, Method::GET, "/api/trips/{id}/history", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(
        State::Submitted,
        Method::POST,
        "/api/trips/{id}/history/{change}/restoration",
        [200, 403, 404, 404, 200, 401, 403, 200],
    ),
    row(State::Draft, Method::GET, "/trips/{ref}/comments", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/comments", [404, 404, 404, 404, 404, 303, 404, 404]),
    form(State::Submitted, Method::POST, "/trips/{ref}/comments", SAID, [303, 303, 404, 404, 303, 401, 303, 303]),
    // The comments of these rows are the owner's.
    row(
        State::Submitted,
        Method::GET,
        "/trips/{ref}/comments/{comment}/edit",
        [200, 403, 404, 404, 403, 303, 403, 403],
    ),
    form(
        State::Submitted,
        Method::PUT,
        "/trips/{ref}/comments/{comment}",
        SAID,
        [303, 403, 404, 404, 403, 401, 403, 403],
    ),
    row(State::Submitted, Method::DELETE, "/trips/{ref}/comments/{comment}", [303, 403, 404, 404, 303, 401, 403, 403]),
    row(
        State::Draft,
        Method::POST,
        "/trips/{ref}/comments/{comment}/restoration",
        [303, 404, 404, 404, 303, 401, 403, 403],
    ),
    row(State::Submitted, Method::GET, "/api/trips/{id}/comments", [200, 200, 404, 404, 200, 401, 200, 200]),
    json(
        State::Draft,
        Method::POST,
        "/api/trips/{id}/comments",
        r#"{"text": "Changed"}"#,
        [201, 404, 404, 404, 201, 401, 201, 201],
    ),
    row(State::Draft, Method::GET, "/api/trips/{id}/comments/{comment}", [200, 404, 404, 404, 200, 401, 200, 200]),
    json(
        State::Submitted,
        Method::PUT,
        "/api/trips/{id}/comments/{comment}",
        r#"{"text": "Changed"}"#,
        [200, 403, 404, 404, 403, 401, 403, 403],
    ),
    row(State::Draft, Method::DELETE, "/api/trips/{id}/comments/{comment}", [204, 404, 404, 404, 204, 401, 403, 403]),
    row(
        State::Submitted,
        Method::POST,
        "/api/trips/{id}/comments/{comment}/restoration",
        [200, 403, 404, 404, 200, 401, 403, 403],
    ),
    form(State::Draft, Method::POST, "/trips/{ref}/watch", MUTED, [303, 404, 404, 404, 303, 401, 303, 303]),
    form(State::Submitted, Method::POST, "/trips/{ref}/watch", MUTED, [303, 303, 404, 404, 303, 401, 303, 303]),
    row(State::Submitted, Method::DELETE, "/trips/{ref}/watch", [303, 303, 404, 404, 303, 401, 303, 303]),
    row(State::Deleted, Method::DELETE, "/trips/{ref}/watch", [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Submitted, Method::GET, "/api/trips/{id}/watch", [200, 200, 404, 404, 200, 401, 200, 200]),
    json(
        State::Draft,
        Method::POST,
        "/api/trips/{id}/watch",
        r#"{"level": "watching"}"#,
        [200, 404, 404, 404, 200, 401, 200, 200],
    ),
    row(State::Draft, Method::DELETE, "/api/trips/{id}/watch", [204, 404, 404, 404, 204, 401, 204, 204]),
    row(State::Draft, Method::GET, "/trips/{ref}/itinerary", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}/itinerary", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/itinerary", [404, 404, 404, 404, 404, 303, 404, 404]),
    row(State::Submitted, Method::GET, "/trips/{ref}/segments/new", [200, 403, 404, 404, 200, 303, 403, 200]),
    form(State::Submitted, Method::POST, "/trips/{ref}/segments", NOTE, [303, 403, 404, 404, 303, 401, 403, 303]),
    form(State::Deleted, Method::POST, "/trips/{ref}/segments", NOTE, [404, 404, 404, 404, 404, 401, 404, 404]),
    row(
        State::Submitted,
        Method::GET,
        "/trips/{ref}/segments/{segment}/edit",
        [200, 403, 404, 404, 200, 303, 403, 200],
    ),
    form(State::Draft, Method::PUT, "/trips/{ref}/segments/{segment}", NOTE, [303, 404, 404, 404, 303, 401, 403, 303]),
    row(State::Submitted, Method::DELETE, "/trips/{ref}/segments/{segment}", [303, 403, 404, 404, 303, 401, 403, 303]),
    row(
        State::Draft,
        Method::POST,
        "/trips/{ref}/segments/{segment}/restoration",
        [303, 404, 404, 404, 303, 401, 403, 303],
    ),
    row(State::Submitted, Method::GET, "/api/trips/{id}/concerns", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Submitted, Method::GET, "/api/trips/{id}/travel-documents", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Draft, Method::GET, "/api/trips/{id}/status", [200, 404, 404, 404, 200, 401, 200, 200]),
    row(State::Submitted, Method::GET, "/api/trips/{id}/status", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Deleted, Method::GET, "/api/trips/{id}/status", [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Draft, Method::GET, "/trips/{ref}/links", [200, 404, 404, 404, 200, 303, 403, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}/links", [200, 403, 404, 404, 200, 303, 403, 200]),
    form(State::Submitted, Method::POST, "/trips/{ref}/links", LINK, [201, 403, 404, 404, 201, 401, 403, 201]),
    form(State::Deleted, Method::POST, "/trips/{ref}/links", LINK, [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Submitted, Method::DELETE, "/trips/{ref}/links/{link}", [303, 403, 404, 404, 303, 401, 403, 303]),
    row(State::Submitted, Method::GET, "/api/trips/{id}/links", [200, 403, 404, 404, 200, 401, 403, 200]),
    json(State::Draft, Method::POST, "/api/trips/{id}/links", "{}", [201, 404, 404, 404, 201, 401, 403, 201]),
    row(State::Submitted, Method::DELETE, "/api/trips/{id}/links/{link}", [204, 403, 404, 404, 204, 401, 403, 204]),
    row(State::Submitted, Method::GET, "/api/trips/{id}/segments", [200, 200, 404, 404, 200, 401, 200, 200]),
    json(State::Draft, Method::POST, "/api/trips/{id}/segments", NOTE_JSON, [201, 404, 404, 404, 201, 401, 403, 201]),
    row(State::Draft, Method::GET, "/api/trips/{id}/segments/{segment}", [200, 404, 404, 404, 200, 401, 200, 200]),
    json(
        State::Submitted,
        Method::PUT,
        "/api/trips/{id}/segments/{segment}",
        NOTE_JSON,
        [200, 403, 404, 404, 200, 401, 403, 200],
    ),
    json(
        State::Draft,
        Method::PATCH,
        "/api/trips/{id}/segments/{segment}",
        r#"{"title": "Changed"}"#,
        [200, 404, 404, 404, 200, 401, 403, 200],
    ),
    row(State::Draft, Method::DELETE, "/api/trips/{id}/segments/{segment}", [204, 404, 404, 404, 204, 401, 403, 204]),
    row(State::Submitted, Method::GET, "/trips/{ref}/itinerary/import", [200, 403, 404, 404, 200, 303, 403, 200]),
    upload(State::Submitted, "/trips/{ref}/itinerary/import", [422, 403, 404, 404, 422, 401, 403, 422]),
    upload(State::Deleted, "/trips/{ref}/itinerary/import", [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Draft, Method::POST, "/trips/{ref}/itinerary/import/review", [200, 404, 404, 404, 200, 401, 403, 200]),
    form(
        State::Submitted,
        Method::POST,
        "/trips/{ref}/itinerary/import/entries",
        &[("proposal", r#"{"kind": "note", "title": "x", "start_date": "2026-05-04"}"#), ("take", "1")],
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    json(State::Submitted, Method::POST, "/api/trips/{id}/bookings", "{}", [400, 403, 404, 404, 400, 401, 403, 400]),
    row(State::Submitted, Method::GET, "/trips/{ref}/print", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/print", [404, 404, 404, 404, 404, 303, 404, 404]),
    row(State::Draft, Method::GET, "/trips/{ref}/export.json", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}/export.json", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/export.json", [404, 404, 404, 404, 404, 303, 404, 404]),
    row(State::Submitted, Method::GET, "/api/trips/{id}/export", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Draft, Method::GET, "/trips/{ref}/duplicate", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}/duplicate", [200, 200, 404, 404, 200, 303, 200, 200]),
    form(State::Submitted, Method::POST, "/trips/{ref}/duplicate", ADA, [303, 303, 404, 404, 303, 401, 303, 303]),
    form(State::Deleted, Method::POST, "/trips/{ref}/duplicate", ADA, [404, 404, 404, 404, 404, 401, 404, 404]),
    json(State::Submitted, Method::POST, "/api/trips/{id}/duplicate", "{}", [201, 201, 404, 404, 201, 401, 201, 201]),
    row(State::Submitted, Method::POST, "/trips/{ref}/archive", [303, 403, 404, 404, 303, 401, 403, 303]),
    row(State::Deleted, Method::POST, "/trips/{ref}/archive", [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Draft, Method::DELETE, "/trips/{ref}/archive", [303, 404, 404, 404, 303, 401, 403, 303]),
    json(State::Submitted, Method::POST, "/api/trips/{id}/archive", "{}", [200, 403, 404, 404, 200, 401, 403, 200]),
    row(State::Draft, Method::DELETE, "/api/trips/{id}/archive", [200, 404, 404, 404, 200, 401, 403, 200]),
    row(State::Draft, Method::GET, "/trips/{ref}/calendar.ics", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}/calendar.ics", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/calendar.ics", [404, 404, 404, 404, 404, 303, 404, 404]),
    row(State::Draft, Method::GET, "/api/trips/{id}/calendar", [200, 404, 404, 404, 200, 401, 200, 200]),
    row(State::Draft, Method::GET, "/trips/{ref}", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Approved, Method::GET, "/trips/{ref}", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}", [200, 404, 404, 404, 200, 303, 404, 404]),
    row(State::Deleted, Method::GET, "/trips/{ref}/events", [404, 404, 404, 404, 404, 303, 404, 404]),
    row(State::Submitted, Method::GET, "/trips/{ref}/edit", [200, 403, 404, 404, 200, 303, 403, 200]),
    row(State::Submitted, Method::PUT, "/trips/{ref}", [303, 403, 404, 404, 303, 401, 403, 303]),
    row(State::Submitted, Method::DELETE, "/trips/{ref}", [303, 403, 404, 404, 303, 401, 403, 403]),
    row(State::Deleted, Method::POST, "/trips/{ref}/restoration", [303, 404, 404, 404, 303, 401, 404, 404]),
    row(State::Draft, Method::POST, "/trips/{ref}/submission", [303, 404, 404, 404, 303, 401, 403, 403]),
    row(State::Submitted, Method::DELETE, "/trips/{ref}/submission", [303, 403, 404, 404, 303, 401, 403, 403]),
    row(State::Submitted, Method::POST, "/trips/{ref}/approval", [403, 303, 404, 404, 303, 401, 403, 403]),
    form(State::Submitted, Method::POST, "/trips/{ref}/rejection", COMMENT, [403, 303, 404, 404, 303, 401, 403, 403]),
    form(State::Submitted, Method::POST, "/trips/{ref}/return", COMMENT, [403, 303, 404, 404, 303, 401, 403, 403]),
    row(
        State::Submitted,
        Method::GET,
        "/trips/{ref}/decision?action=approve",
        [403, 200, 404, 404, 200, 303, 403, 403],
    ),
    row(State::Draft, Method::GET, "/trips/{ref}/decision?action=submit", [200, 404, 404, 404, 200, 303, 403, 403]),
    row(State::Submitted, Method::GET, "/api/trips/{id}/approvals", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Submitted, Method::GET, "/api/trips/{id}/compliance", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Draft, Method::GET, "/api/trips/{id}/compliance", [200, 404, 404, 404, 200, 401, 200, 200]),
    row(State::Deleted, Method::GET, "/api/trips/{id}/compliance", [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Deleted, Method::GET, "/api/trips/{id}/approvals", [404, 404, 404, 404, 404, 401, 404, 404]),
    json(
        State::Submitted,
        Method::POST,
        "/api/trips/{id}/approvals",
        APPROVE,
        [403, 201, 404, 404, 201, 401, 403, 403],
    ),
    json(State::Draft, Method::POST, "/api/trips/{id}/approvals", SUBMIT, [201, 404, 404, 404, 201, 401, 403, 403]),
    row(State::Approved, Method::POST, "/trips/{ref}/cancellation", [303, 403, 404, 404, 303, 401, 403, 403]),
    row(State::Approved, Method::POST, "/trips/{ref}/reopening", [409, 403, 404, 404, 409, 401, 403, 403]),
    row(State::Draft, Method::GET, "/api/trips/{id}", [200, 404, 404, 404, 200, 401, 200, 200]),
    row(State::Submitted, Method::GET, "/api/trips/{id}", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Deleted, Method::GET, "/api/trips/{id}", [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Draft, Method::PUT, "/api/trips/{id}", [200, 400, 400, 400, 200, 401, 403, 200]),
    row(State::Submitted, Method::PUT, "/api/trips/{id}", [200, 403, 400, 400, 200, 401, 403, 200]),
    row(State::Draft, Method::PATCH, "/api/trips/{id}", [200, 404, 404, 404, 200, 401, 403, 200]),
    row(State::Submitted, Method::PATCH, "/api/trips/{id}", [200, 403, 404, 404, 200, 401, 403, 200]),
    row(State::Draft, Method::DELETE, "/api/trips/{id}", [204, 404, 404, 404, 204, 401, 403, 403]),
    row(State::Submitted, Method::DELETE, "/api/trips/{id}", [204, 403, 404, 404, 204, 401, 403, 403]),
    row(State::Draft, Method::GET, "/trips/{ref}/edit", [200, 404, 404, 404, 200, 303, 403, 200]),
    row(State::Draft, Method::PUT, "/trips/{ref}", [303, 404, 404, 404, 303, 401, 403, 303]),
    row(State::Draft, Method::POST, "/trips/{ref}/members", [303, 404, 404, 404, 303, 401, 403, 403]),
    row(State::Submitted, Method::POST, "/trips/{ref}/members", [303, 403, 404, 404, 303, 401, 403, 403]),
    row(State::Deleted, Method::POST, "/trips/{ref}/members", [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Draft, Method::PUT, "/trips/{ref}/members/{login}", [303, 404, 404, 404, 303, 401, 403, 403]),
    // Whoever a trip is shared with may leave it.
    row(State::Draft, Method::DELETE, "/trips/{ref}/members/{login}", [303, 404, 404, 404, 303, 401, 303, 403]),
    row(State::Draft, Method::GET, "/api/trips/{id}/members", [200, 404, 404, 404, 200, 401, 200, 200]),
    row(State::Draft, Method::POST, "/api/trips/{id}/members", [201, 404, 404, 404, 201, 401, 403, 403]),
    row(State::Draft, Method::PUT, "/api/trips/{id}/members/{login}", [200, 404, 404, 404, 200, 401, 403, 403]),
    row(State::Draft, Method::DELETE, "/api/trips/{id}/members/{login}", [204, 404, 404, 404, 204, 401, 204, 403]),
    row(State::Draft, Method::GET, "/trips/{ref}/owner", [200, 404, 404, 404, 200, 303, 403, 403]),
    form(State::Draft, Method::PUT, "/trips/{ref}/owner", STAN, [303, 404, 404, 404, 303, 401, 403, 403]),
    form(State::Submitted, Method::PUT, "/trips/{ref}/owner", STAN, [303, 403, 404, 404, 303, 401, 403, 403]),
    form(State::Deleted, Method::PUT, "/trips/{ref}/owner", STAN, [404, 404, 404, 404, 404, 401, 404, 404]),
    json(
        State::Draft,
        Method::PUT,
        "/api/trips/{id}/owner",
        r#"{"login": "stan"}"#,
        [200, 404, 404, 404, 200, 401, 403, 403],
    ),
    row(State::Draft, Method::GET, "/trips/{ref}/travellers", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}/travellers", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/travellers", [404, 404, 404, 404, 404, 303, 404, 404]),
    form(State::Draft, Method::POST, "/trips/{ref}/travellers", ADA, [303, 404, 404, 404, 303, 401, 403, 303]),
    form(State::Submitted, Method::POST, "/trips/{ref}/travellers", ADA, [303, 403, 404, 404, 303, 401, 403, 303]),
    row(
        State::Draft,
        Method::GET,
        "/trips/{ref}/travellers/{traveller}/edit",
        [200, 404, 404, 404, 200, 303, 403, 200],
    ),
    form(
        State::Draft,
        Method::PUT,
        "/trips/{ref}/travellers/{traveller}",
        ADA,
        [303, 404, 404, 404, 303, 401, 403, 303],
    ),
    row(State::Draft, Method::DELETE, "/trips/{ref}/travellers/{traveller}", [303, 404, 404, 404, 303, 401, 403, 303]),
    row(
        State::Draft,
        Method::POST,
        "/trips/{ref}/travellers/{traveller}/restoration",
        [303, 404, 404, 404, 303, 401, 403, 303],
    ),
    row(
        State::Draft,
        Method::GET,
        "/trips/{ref}/segments/{segment}/travellers",
        [200, 404, 404, 404, 200, 303, 200, 200],
    ),
    form(
        State::Draft,
        Method::PUT,
        "/trips/{ref}/segments/{segment}/travellers",
        &[],
        [303, 404, 404, 404, 303, 401, 403, 303],
    ),
    row(State::Draft, Method::GET, "/api/trips/{id}/travellers", [200, 404, 404, 404, 200, 401, 200, 200]),
    json(
        State::Draft,
        Method::POST,
        "/api/trips/{id}/travellers",
        r#"{"name": "Ada"}"#,
        [201, 404, 404, 404, 201, 401, 403, 201],
    ),
    row(State::Draft, Method::GET, "/api/trips/{id}/travellers/{traveller}", [200, 404, 404, 404, 200, 401, 200, 200]),
    json(
        State::Draft,
        Method::PUT,
        "/api/trips/{id}/travellers/{traveller}",
        r#"{"name": "Ada"}"#,
        [200, 404, 404, 404, 200, 401, 403, 200],
    ),
    row(
        State::Draft,
        Method::DELETE,
        "/api/trips/{id}/travellers/{traveller}",
        [204, 404, 404, 404, 204, 401, 403, 204],
    ),
    row(
        State::Draft,
        Method::POST,
        "/api/trips/{id}/travellers/{traveller}/restoration",
        [200, 404, 404, 404, 200, 401, 403, 200],
    ),
    row(
        State::Draft,
        Method::GET,
        "/api/trips/{id}/segments/{segment}/travellers",
        [200, 404, 404, 404, 200, 401, 200, 200],
    ),
    json(
        State::Draft,
        Method::PUT,
        "/api/trips/{id}/segments/{segment}/travellers",
        r#"{"travellers": []}"#,
        [200, 404, 404, 404, 200, 401, 403, 200],
    ),
    row(State::Submitted, Method::GET, "/trips/{ref}/checklist", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/checklist", [404, 404, 404, 404, 404, 303, 404, 404]),
    form(
        State::Submitted,
        Method::POST,
        "/trips/{ref}/checklist/items",
        ITEM,
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    form(State::Deleted, Method::POST, "/trips/{ref}/checklist/items", ITEM, [404, 404, 404, 404, 404, 401, 404, 404]),
    form(
        State::Draft,
        Method::POST,
        "/trips/{ref}/checklist/usual-items",
        &[],
        [303, 404, 404, 404, 303, 401, 403, 303],
    ),
    form(
        State::Submitted,
        Method::POST,
        "/trips/{ref}/checklist/copies",
        &[("from", "TRP-2026-999999")],
        [422, 403, 404, 404, 422, 401, 403, 422],
    ),
    row(
        State::Submitted,
        Method::GET,
        "/trips/{ref}/checklist/items/{item}/edit",
        [200, 403, 404, 404, 200, 303, 403, 200],
    ),
    form(
        State::Submitted,
        Method::PUT,
        "/trips/{ref}/checklist/items/{item}",
        ITEM,
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    row(
        State::Submitted,
        Method::DELETE,
        "/trips/{ref}/checklist/items/{item}",
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    row(
        State::Draft,
        Method::POST,
        "/trips/{ref}/checklist/items/{item}/restoration",
        [303, 404, 404, 404, 303, 401, 403, 303],
    ),
    form(
        State::Draft,
        Method::POST,
        "/trips/{ref}/checklist/items/{item}/place",
        &[("direction", "up")],
        [303, 404, 404, 404, 303, 401, 403, 303],
    ),
    form(
        State::Submitted,
        Method::POST,
        "/trips/{ref}/checklist/items/{item}/tick",
        &[],
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    form(
        State::Submitted,
        Method::DELETE,
        "/trips/{ref}/checklist/items/{item}/tick",
        &[],
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    row(State::Submitted, Method::GET, "/api/trips/{id}/checklist", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Deleted, Method::GET, "/api/trips/{id}/checklist", [404, 404, 404, 404, 404, 401, 404, 404]),
    json(
        State::Submitted,
        Method::POST,
        "/api/trips/{id}/checklist",
        ITEM_JSON,
        [201, 403, 404, 404, 201, 401, 403, 201],
    ),
    json(
        State::Submitted,
        Method::PUT,
        "/api/trips/{id}/checklist-order",
        r#"{"items": []}"#,
        [200, 403, 404, 404, 200, 401, 403, 200],
    ),
    row(State::Submitted, Method::GET, "/api/trips/{id}/checklist/{item}", [200, 200, 404, 404, 200, 401, 200, 200]),
    json(
        State::Submitted,
        Method::PUT,
        "/api/trips/{id}/checklist/{item}",
        ITEM_JSON,
        [200, 403, 404, 404, 200, 401, 403, 200],
    ),
    row(State::Submitted, Method::DELETE, "/api/trips/{id}/checklist/{item}", [204, 403, 404, 404, 204, 401, 403, 204]),
    row(
        State::Submitted,
        Method::PUT,
        "/api/trips/{id}/checklist/{item}/tick",
        [200, 403, 404, 404, 200, 401, 403, 200],
    ),
    row(
        State::Submitted,
        Method::DELETE,
        "/api/trips/{id}/checklist/{item}/tick",
        [200, 403, 404, 404, 200, 401, 403, 200],
    ),
    row(State::Submitted, Method::GET, "/trips/{ref}/documents", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/documents", [404, 404, 404, 404, 404, 303, 404, 404]),
    upload(State::Submitted, "/trips/{ref}/attachments", [303, 403, 404, 404, 303, 401, 403, 303]),
    upload(State::Deleted, "/trips/{ref}/attachments", [404, 404, 404, 404, 404, 401, 404, 404]),
    row(
        State::Submitted,
        Method::DELETE,
        "/trips/{ref}/attachments/{attachment}",
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    row(
        State::Submitted,
        Method::GET,
        "/trips/{ref}/attachments/{attachment}/edit",
        [200, 403, 404, 404, 200, 303, 403, 200],
    ),
    form(
        State::Submitted,
        Method::PUT,
        "/trips/{ref}/attachments/{attachment}",
        &[("name", "Scan"), ("version", "1")],
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    json(
        State::Submitted,
        Method::PATCH,
        "/api/trips/{id}/attachments/{attachment}",
        r#"{"name": "Scan"}"#,
        [200, 403, 404, 404, 200, 401, 403, 200],
    ),
    row(
        State::Submitted,
        Method::POST,
        "/trips/{ref}/attachments/{attachment}/restoration",
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    row(
        State::Draft,
        Method::GET,
        "/trips/{ref}/attachments/{attachment}/content",
        [200, 404, 404, 404, 200, 303, 200, 200],
    ),
    row(
        State::Submitted,
        Method::GET,
        "/trips/{ref}/attachments/{attachment}/content",
        [200, 200, 404, 404, 200, 303, 200, 200],
    ),
    row(
        State::Deleted,
        Method::GET,
        "/trips/{ref}/attachments/{attachment}/content",
        [404, 404, 404, 404, 404, 303, 404, 404],
    ),
    row(State::Submitted, Method::GET, "/api/trips/{id}/attachments", [200, 200, 404, 404, 200, 401, 200, 200]),
    upload(State::Submitted, "/api/trips/{id}/attachments", [201, 403, 404, 404, 201, 401, 403, 201]),
    row(
        State::Submitted,
        Method::GET,
        "/api/trips/{id}/attachments/{attachment}",
        [200, 200, 404, 404, 200, 401, 200, 200],
    ),
    row(
        State::Submitted,
        Method::DELETE,
        "/api/trips/{id}/attachments/{attachment}",
        [204, 403, 404, 404, 204, 401, 403, 204],
    ),
    row(
        State::Submitted,
        Method::GET,
        "/api/trips/{id}/attachments/{attachment}/content",
        [200, 200, 404, 404, 200, 401, 200, 200],
    ),
    row(
        State::Deleted,
        Method::GET,
        "/api/trips/{id}/attachments/{attachment}/content",
        [404, 404, 404, 404, 404, 401, 404, 404],
    ),
    row(State::Draft, Method::GET, "/trips/{ref}/costs", [200, 404, 404, 404, 200, 303, 200, 200]),
    row(State::Submitted, Method::GET, "/trips/{ref}/costs", [200, 200, 404, 404, 200, 303, 200, 200]),
    row(State::Deleted, Method::GET, "/trips/{ref}/costs", [404, 404, 404, 404, 404, 303, 404, 404]),
    row(State::Submitted, Method::GET, "/trips/{ref}/expenses/new", [200, 403, 404, 404, 200, 303, 403, 200]),
    form(State::Submitted, Method::POST, "/trips/{ref}/expenses", EXPENSE, [303, 403, 404, 404, 303, 401, 403, 303]),
    form(State::Deleted, Method::POST, "/trips/{ref}/expenses", EXPENSE, [404, 404, 404, 404, 404, 401, 404, 404]),
    row(State::Submitted, Method::POST, "/trips/{ref}/expenses/rates", [303, 403, 404, 404, 303, 401, 403, 303]),
    row(
        State::Submitted,
        Method::GET,
        "/trips/{ref}/expenses/{expense}/edit",
        [200, 403, 404, 404, 200, 303, 403, 200],
    ),
    form(
        State::Submitted,
        Method::PUT,
        "/trips/{ref}/expenses/{expense}",
        EXPENSE,
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    row(State::Submitted, Method::DELETE, "/trips/{ref}/expenses/{expense}", [303, 403, 404, 404, 303, 401, 403, 303]),
    row(
        State::Submitted,
        Method::POST,
        "/trips/{ref}/expenses/{expense}/restoration",
        [303, 403, 404, 404, 303, 401, 403, 303],
    ),
    row(State::Submitted, Method::GET, "/api/trips/{id}/expenses", [200, 200, 404, 404, 200, 401, 200, 200]),
    row(State::Deleted, Method::GET, "/api/trips/{id}/expenses", [404, 404, 404, 404, 404, 401, 404, 404]),
    json(
        State::Submitted,
        Method::POST,
        "/api/trips/{id}/expenses",
        EXPENSE_JSON,
        [201, 403, 404, 404, 201, 401, 403, 201],
    ),
    row(
        State::Submitted,
        Method::GET,
        "/api/trips/{id}/expenses/{expense_id}",
        [200, 200, 404, 404, 200, 401, 200, 200],
    ),
    json(
        State::Submitted,
        Method::PUT,
        "/api/trips/{id}/expenses/{expense_id}",
        EXPENSE_JSON,
        [200, 403, 404, 404, 200, 401, 403, 200],
    ),
    row(
        State::Submitted,
        Method::DELETE,
        "/api/trips/{id}/expenses/{expense_id}",
        [204, 403, 404, 404, 204, 401, 403, 204],
    ),
];

async fn ask(person: &TestApp, row: &Row, path: &str, id: &str) -> crate::support::Answer {
    if let Sent::File = row.sent {
        let body = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\na\r\n--x--\r\n";
        let request = axum::http::Request::post(path).header("content-type", "multipart/form-data; boundary=x");
        return person.send(request.body(body.into()).unwrap()).await;
    }
    let (method, version) = (&row.method, if matches!(row.state, State::Draft) { "1" } else { "2" });
    let document = match row.sent {
        Sent::Json(document) => serde_json::from_str(document).unwrap(),
        Sent::AboutTheTrip if path.contains("/members") => json!({"login": "stan", "role": "editor"}),
        Sent::AboutTheTrip | Sent::Form(_) | Sent::File => json!({"id": id, "name": "Changed"}),
    };
    let about_the_trip = [("name", "Changed"), ("version", version), ("role", "editor")];
    let fields = match row.sent {
        Sent::Form(fields) => fields,
        Sent::AboutTheTrip if *method == Method::POST && path.ends_with("/members") => {
            &[("person", "stan"), ("role", "editor")]
        }
        Sent::AboutTheTrip if *method == Method::POST => &[],
        Sent::AboutTheTrip | Sent::Json(_) | Sent::File => &about_the_trip[..],
    };
    if path.starts_with("/api/") {
        person.json(method.clone(), path, &document).await
    } else if *method == Method::GET {
        person.get(path).await
    } else {
        let how = if *method == Method::POST {
            String::new()
        } else {
            format!("?_method={}", method.as_str().to_lowercase())
        };
        person.submit(&format!("{path}{how}"), fields).await
    }
}

#[tokio::test]
async fn every_route_answers_every_person_as_the_policy_says() {
    let company = Company::found().await;
    let nobody = company.owner.anonymous();
    let people = [
        ("owner", &company.owner),
        ("manager", &company.manager),
        ("other manager", &company.other_manager),
        ("stranger", &company.stranger),
        ("administrator", &company.administrator),
        ("nobody", &nobody),
        ("viewer", &company.viewer),
        ("editor", &company.editor),
    ];
    for row in ROWS {
        for ((name, person), expected) in people.iter().zip(row.expected) {
            let (reference, id) = company.trip(row.state).await;
            let mut path = row.path.replace("{ref}", &reference).replace("{id}", &id).replace("{login}", "vera");
            for (name, value) in things(&company, row.path, &id).await {
                path = path.replace(name, &value);
            }
            let answer = ask(person, row, &path, &id).await;
            assert_eq!(
                answer.status.as_u16(),
                expected,
                "{name}: {} {} of a {:?} trip",
                row.method,
                row.path,
                row.state
            );
            if expected == 404 {
                assert!(!answer.shows("Secret visit"), "{name}: {} tells", row.path);
            }
        }
    }
}

#[test]
fn the_table_leaves_out_no_route_that_names_a_trip() {
    for (method, path, access) in routes::routes().table() {
        if path.contains("{trip}") && path.starts_with("/trips/") || path.starts_with("/api/trips/{id}") {
            assert_eq!(*access, Access::SignedIn, "{method} {path}");
            let asked = path.replace("{trip}", "{ref}");
            assert!(
                ROWS.iter().any(|row| row.method == *method && row.path.split('?').next() == Some(&asked)),
                "{method} {path}"
            );
        }
    }
}

/// Whatever is about an account, or about everybody's.
fn is_for_people_themselves(method: &Method, path: &str) -> bool {
    let own = ["/account", "/api/account"].iter().any(|page| {
        // Who one is may be read.
        path == *page && *method != Method::GET || path.starts_with(&format!("{page}/"))
    });
    own || path.starts_with("/admin") || path.starts_with("/api/admin")
}

#[tokio::test]
async fn personal_tokens_neither_manage_the_account_nor_administer_the_portal() {
    let portal = TestApp::start().await;
    let body = json!({"name": "CI", "scope": "write", "validDays": 7});
    let token = portal.json(Method::POST, "/api/account/tokens", &body).await.value();
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    for (method, path, access) in routes::routes().table() {
        if matches!(access, Access::Open | Access::ByPassword) || !is_for_people_themselves(method, path) {
            continue;
        }
        let path = path.replace(['{', '}'], "");
        let answer =
            portal.anonymous().json_with(method.clone(), &path, &json!({}), &[("authorization", &bearer)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}: open it to Access::InPerson");
        assert!(answer.shows("personal token"), "{method} {path} says why");
    }
}

#[tokio::test]
async fn lists_show_each_person_their_own_trips() {
    let company = Company::found().await;
    for state in [State::Draft, State::Submitted, State::Approved, State::Deleted] {
        company.trip(state).await;
    }
    company.stranger.trip(json!({"name": "Of the stranger", "status": "submitted"})).await;
    for (person, own, theirs) in [
        (&company.owner, 3, false),
        // Those of somebody without a manager are every manager's.
        (&company.manager, 2, true),
        (&company.other_manager, 0, true),
        (&company.stranger, 0, true),
        (&company.administrator, 3, true),
        (&company.viewer, 3, false),
        (&company.editor, 3, false),
    ] {
        let name = person.login();
        let total = own + i64::from(theirs);
        assert_eq!(person.get("/api/trips/count").await.text(), total.to_string(), "{name} counts");
        let rest = person.get("/api/trips").await;
        assert_eq!(rest.header("x-total-count"), total.to_string(), "{name}");
        assert_eq!(rest.text().matches("Secret visit").count().to_string(), own.to_string(), "{name} lists over REST");
        for page in ["/trips", "/trips?q=visit", "/"] {
            let page = person.get(page).await;
            assert_eq!(page.shows("Secret visit"), own > 0, "{name}");
        }
        assert_eq!(person.get("/").await.shows("Of the stranger"), theirs, "{name} at home");
        let sees_trash = ["olga", "admin"].contains(&name);
        assert_eq!(person.get("/trips/trash").await.shows("Secret visit"), sees_trash, "{name}: trash");
    }
}

#[tokio::test]
async fn a_status_over_rest_needs_the_same_right_as_the_button() {
    let company = Company::found().await;
    let (_, id) = company.trip(State::Submitted).await;
    let path = format!("/api/trips/{id}");
    let approved = json!({"status": "approved"});
    assert_eq!(company.owner.json(Method::PATCH, &path, &approved).await.status, StatusCode::FORBIDDEN);
    let renamed = json!({"status": "approved", "name": "Mine now"});
    assert_eq!(company.manager.json(Method::PATCH, &path, &renamed).await.status, StatusCode::FORBIDDEN);
    assert_eq!(company.manager.json(Method::PATCH, &path, &approved).await.value()["status"], "approved");
}

#[tokio::test]
async fn a_page_offers_only_what_its_reader_may_do() {
    let company = Company::found().await;
    let (reference, _) = company.trip(State::Submitted).await;
    let path = format!("/trips/{reference}");
    for (person, edit, approve) in
        [(&company.owner, true, false), (&company.manager, false, true), (&company.administrator, true, true)]
    {
        let page = person.get(&path).await;
        assert_eq!(page.shows(&format!("{path}/edit")), edit, "{}", person.login());
        assert_eq!(page.shows("_method=delete\">"), edit, "{}", person.login());
        assert_eq!(page.shows(&format!("{path}/approval")), approve, "{}", person.login());
    }
}

#[tokio::test]
async fn every_manager_sees_what_was_submitted_to_nobody_but_no_draft_that_was_given_up() {
    let portal = TestApp::start().await;
    let alone = portal.person("alone", &[Role::User], None).await;
    let manager = portal.person("boss", &[Role::User, Role::Manager], None).await;
    for (first, then) in [("cancelled", false), ("submitted", true)] {
        let made =
            alone.json(Method::POST, "/api/trips", &json!({"name": "Alone", "startDate": "2026-06-01"})).await.value();
        let path = format!("/api/trips/{}", made["id"].as_str().unwrap());
        assert_eq!(alone.json(Method::PATCH, &path, &json!({"status": first})).await.status, StatusCode::OK);
        assert_eq!(manager.get(&path).await.status == StatusCode::OK, then, "{first}");
        let reference = made["reference"].as_str().unwrap();
        for list in ["/trips", "/api/trips"] {
            assert_eq!(manager.get(list).await.shows(reference), then, "{first} at {list}");
        }
    }
    assert!(manager.get("/").await.shows("Alone"));
}

#[tokio::test]
async fn an_editor_changes_what_stands_in_a_trip_and_nothing_else() {
    let company = Company::found().await;
    let (reference, id) = company.trip(State::Draft).await;
    let page = company.editor.get(&format!("/trips/{reference}")).await;
    assert!(page.shows("/edit\"") && page.shows("Leave this trip"));
    for action in ["_method=delete\"><input", "/submission", "/cancellation", "Share this trip"] {
        assert!(!page.shows(action), "{action}");
    }
    let path = format!("/api/trips/{id}");
    let renamed = company.editor.json(Method::PATCH, &path, &json!({"name": "By the editor"})).await.value();
    assert_eq!((&renamed["lastModifiedBy"], &renamed["owner"]["login"]), (&json!("eddy"), &json!("olga")));
    for status in ["submitted", "cancelled"] {
        let refused = company.editor.json(Method::PATCH, &path, &json!({"status": status})).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{status}");
    }
}

/// What the stranger may do with the owner's trip: see, edit, share, delete it, and see it in the trash.
async fn rights(company: &Company, person: &TestApp) -> Vec<u16> {
    let mut answers = Vec::new();
    for (method, path) in [
        (Method::GET, "/trips/{ref}"),
        (Method::GET, "/trips/{ref}/edit"),
        (Method::GET, "/trips/{ref}/owner"),
        (Method::POST, "/trips/{ref}/submission"),
        (Method::DELETE, "/trips/{ref}"),
        (Method::GET, "/trips/{ref}"),
    ] {
        let path = path.replace("{ref}", &company.latest().await);
        let row = row(State::Draft, method, "", [0; 8]);
        answers.push(ask(person, &row, &path, "").await.status.as_u16());
    }
    answers
}

impl Company {
    /// The reference of the trip made last.
    async fn latest(&self) -> String {
        sqlx::query_scalar("select reference from trips order by id desc limit 1")
            .fetch_one(&self.owner.app.db)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_member_who_owns_a_trip_does_what_owners_do() {
    let company = Company::found().await;
    company.trip(State::Draft).await;
    let members = format!("/trips/{}/members", company.latest().await);
    let shared = company.owner.submit(&members, &[("person", "stan"), ("role", "owner")]).await;
    assert_eq!(shared.status, StatusCode::SEE_OTHER);
    assert_eq!(rights(&company, &company.stranger).await, [200, 200, 200, 303, 303, 200]);
    assert!(company.stranger.get("/trips/trash").await.shows("Secret visit"));
}

#[tokio::test]
async fn whom_the_release_before_makes_a_viewer_owns_no_more() {
    let company = Company::found().await;
    company.trip(State::Draft).await;
    let members = format!("/trips/{}/members", company.latest().await);
    company.owner.submit(&members, &[("person", "stan"), ("role", "owner")]).await;
    let role: String = sqlx::query_scalar(
        "select m.role from trip_members m join accounts a on a.id = m.account_id where a.login = 'stan'",
    )
    .fetch_one(&company.owner.app.db)
    .await
    .unwrap();
    assert_eq!(role, "editor", "that release knows no third role");
    sqlx::query("update trip_members set role = 'viewer'").execute(&company.owner.app.db).await.unwrap();
    assert_eq!(rights(&company, &company.stranger).await, [200, 403, 403, 403, 403, 200]);
}

#[tokio::test]
async fn whoever_travels_sees_the_trip_and_no_more() {
    let company = Company::found().await;
    let (reference, id) = company.trip(State::Draft).await;
    let traveller = company.traveller(&id, "'stan'", false).await;
    for page in ["/trips", "/trips?owner=travelling", "/trips?traveller=stan", "/", "/api/trips"] {
        assert!(company.stranger.get(page).await.shows("Secret visit"), "{page}");
    }
    assert!(!company.stranger.get("/trips?owner=shared").await.shows("Secret visit"));
    assert_eq!(rights(&company, &company.stranger).await, [200, 403, 403, 403, 403, 200]);
    company.owner.submit(&format!("/trips/{reference}/travellers/{traveller}?_method=delete"), &[]).await;
    assert_eq!(company.stranger.get(&format!("/trips/{reference}")).await.status, StatusCode::NOT_FOUND);
    assert!(!company.stranger.get("/").await.shows("Secret visit"));
}

#[tokio::test]
async fn a_manager_approves_no_trip_that_they_own_themselves() {
    let company = Company::found().await;
    let (reference, _) = company.trip(State::Submitted).await;
    let members = format!("/trips/{reference}/members");
    company.owner.submit(&members, &[("person", "mia"), ("role", "owner")]).await;
    let refused = company.manager.submit(&format!("/trips/{reference}/approval"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_people_with_the_same_idempotency_key_get_a_trip_each() {
    let company = Company::found().await;
    let key = [("idempotency-key", "1")];
    let body = json!({"name": "Lyon"});
    let first = company.owner.json_with(Method::POST, "/api/trips", &body, &key).await.value();
    let second = company.stranger.json_with(Method::POST, "/api/trips", &body, &key).await.value();
    assert_ne!(first["id"], second["id"]);
    assert_eq!(second["createdBy"], "stan");
}

#[tokio::test]
async fn what_is_for_administrators_is_for_nobody_else() {
    let company = Company::found().await;
    let nobody = company.owner.anonymous();
    let mut asked = 0;
    for (method, path, access) in routes::routes().table() {
        if *access != Access::Administrators {
            assert!(!path.starts_with("/api/admin"), "{method} {path}");
            continue;
        }
        asked += 1;
        let address = path.replace("{login}", "olga").replace(['{', '}'], "");
        for (person, expected) in [(&company.owner, 403), (&company.manager, 403), (&nobody, 401)] {
            let answer = person.json(method.clone(), &address, &json!({})).await;
            let is_page =
                method == Method::GET && !address.starts_with("/api/") && !address.starts_with("/management/");
            let expected = if is_page && expected == 401 { 303 } else { expected };
            assert_eq!(answer.status.as_u16(), expected, "{}: {method} {address}", person.login());
        }
    }
    assert!(asked > 20, "{asked} routes");
}
