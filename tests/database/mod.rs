//! Trouble with the database: a portal that reaches it only through a proxy on which everything may go wrong, servers
//! that stop and change their part, and several tasks on one database of which one dies.

mod connections;
mod failover;
mod reader;
mod tasks;
mod turns;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::ops::Deref;
use std::process::Command;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _};

use crate::process::portal::{Portal, libpq, tripmgmt};
use crate::support::fault_proxy::{Proxy, Upstream};

/// Within which time after the database is back everything has to work again.
const BACK: Duration = Duration::from_secs(10);

/// A portal behind a proxy, and its administrator.
struct Behind {
    portal: Portal,
    proxy: Proxy,
    client: Client,
}

/// Whoever asks it, on threads of their own if need be.
#[derive(Clone, Debug)]
struct Client {
    port: u16,
    token: String,
}

impl Behind {
    /// A demonstration on this database.
    async fn start(options: &PgConnectOptions, more: &[&str]) -> Self {
        let proxy = Proxy::to(Upstream::of(options)).await;
        let mut command = through(&proxy, options);
        command.arg("--demo").args(more);
        let portal = Portal::start(command);
        let client = Client { port: portal.port, token: portal.token("admin", "admin") };
        Self { portal, proxy, client }
    }
}

impl Deref for Behind {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Client {
    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    fn readiness(&self) -> u16 {
        self.get("/management/health/readiness").status
    }

    /// Asks for a new trip.
    fn post(&self, name: &str) -> Answer {
        self.post_with(name, &[])
    }

    fn post_with(&self, name: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("POST", "/api/trips", headers, &serde_json::json!({ "name": name }).to_string())
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(45))).unwrap();
        let usual = [("Content-Type", "application/json")];
        let is_named = headers.iter().any(|(name, _)| *name == "Content-Type");
        let headers = [headers, if is_named { &[] } else { &usual }].concat();
        let more: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n{}Content-Length: {}\r\n\r\n{body}",
            self.token,
            more.concat(),
            body.len()
        )
        .unwrap();
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text);
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Waits until something is so, for as long as may be at most; returns how long that took.
    fn wait_until(&self, what: &str, limit: Duration, is_so: impl Fn(&Self) -> bool) -> Duration {
        let began = Instant::now();
        while !is_so(self) {
            assert!(began.elapsed() < limit, "{what}: not within {limit:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
        began.elapsed()
    }
}

/// The command for a portal that reaches this database through the proxy.
fn through(proxy: &Proxy, options: &PgConnectOptions) -> Command {
    let mut command = tripmgmt();
    command.envs(libpq(options)).env("PGHOST", "127.0.0.1").env("PGPORT", proxy.port().to_string());
    command.env("PGSSLMODE", "disable");
    command
}

/// What was answered: nothing at all is status 0.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| *key == name).map(|(_, value)| value).next().unwrap_or_default()
    }
}

/// An administrator of the database who comes in by another way.
async fn admin(options: &PgConnectOptions) -> PgConnection {
    options.connect().await.unwrap()
}

async fn execute(connection: &mut PgConnection, sql: impl Into<String>) {
    let sql = sql.into();
    sqlx::query(AssertSqlSafe(sql.clone())).execute(connection).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn count(connection: &mut PgConnection, name: &str) -> i64 {
    sqlx::query_scalar("select count(*) from trips where name = $1").bind(name).fetch_one(connection).await.unwrap()
}

/// Ends what the portal's connections to this database do, as an administrator may.
async fn terminate(connection: &mut PgConnection) {
    execute(
        connection,
        "select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like 'tripmgmt%' and pid <> pg_backend_pid()",
    )
    .await;
}
