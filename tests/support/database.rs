//! A database for every test, cloned from a template that has been migrated once. The server is the one named by
//! `DATABASE_URL`, else a container if Docker has or gets the image, else the private server that a bare `cargo run` uses.
//!
//! `TRIPMGMT_TEST_MIGRATIONS` names a folder with the migrations of a later release: then the template has the schema of that
//! one, which this release has to work on, too. `scripts/previous-release` asks that.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use testcontainers_modules::testcontainers::core::ImageExt as _;
use testcontainers_modules::testcontainers::runners::AsyncRunner as _;
use tokio::sync::OnceCell;
use tripmgmt::db::dev_server::DevServer;
use tripmgmt::db::migrate;
use tripmgmt::db::settings::DatabaseSettings;
use uuid::Uuid;

use super::afterwards::afterwards;

/// The PostgreSQL that `compose.yaml` uses too.
const IMAGE_TAG: &str = "17-bookworm";
const TEMPLATE: &str = "tripmgmt_test_template";

static SERVER: OnceCell<PgConnectOptions> = OnceCell::const_new();

/// How to connect to a fresh, migrated database of one's own.
pub async fn fresh() -> PgConnectOptions {
    let server = SERVER.get_or_init(|| async { on_its_own_runtime(prepare) }).await;
    let name = format!("tripmgmt_test_{}", Uuid::from_u128(rand::random()).simple());
    let mut admin = connect(server).await;
    execute(&mut admin, format!("create database {name} template {TEMPLATE}")).await;
    server.clone().database(&name)
}

/// An empty database of one's own, without tables.
pub async fn empty() -> PgConnectOptions {
    let server = SERVER.get_or_init(|| async { on_its_own_runtime(prepare) }).await;
    let name = format!("tripmgmt_test_{}", Uuid::from_u128(rand::random()).simple());
    execute(&mut connect(server).await, format!("create database {name}")).await;
    server.clone().database(&name)
}

/// A small pool: many tests run side by side.
pub fn pool(options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new().max_connections(4).acquire_timeout(Duration::from_secs(20)).connect_lazy_with(options)
}

/// Every test has a runtime of its own, which ends with it; what outlives tests must not live on one of those.
fn on_its_own_runtime<T: Send + 'static, F: Future<Output = T> + 'static>(work: fn() -> F) -> T {
    let thread = std::thread::spawn(move || {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work())
    });
    thread.join().unwrap()
}

async fn prepare() -> PgConnectOptions {
    let server = find_server().await;
    let mut admin = connect(&server).await;
    // Another run of the tests may use the same server.
    execute(&mut admin, "select pg_advisory_lock(20261123)").await;
    let old: Vec<String> = sqlx::query_scalar(
        "select datname from pg_database d where datname like 'tripmgmt_test_%'
         and not exists (select 1 from pg_stat_activity a where a.datname = d.datname)",
    )
    .fetch_all(&mut admin)
    .await
    .unwrap();
    for name in old {
        execute(&mut admin, format!("drop database if exists {name}")).await;
    }
    execute(&mut admin, format!("create database {TEMPLATE}")).await;
    let mut template = connect(&server.clone().database(TEMPLATE)).await;
    if let Some(folder) = std::env::var_os("TRIPMGMT_TEST_MIGRATIONS") {
        let later = Migrator::new(Path::new(&folder)).await.unwrap();
        migrate::apply(&mut template, &later).await.unwrap();
    }
    // Afterwards, too: those that both have must be the same.
    migrate::run(&mut template).await.unwrap();
    template.close().await.unwrap();
    execute(&mut admin, "select pg_advisory_unlock(20261123)").await;
    server
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    options.connect().await.unwrap_or_else(|error| panic!("the tests' database does not answer: {error}"))
}

async fn execute(connection: &mut PgConnection, sql: impl Into<String>) {
    let sql = sql.into();
    sqlx::query(AssertSqlSafe(sql.clone())).execute(connection).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn find_server() -> PgConnectOptions {
    if let Some(settings) = DatabaseSettings::from_lookup(|name| std::env::var(name).ok()).unwrap() {
        return settings.connect_options().clone().database("postgres");
    }
    match container().await {
        Ok(options) => options,
        Err(reason) => {
            eprintln!("tests use a private PostgreSQL, not a container: {reason}");
            private().await
        }
    }
}

async fn container() -> Result<PgConnectOptions, String> {
    let image = format!("postgres:{IMAGE_TAG}");
    // Without the image, testcontainers would wait for a registry for minutes where there is none.
    let mut inspect = Command::new("docker");
    inspect.args(["image", "inspect", &image]).stdout(Stdio::null()).stderr(Stdio::null());
    if !inspect.status().is_ok_and(|status| status.success()) {
        return Err(format!("docker does not answer or has no {image}"));
    }
    let started = testcontainers_modules::postgres::Postgres::default()
        .with_tag(IMAGE_TAG)
        .with_cmd(["postgres", "-c", "fsync=off", "-c", "max_connections=300"])
        .start();
    let container = tokio::time::timeout(Duration::from_mins(1), started)
        .await
        .map_err(|_| "the container did not start in time".to_owned())?
        .map_err(|error| error.to_string())?;
    let port = container.get_host_port_ipv4(5432).await.map_err(|error| error.to_string())?;
    afterwards(&format!("docker rm -f -v {}", container.id()));
    std::mem::forget(container);
    Ok(PgConnectOptions::new()
        .host("127.0.0.1")
        .port(port)
        .username("postgres")
        .password("postgres")
        .database("postgres"))
}

async fn private() -> PgConnectOptions {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("database");
    let server = DevServer::start(&root).await.unwrap_or_else(|error| panic!("{error}"));
    let options = server.connect_options();
    let data = options.connect().await.unwrap();
    let pid_file: String = {
        let mut data = data;
        sqlx::query_scalar("select setting || '/postmaster.pid' from pg_settings where name = 'data_directory'")
            .fetch_one(&mut data)
            .await
            .unwrap()
    };
    afterwards(&format!("kill -INT $(head -n 1 '{pid_file}')"));
    std::mem::forget(server);
    options.database("postgres")
}
