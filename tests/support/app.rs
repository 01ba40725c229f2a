//! The application under test and requests to it.

use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{DateTime, Utc};
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::Value;
use sqlx::PgPool;
use tower::ServiceExt as _;
use tripmgmt::accounts::queries::{self, NewAccount};
use tripmgmt::accounts::{AccountStatus, Actor, Role};
use tripmgmt::app::App;
use tripmgmt::attachments::store::Backend;
use tripmgmt::clock::Clock;
use tripmgmt::config::{Cli, Config};
use tripmgmt::i18n::Language;
use tripmgmt::mail::Mailer;
use tripmgmt::oidc::Provider;
use tripmgmt::reference::TimeZone;
use tripmgmt::sessions::queries::{self as sessions, Origin};
use tripmgmt::{secret, start, telemetry};

use super::database;

/// The portal on a database of its own, at a time that stands still.
pub struct TestApp {
    pub app: App,
    pub router: Router,
    pub clock: Clock,
    /// The token of the session that comes with every request; empty for nobody's.
    session: String,
}

/// "correct horse battery", hashed by the old monolith, which takes less time than Argon2 in a test.
pub const PASSWORD: &str = "correct horse battery";
const PASSWORD_HASH: &str = "$2a$04$9lRbVyfGIiX3HbkCXuvO6eMpZuZ3pYpG30UAW9vUdgTidYEHy2Ngu";

static METRICS: OnceLock<PrometheusHandle> = OnceLock::new();

/// What a browser says about a form of the portal's own.
const FORM_HEADERS: [(&str, &str); 4] = [
    ("content-type", "application/x-www-form-urlencoded"),
    ("host", "portal.test"),
    ("origin", "http://portal.test"),
    ("sec-fetch-site", "same-origin"),
];

