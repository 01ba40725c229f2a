//! The database for whoever has configured none: the machine's own PostgreSQL, started privately in a directory of the
//! project (or, where none is installed, in Docker), kept between runs and stopped with the application. For development
//! and for trying things out; production names its database.
//!
//! ```text
//! .tripmgmt/
//!   lock             held while a tripmgmt uses this directory; says its process id
//!   postgres.log     what the server says
//!   postgres/data    the database, made once by initdb
//!   postgres/socket  the only way in: no port is opened
//!   docker-password  exists instead if the server runs in Docker
//! ```
//!
//! A killed run leaves a server behind; the next one adopts it, or starts it anew after a crash. Nothing is lost either
//! way: `fsync` is on.

mod account;
mod binaries;
mod cluster;
mod database;
mod docker;
mod error;
mod home;
mod initdb;
mod lock;
mod log;
mod process;

use std::{path::Path, time::Instant};

use sqlx::postgres::PgConnectOptions;

pub use self::error::DevServerError;
use self::{binaries::Search, cluster::Cluster, docker::Container, home::Home, lock::RunLock};
use super::settings::DEFAULT_DATABASE;

/// A running private server. It lives as long as this does: [`DevServer::stop`] stops it and waits; a mere drop tells it
/// to stop and does not wait.
#[derive(Debug)]
pub struct DevServer {
    engine: Engine,
    options: PgConnectOptions,
    /// After the engine, so that it is released when the server has been told to stop.
    #[expect(dead_code, reason = "held for its lock")]
    lock: RunLock,
}

#[derive(Debug)]
enum Engine {
    Local(Cluster),
    Docker(Container),
}

impl DevServer {
    /// Starts the server whose files are in `root` (made if missing, `.tripmgmt` by custom), or adopts it if it still
    /// runs, and makes sure that the database `tripmgmt` exists.
    ///
    /// Programs are looked for in the directory `TRIPMGMT_PG_BIN` if it is set, else on `PATH` and in the usual places.
    /// `TRIPMGMT_PG_BIN=docker` uses Docker even though PostgreSQL is installed.
    ///
    /// # Errors
    /// A message for people, see [`DevServerError`].
    pub async fn start(root: &Path) -> Result<Self, DevServerError> {
        Self::start_with(root, &Search::from_environment()).await
    }

    async fn start_with(root: &Path, search: &Search) -> Result<Self, DevServerError> {
        let started = Instant::now();
        let root = home::create_root(root)?;
        let lock = RunLock::acquire(&root)?;
        let engine = if let Some(cluster) = start_local(&root, search).await? {
            Engine::Local(cluster)
        } else if docker::answers(search).await {
            Engine::Docker(Container::start(&root, search).await?)
        } else {
            return Err(DevServerError::NoPostgres { install: error::install_line() });
        };
        let options = match &engine {
            Engine::Local(cluster) => cluster.connect_options(),
            Engine::Docker(container) => container.connect_options(),
        };
        let server = Self { engine, options: options.database(DEFAULT_DATABASE), lock };
        database::ensure_exists(&server.options, &server.describe()).await?;
        tracing::info!(
            db.place = server.describe(),
            duration_ms = milliseconds_since(started),
            "the private database is ready"
        );
        Ok(server)
    }

    /// How to connect to the server that another process keeps running in `root`, for a command that works beside it.
    /// Nothing if that server runs in Docker, whose port only its owner knows.
    #[must_use]
    pub fn beside(root: &Path) -> Option<PgConnectOptions> {
        let root = root.canonicalize().ok()?;
        if docker::is_used_in(&root) {
            return None;
        }
        let home = Home::choose(&root).ok()?;
        Some(cluster::connect_options(&home).database(DEFAULT_DATABASE))
    }

    /// How to connect, as its superuser.
    #[must_use]
    pub fn connect_options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// What runs and where, for people; no secret.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.engine {
            Engine::Local(cluster) => cluster.describe(),
            Engine::Docker(container) => container.describe(),
        }
    }

    /// Ends all connections, stops the server and waits until it is down. Trouble is logged: there is nothing a caller
    /// could do about it, and the next start copes with it.
    pub async fn stop(self) {
        let place = self.describe();
        let result = match self.engine {
            Engine::Local(cluster) => cluster.stop().await,
            Engine::Docker(container) => container.stop().await,
        };
        match result {
            Ok(()) => tracing::info!(db.place = place, "the private database is stopped"),
            Err(error) => tracing::warn!(db.place = place, "the private database did not stop as it should: {error}"),
        }
    }

    /// Lets go of everything as a killed process would: the server keeps running.
    #[cfg(test)]
    fn abandon(self) {
        std::mem::forget(self.engine);
    }
}

/// Starts the machine's own PostgreSQL, unless it has none or what is in `root` was made with Docker.
async fn start_local(root: &Path, search: &Search) -> Result<Option<Cluster>, DevServerError> {
    if search.wants_docker {
        return Ok(None);
    }
    if let Some(data) = home::existing_data(root) {
        let binaries = binaries::matching(search, data).await?;
        return Cluster::start(&Home::choose(root)?, &binaries).await.map(Some);
    }
    if docker::is_used_in(root) && docker::answers(search).await {
        return Ok(None);
    }
    let Some(binaries) = binaries::newest(search).await? else {
        return Ok(None);
    };
    let home = Home::choose(root)?;
    initdb::create_data(&home, &binaries).await?;
    Cluster::start(&home, &binaries).await.map(Some)
}

fn milliseconds_since(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
