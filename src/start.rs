//! From settings to a running portal: finds or starts the database, migrates, puts the application together, and takes
//! it all down again in the opposite order.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use metrics_exporter_prometheus::PrometheusHandle;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, PgPool};
use tokio::net::TcpListener;

use crate::accounts::commands::{self, UserCommand, UserError};
use crate::accounts::jhipster::{self, ImportArgs, ImportError};
use crate::accounts::password::Passwords;
use crate::accounts::setup;
use crate::administration::deployments::ThisTask;
use crate::administration::deployments::heartbeat::Heartbeat;
use crate::administration::health::probes;
use crate::administration::loggers::{Levels, watch};
use crate::app::{App, Shared};
use crate::attachments::store::settings::StoreSettingsError;
use crate::attachments::store::{Backend, Store};
use crate::build::Build;
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::db::Db;
use crate::db::dev_server::{DevServer, DevServerError};
use crate::db::large_lists::LargeLists;
use crate::db::pool::Connections;
use crate::db::settings::{DatabaseSettings, SettingsError};
use crate::db::turn::Turn;
use crate::db::{migrate, pool, reader, settings};
use crate::error::AppError;
use crate::imports::work as imports;
use crate::live::{Live, listener};
use crate::mail::Mailer;
use crate::mail::settings::MailSettingsError;
use crate::oidc::Provider;
use crate::oidc::settings::OidcSettingsError;
use crate::second_factor::queries as second_factors;
use crate::server::{self, Patience, Readiness, Signals};
use crate::signing_secret::{SigningSecret, kept};
use crate::web::workload::Workload;
use crate::web::{assets, middleware, routes};
use crate::{demo_data, housekeeping, mail, notifications, telemetry, webhooks};

