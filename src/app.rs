//! What the whole application shares: the only state handlers get.

use std::ops::Deref;
use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use sqlx::PgPool;

use crate::accounts::password::Passwords;
use crate::administration::deployments::ThisTask;
use crate::administration::loggers::Levels;
use crate::attachments::store::Store;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::db::large_lists::LargeLists;
use crate::db::trust::Trust;
use crate::live::Live;
use crate::mail::Mailer;
use crate::oidc::Provider;
use crate::server::Readiness;
use crate::signing_secret::SigningSecret;
use crate::web::assets::Assets;
use crate::web::workload::Workload;

/// The application's state; cheap to clone, which each layer of the middleware does for each request.
#[derive(Clone)]
pub struct App(Arc<Shared>);

impl App {
    /// Shares this.
    #[must_use]
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// The same on another database.
    #[must_use]
    pub fn on(&self, db: Db) -> Self {
        Self::new(Shared { db, ..Shared::clone(self) })
    }
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// What is shared.
#[derive(Clone)]
pub struct Shared {
    pub db: Db,
    /// Copies of it, for what bears what was so a moment ago; `web::reads` decides.
    pub reader: Option<Db>,
    /// Which of the connections to it are still used.
    pub trust: Trust,
    /// Which lists need not be counted.
    pub large_lists: LargeLists,
    /// What health probes ask the database through.
    pub probes: PgPool,
    pub config: Arc<Config>,
    pub clock: Clock,
    pub mailer: Mailer,
    /// Where attached files are.
    pub store: Store,
    pub assets: Assets,
    pub passwords: Passwords,
    /// Where people sign in elsewhere, if that is configured.
    pub oidc: Option<Provider>,
    pub signing_secret: SigningSecret,
    pub readiness: Readiness,
    /// How much is in work.
    pub workload: Workload,
    /// Those who are told at once what is changed about a trip.
    pub live: Live,
    /// What is logged, as administrators want it.
    pub levels: Levels,
    pub metrics: PrometheusHandle,
    /// This run of the portal, as the other tasks see it.
    pub task: Arc<ThisTask>,
    /// The name of the task or host, shown in the footer.
    pub instance: Arc<str>,
}
