//! The page about deployments.

use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Listener;
use super::queries::{self, Instance};
use crate::app::App;
use crate::error::AppError;
use crate::reference::TimeZone;
use crate::web::filters;

/// `GET /admin/deployments`
#[derive(Template)]
#[template(path = "administration/deployments.html")]
pub struct DeploymentsPage {
    pub builds: Vec<BuildGroup>,
    /// The task that answers.
    pub me: Uuid,
    pub now: DateTime<Utc>,
}

impl DeploymentsPage {
    const ZONE: &'static TimeZone = &TimeZone::UTC;

    /// The tasks as they are now.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn of(app: &App, now: DateTime<Utc>) -> Result<Self, AppError> {
        let builds = BuildGroup::group(queries::all(&app.db, now).await?);
        Ok(Self { builds, me: app.task.id, now })
    }

    /// How many builds have tasks that are alive.
    #[must_use]
    pub fn builds_alive(&self) -> i64 {
        count(self.builds.iter().filter(|build| build.alive(&self.now) > 0).count())
    }

    /// How many tasks are alive.
    #[must_use]
    pub fn alive(&self) -> i64 {
        self.builds.iter().map(|build| build.alive(&self.now)).sum()
    }
}

/// The tasks of one build.
#[derive(Clone, Debug)]
pub struct BuildGroup {
    pub version: String,
    pub commit: String,
    pub instances: Vec<Instance>,
}

impl BuildGroup {
    /// Puts tasks of the same build together; the order stays.
    #[must_use]
    pub fn group(instances: Vec<Instance>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for instance in instances {
            let same = |group: &&mut Self| group.version == instance.version && group.commit == instance.commit;
            match groups.iter_mut().find(same) {
                Some(group) => group.instances.push(instance),
                None => groups.push(Self {
                    version: instance.version.clone(),
                    commit: instance.commit.clone(),
                    instances: vec![instance],
                }),
            }
        }
        groups
    }

    /// How many of its tasks are alive.
    #[must_use]
    pub fn alive(&self, now: &DateTime<Utc>) -> i64 {
        count(self.instances.iter().filter(|instance| instance.is_alive(now)).count())
    }

    /// The listener that leads to one of its tasks; production before the other.
    #[must_use]
    pub fn listener(&self, now: &DateTime<Utc>) -> Option<Listener> {
        let mut alive = self.instances.iter().filter(|instance| instance.is_alive(now));
        let listeners: Vec<Listener> = alive.by_ref().filter_map(|instance| instance.listener(now)).collect();
        [Listener::Production, Listener::Preview].into_iter().find(|listener| listeners.contains(listener))
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