/// Why the portal did not start; each is one line for the person who started it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("cannot listen on {address}: {source}{}", hint(source))]
    Listen { address: SocketAddr, source: io::Error },
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Mail(#[from] MailSettingsError),
    #[error(transparent)]
    Oidc(#[from] OidcSettingsError),
    #[error(transparent)]
    Store(#[from] StoreSettingsError),
    #[error(transparent)]
    DevServer(#[from] DevServerError),
    #[error(
        "no database is configured: set DATABASE_URL (postgres://user:password@host:5432/tripmgmt), PGHOST and its \
         relatives, or SPRING_DATASOURCE_URL"
    )]
    NoDatabase,
    #[error("{0}")]
    Connect(String),
    #[error("the database cannot be migrated: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("the signing secret in {} cannot be used: {source}", .folder.display())]
    KeptSecret { folder: PathBuf, source: io::Error },
    #[error("--demo makes accounts whose passwords everybody knows, which production refuses")]
    DemoInProduction,
    #[error(transparent)]
    User(#[from] UserError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error("the portal cannot be set up: {0}")]
    Setup(#[from] AppError),
    #[error(transparent)]
    Telemetry(#[from] telemetry::TelemetryError),
    #[error("demo data cannot be written: {0}")]
    DemoData(#[from] sqlx::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn hint(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => " - does another portal run here? --port 8081 takes another port",
        io::ErrorKind::PermissionDenied => " - ports below 1024 are reserved; --port 8080 is not",
        _ => "",
    }
}

/// The database in use: somebody's, or one of our own.
enum Database {
    Configured(DatabaseSettings),
    Own(Box<DevServer>),
    /// The private one of a portal that runs beside this command.
    Beside(PgConnectOptions),
}

impl Database {
    async fn open(config: &Config) -> Result<Self, StartError> {
        if let Some(settings) = DatabaseSettings::from_lookup(|name| std::env::var(name).ok())? {
            tracing::info!(database = %settings.describe(), "using the configured database");
            return Ok(Self::Configured(settings));
        }
        if config.environment == Environment::Production {
            return Err(StartError::NoDatabase);
        }
        let server = DevServer::start(&config.data_dir).await?;
        Ok(Self::Own(Box::new(server)))
    }

    /// As [`Self::open`], for a command that may work beside a running portal.
    async fn open_beside(config: &Config) -> Result<Self, StartError> {
        match Self::open(config).await {
            Err(StartError::DevServer(error @ DevServerError::AlreadyRunning { .. })) => {
                DevServer::beside(&config.data_dir).map(Self::Beside).ok_or(StartError::DevServer(error))
            }
            opened => opened,
        }
    }

    fn options(&self) -> PgConnectOptions {
        match self {
            Self::Beside(options) => options.clone(),
            Self::Configured(settings) => settings.connect_options().clone(),
            Self::Own(server) => server.connect_options(),
        }
    }

    /// Connects once, to learn now and in clear words what stands in the way, and migrates over that connection.
    async fn migrate(&self) -> Result<(), StartError> {
        let options = pool::for_migrations(self.options());
        let timeout = match self {
            Self::Configured(settings) => settings.connect_timeout(),
            Self::Own(_) | Self::Beside(_) => None,
        };
        let connecting = tokio::time::timeout(timeout.unwrap_or(Duration::from_secs(10)), options.connect());
        let connected = connecting.await.unwrap_or_else(|_| Err(sqlx::Error::PoolTimedOut));
        let mut connection = connected.map_err(|error| {
            StartError::Connect(match self {
                Self::Configured(settings) => settings.explain_failure(&error),
                Self::Own(server) => settings::explain_failure(&server.describe(), &error),
                Self::Beside(_) => settings::explain_failure("the running portal's database", &error),
            })
        })?;
        Ok(migrate::run(&mut connection).await?)
    }

    async fn close(self) {
        if let Self::Own(server) = self {
            server.stop().await;
        }
    }
}

/// Migrates and serves until a signal ends it.
///
/// # Errors
/// See [`StartError`].
pub async fn serve(config: Config) -> Result<(), StartError> {
    if config.environment == Environment::Production && config.demo {
        return Err(StartError::DemoInProduction);
    }
    let address = SocketAddr::new(config.host, config.port);
    // Before the database: a second portal on the same port should not touch anything.
    let listener = TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, source })?;
    let address = listener.local_addr()?;
    let mailer = Mailer::new(&config)?;
    let oidc = Provider::new(&config)?;
    let backend = Backend::read(&config, |name| std::env::var(name).ok())?;
    let metrics = telemetry::start_metrics()?;
    let mut signals = Signals::listen()?;
    let database = Database::open(&config).await?;
    let served = tokio::select! {
        migrated = database.migrate() => match migrated {
            Ok(()) => serve_on(listener, address, config, &database, metrics, (mailer, oidc, backend), &mut signals).await,
            Err(error) => Err(error),
        },
        // As the first process of a container, nothing else would end us while we wait for another task's migration.
        _ = signals.recv() => Ok(()),
    };
    database.close().await;
    served
}

/// The secret of the settings. Without one, a developer's machine keeps one in its data folder and production in its
/// database, so that tokens and second factors outlive a restart.
async fn signing_secret(config: &Config, db: &PgPool, clock: &Clock) -> Result<SigningSecret, StartError> {
    match (&config.signing_secret, config.environment) {
        (Some(given), Environment::Production) => Ok(match kept::find(db).await? {
            Some(kept) => {
                tracing::info!("the secret in the database still opens what was sealed before SIGNING_SECRET was set");
                given.and_older(&kept)
            }
            None => given.clone(),
        }),
        (Some(given), Environment::Development) => Ok(given.clone()),
        (None, Environment::Production) => {
            tracing::warn!(
                "SIGNING_SECRET is not set: the secret is kept in the database, where a copy of the database has it, too"
            );
            Ok(kept::in_database(db, clock.now()).await?)
        }
        (None, Environment::Development) => kept::in_folder(&config.data_dir)
            .map_err(|source| StartError::KeptSecret { folder: config.data_dir.clone(), source }),
    }
}

async fn serve_on(
    listener: TcpListener,
    address: SocketAddr,
    mut config: Config,
    database: &Database,
    metrics: PrometheusHandle,
    (mailer, oidc, backend): (Mailer, Option<Provider>, Backend),
    signals: &mut Signals,
) -> Result<(), StartError> {
    let lazy = |options| pool::lazy(options, config.database_pool_size);
    let mut db = lazy(database.options());
    if let Some(host) = &config.database_reader_host {
        let copies = lazy(host.beside(database.options()));
        db.copies = Some((copies.pool, copies.trust));
    }
    let settings = server::Settings {
        delay: config.shutdown_delay(),
        connections: config.max_connections,
        patience: Patience::default(),
    };
    let clock = Clock::system();
    config.signing_secret = Some(signing_secret(&config, &db.pool, &clock).await?);
    tracing::info!("attached files are put into {}", backend.describe());
    let (app, router) = assemble(config, db, clock, metrics, mailer, oidc, backend);
    let housekeeping = tokio::spawn(housekeeping::run(app.clone()));
    let mails = mail::worker::start(app.clone());
    let teller = notifications::worker::start(app.clone());
    let webhooks = webhooks::worker::start(app.clone())?;
    let reminders = notifications::worker::start_clock(app.clone());
    let imports = imports::start(app.clone());
    let copies = reader::start(&app);
    let watch = tokio::spawn(watch::run(app.clone()));
    let listening = tokio::spawn(listener::run(app.clone()));
    let heartbeat = Heartbeat::start(app.clone());
    let shown = if address.ip().is_loopback() || address.ip().is_unspecified() {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    };
    let build = Build::current();
    make_first_accounts(&app, &shown).await?;
    let sealed = second_factors::seal_anew(&app.db, &app.signing_secret).await?;
    if sealed > 0 {
        tracing::info!(sealed, "second factors are sealed with the first signing secret now");
    }
    tracing::info!(version = build.version, commit = build.commit, instance = %app.instance, "Trip Management is at {shown}");
    // No new work is begun once the end is announced, so that what is under way ends while the last clients are served.
    let working = async {
        app.readiness.ended().await;
        housekeeping.abort();
        tokio::join!(mails.stop(), teller.stop(), reminders.stop(), imports.stop(), webhooks.stop());
    };
    tokio::join!(server::serve(listener, router, &app.readiness, settings, signals), working);
    watch.abort();
    listening.abort();
    if let Some(copies) = copies {
        copies.stop().await;
    }
    heartbeat.stop().await;
    // A statement of a client that was cut off may still hold a connection; it ends with this process.
    let closing = async {
        tokio::join!(app.db.close(), app.probes.close());
        if let Some(reader) = &app.reader {
            reader.close().await;
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(2), closing).await;
    tracing::info!("ended");
    Ok(())
}

/// Sees to it that somebody can sign in: with the accounts of a demonstration, or through a link in the log.
async fn make_first_accounts(app: &App, shown: &str) -> Result<(), StartError> {
    if app.config.demo {
        // On a connection of its own, with which the turn ends whatever happens.
        let mut turn = app.db.connect_options().connect().await?;
        Turn::Demonstration.take(&mut turn).await?;
        commands::create_demo_accounts(&app.db, &app.passwords, &app.clock).await?;
        demo_data::lend_trips(&app.db).await?;
        demo_data::tell_visitors(&app.db, app.clock.now()).await?;
        demo_data::equip_visitors(&app.db, app.clock.now()).await?;
        demo_data::order::keep(&app.db).await?;
        demo_data::policies::settle(&app.db, app.clock.now()).await?;
        tracing::warn!("demonstration: everybody can sign in as admin/admin, manager/manager and user/user");
    } else if let Some(path) = setup::offer(app).await? {
        tracing::warn!("nobody can sign in yet: make the first administrator at {shown}{path}");
    }
    Ok(())
}

/// Makes and changes accounts.
///
/// # Errors
/// See [`StartError`].
pub async fn change_users(config: &Config, command: UserCommand) -> Result<(), StartError> {
    let database = Database::open_beside(config).await?;
    let changed = change_users_in(&database, command).await;
    database.close().await;
    println!("{}", changed?);
    Ok(())
}

async fn change_users_in(database: &Database, command: UserCommand) -> Result<String, StartError> {
    database.migrate().await?;
    let db = pool::lazy(database.options(), 1).pool;
    let changed = commands::run(&db, command).await;
    db.close().await;
    Ok(changed?)
}

/// Brings the old monolith's accounts over.
///
/// # Errors
/// See [`StartError`].
pub async fn import_jhipster(config: &Config, arguments: ImportArgs) -> Result<(), StartError> {
    let database = Database::open_beside(config).await?;
    let imported = import_into(&database, arguments).await;
    database.close().await;
    println!("{}", imported?);
    Ok(())
}

async fn import_into(database: &Database, arguments: ImportArgs) -> Result<String, StartError> {
    database.migrate().await?;
    let db = pool::lazy(database.options(), 1).pool;
    let imported = jhipster::run(&db, &Clock::system(), arguments).await;
    db.close().await;
    Ok(imported?)
}

/// Puts the application together; what is not in the arguments it makes itself.
pub fn assemble(
    config: Config,
    db: impl Into<Connections>,
    clock: Clock,
    metrics: PrometheusHandle,
    mailer: Mailer,
    oidc: Option<Provider>,
    backend: Backend,
) -> (App, Router) {
    let (assets, files) = assets::load();
    let connections = db.into();
    let own = probes::connection(&connections);
    let Connections { pool, trust, copies } = connections;
    let db = Db::new(pool, trust.clone());
    let app = App::new(Shared {
        instance: config.instance().into(),
        task: Arc::new(ThisTask::starting(&clock)),
        levels: Levels::new(&config.log),
        readiness: Readiness::default(),
        workload: Workload::new(config.max_requests_in_work),
        live: Live::default(),
        signing_secret: config.signing_secret.clone().unwrap_or_else(SigningSecret::of_this_process),
        passwords: Passwords::default(),
        config: Arc::new(config),
        store: Store::new(db.clone(), clock.clone(), backend),
        large_lists: LargeLists::default(),
        db,
        reader: copies.map(|(pool, trust)| Db::of_copies(pool, trust)),
        probes: own,
        trust,
        clock,
        mailer,
        oidc,
        assets,
        metrics,
    });
    let router = routes::routes().into_router().merge(files);
    (app.clone(), middleware::wrap(router, app))
}

/// Brings the database to this release's schema.
///
/// # Errors
/// See [`StartError`].
pub async fn migrate(config: &Config) -> Result<(), StartError> {
    let database = Database::open_beside(config).await?;
    let migrated = database.migrate().await;
    database.close().await;
    migrated?;
    tracing::info!("the database has this release's schema");
    Ok(())
}

/// Fills the database with believable trips.
///
/// # Errors
/// See [`StartError`].
pub async fn load_demo_data(config: &Config, trips: u64, seed: Option<u64>) -> Result<(), StartError> {
    let seed = seed.unwrap_or_else(rand::random);
    let database = Database::open_beside(config).await?;
    let loaded = load_into(&database, trips, seed).await;
    database.close().await;
    let written = loaded?;
    tracing::info!(trips = written, "demo data is in place");
    Ok(())
}

async fn load_into(database: &Database, trips: u64, seed: u64) -> Result<u64, StartError> {
    database.migrate().await?;
    let db = pool::lazy(database.options(), 2).pool;
    let progress = |written| tracing::info!(written, of = trips, "writing trips");
    let written = demo_data::load(&db, trips, seed, Clock::system().now(), progress).await?;
    db.close().await;
    Ok(written)
}