/// What the portal answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl TestApp {
    /// A portal without trips, at noon of 4 May 2026 in UTC, with an administrator signed in.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// As [`Self::start`], with settings.
    pub async fn start_with(settings: &[&str]) -> Self {
        Self::untouched(settings).await.person("admin", &Role::ALL, None).await
    }

    /// A portal where nobody has an account yet.
    pub async fn untouched(settings: &[&str]) -> Self {
        let now: DateTime<Utc> = "2026-05-04T12:00:00Z".parse().unwrap();
        Self::on(database::pool(database::fresh().await), Clock::fixed(now), "test-task", settings)
    }

    /// Another task of this portal: a process of its own, on the same database and at the same time.
    pub fn beside(&self, name: &str, settings: &[&str]) -> Self {
        let portal = Self::on(PgPool::clone(&self.app.db), self.clock.clone(), name, settings);
        Self { session: self.session.clone(), ..portal }
    }

    /// The same portal for somebody else, who gets an account with the password "correct horse battery".
    pub async fn person(&self, login: &str, roles: &[Role], manager: Option<&TestApp>) -> Self {
        let manager = match manager {
            Some(manager) => Some(queries::find_by_login(&self.app.db, manager.login()).await.unwrap().id),
            None => None,
        };
        let new = NewAccount {
            login: login.to_owned(),
            email: Some(format!("{login}@portal.test")),
            first_name: None,
            last_name: None,
            language: Language::English,
            time_zone: TimeZone::UTC,
            status: AccountStatus::Active,
            manager,
            password_hash: Some(PASSWORD_HASH.to_owned()),
            authorities: roles.iter().map(|role| role.authority().to_owned()).collect(),
        };
        let mut connection = self.app.db.acquire().await.unwrap();
        let id = queries::insert(&mut connection, &self.clock, &Actor::system(), &new).await.unwrap();
        let origin = Origin { address: "127.0.0.1".to_owned(), user_agent: "test".to_owned() };
        sessions::start(&mut *connection, &self.clock, id, true, &origin).await.unwrap();
        // One that never ends, however far a test moves the clock, and the same on every portal a browser visits.
        let session = format!("session-of-{login}");
        sqlx::query("update sessions set token_hash = $1, created_at = $2, last_seen_at = $2, expires_at = $2 where account_id = $3")
            .bind(secret::hash(&session))
            .bind("2100-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap())
            .bind(id)
            .execute(&mut *connection)
            .await
            .unwrap();
        Self { session, ..self.anonymous() }
    }

    /// The same portal for whoever is not signed in.
    pub fn anonymous(&self) -> Self {
        let (app, router) = (self.app.clone(), self.router.clone());
        Self { app, router, clock: self.clock.clone(), session: String::new() }
    }

    /// Whose requests these are.
    pub fn login(&self) -> &str {
        self.session.trim_start_matches("session-of-")
    }

    /// The token of their session.
    pub fn session(&self) -> &str {
        &self.session
    }

    /// The same portal with other settings, as far as they are read while it runs.
    pub fn with_config(&self, config: Config) -> Self {
        let mailer = Mailer::new(&config).unwrap();
        let (db, metrics) = (PgPool::clone(&self.app.db), self.app.metrics.clone());
        let (oidc, backend) = (self.app.oidc.clone(), Backend::read(&config, |_| None).unwrap());
        let (app, router) = start::assemble(config, db, self.clock.clone(), metrics, mailer, oidc, backend);
        Self { app, router, clock: self.clock.clone(), session: self.session.clone() }
    }

    /// The same portal with another place for attached files.
    pub fn keeping_files_in(&self, backend: Backend) -> Self {
        let config = (*self.app.config).clone();
        let (db, metrics) = (PgPool::clone(&self.app.db), self.app.metrics.clone());
        let (mailer, oidc) = (self.app.mailer.clone(), self.app.oidc.clone());
        let (app, router) = start::assemble(config, db, self.clock.clone(), metrics, mailer, oidc, backend);
        Self { app, router, clock: self.clock.clone(), session: self.session.clone() }
    }

    /// A portal on this database.
    fn on(db: PgPool, clock: Clock, name: &str, settings: &[&str]) -> Self {
        let line = ["tripmgmt", "--instance-name", name];
        let config = Cli::read(line.iter().chain(settings), |name| std::env::var(name).ok()).unwrap().config;
        let mailer = Mailer::new(&config).unwrap();
        let oidc = Provider::new(&config).unwrap();
        // One recorder a process: what tests that run side by side do is counted together.
        let metrics = METRICS.get_or_init(|| telemetry::start_metrics().unwrap()).clone();
        // Keys that no server of a test looks at; a test must not use those of whoever runs it.
        let keys = |name: &str| ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"].contains(&name);
        let backend = Backend::read(&config, |name| keys(name).then(|| "eu-west-3".to_owned())).unwrap();
        let (app, router) = start::assemble(config, db, clock.clone(), metrics, mailer, oidc, backend);
        Self { app, router, clock, session: String::new() }
    }

    /// Serves on a free port of this machine, for browsers; returns the address.
    pub async fn listen(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        self.listen_on(listener);
        format!("http://{address}")
    }

    /// Serves there.
    pub fn listen_on(&self, listener: tokio::net::TcpListener) {
        let router = self.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    }

    /// Sends any request.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if !self.session.is_empty() {
            let sent =
                request.headers().get(header::COOKIE).map(|cookies| cookies.to_str().unwrap()).unwrap_or_default();
            let all = format!("session={}; {sent}", self.session);
            request.headers_mut().insert(header::COOKIE, all.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 64 * 1024 * 1024).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// GET with headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(build(Method::GET, path, headers, Body::empty())).await
    }

    /// What a browser sends when a form is submitted.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.submit_with(path, fields, &[]).await
    }

    /// The same with headers, such as a browser's cookies.
    pub async fn submit_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let address = tripmgmt::web::fields::address("", fields.iter().copied());
        let all = [&FORM_HEADERS, headers].concat();
        self.send(build(Method::POST, path, &all, Body::from(address.trim_start_matches('?').to_owned()))).await
    }

    /// A form whose bytes the test chose itself.
    pub async fn submit_raw(&self, path: &str, body: Vec<u8>) -> Answer {
        self.send(build(Method::POST, path, &FORM_HEADERS, Body::from(body))).await
    }

    /// A JSON document.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.json_with(method, path, body, &[]).await
    }

    /// A JSON document with headers; a content type among them takes the place of the usual one.
    pub async fn json_with(&self, method: Method, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut all = headers.to_vec();
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            all.push(("content-type", "application/json"));
        }
        self.send(build(method, path, &all, Body::from(body.to_string()))).await
    }

    /// Creates a trip over REST and returns it.
    pub async fn trip(&self, body: Value) -> Value {
        let answer = self.json(Method::POST, "/api/trips", &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.value()
    }

    /// Follows the redirect of an answer, the cookies it set with it.
    pub async fn follow(&self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let cookies = answer.cookies();
        self.get_with(answer.header("location"), &[("cookie", cookies.as_str())]).await
    }
}

fn build(method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).unwrap()
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The body as JSON.
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }

    /// A header; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The cookies set, as a browser sends them back.
    pub fn cookies(&self) -> String {
        let set = self.headers.get_all(header::SET_COOKIE).iter();
        set.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap()).collect::<Vec<_>>().join("; ")
    }

    /// Whether the page shows this text.
    pub fn shows(&self, text: &str) -> bool {
        self.text().contains(text)
    }
}
