//! Looks at every part at the same time. None of them can hold up or bring down the others.

use std::path::Path;
use std::time::Duration;

use chrono::TimeDelta;

use super::HealthStatus;
use super::component::{Component, Detail, Part};
use super::database::{self, Schema, Server};
use crate::administration::value::Value;
use crate::app::App;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::{Message, MessageArg};
use crate::mail::queue::{self, Trouble};

/// A clock that differs more than this makes times and tokens wrong.
const TOLERATED_SKEW: TimeDelta = TimeDelta::seconds(5);

/// Less free space than this is too little.
const MIN_FREE: u64 = 100_000_000;

/// A mail that waits for longer than this shows that none gets out.
const PATIENCE_WITH_MAIL: TimeDelta = TimeDelta::minutes(15);

/// Looks at all parts, for so long at most.
pub async fn examine(app: &App, limit: Duration) -> Vec<Component> {
    let (server, schema, trouble, disk) = tokio::join!(
        within(limit, database::server(&app.db, &app.clock)),
        within(limit, database::schema(&app.db)),
        within(limit, queue::trouble(&app.db, app.clock.now())),
        within(limit, free_space(app)),
    );
    let clock = match &server {
        Ok(server) => clock(server),
        Err(reason) => Component::failed(Part::Clock, reason.clone()),
    };
    vec![
        server.map_or_else(|reason| Component::failed(Part::Database, reason), |server| server_component(&server)),
        schema.map_or_else(|reason| Component::failed(Part::Migrations, reason), |schema| migrations(&schema)),
        pool(app),
        trouble.map_or_else(|reason| Component::failed(Part::Mail, reason), |trouble| mail(app, trouble)),
        disk.map_or_else(|reason| Component::failed(Part::Disk, reason), |space| disk_component(&space)),
        clock,
    ]
}

/// What came of it in time, or in words why nothing did.
async fn within<T>(limit: Duration, work: impl Future<Output = Result<T, AppError>>) -> Result<T, String> {
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("no answer within {} ms", limit.as_millis())),
    }
}

fn server_component(server: &Server) -> Component {
    let role = if server.is_reader { ("reader", "health-reader") } else { ("writer", "health-writer") };
    let is_full = server.connections >= server.max_connections;
    let details = vec![
        Detail::new("latencyMs", "health-latency", Value::Milliseconds(server.latency.as_secs_f64() * 1000.0)),
        Detail::new("role", "health-role", Value::Word(role.0, role.1)),
        Detail::new("version", "health-version", Value::Text(server.version.clone())),
        Detail::new("tls", "health-tls", server.tls.clone().map_or(Value::YesNo(false), Value::Text)),
        Detail::new("connections", "health-connections", Value::Number(server.connections)),
        Detail::new("maxConnections", "health-max-connections", Value::Number(server.max_connections)),
    ];
    let status = if server.is_reader || is_full { HealthStatus::Down } else { HealthStatus::Up };
    let component = Component::new(Part::Database, status, details);
    match (server.is_reader, is_full) {
        (true, _) => component.saying(Message::new("health-database-reader")),
        (false, true) => component.saying(Message::new("health-database-full")),
        (false, false) => component,
    }
}

fn migrations(schema: &Schema) -> Component {
    let details = vec![
        Detail::new("applied", "health-applied", Value::Number(schema.applied)),
        Detail::new("newest", "health-newest", Value::Text(schema.newest.clone())),
        Detail::new("pending", "health-pending", Value::Number(schema.pending)),
        Detail::new("newer", "health-newer", Value::Number(schema.newer)),
    ];
    let status = if schema.pending > 0 { HealthStatus::Down } else { HealthStatus::Up };
    let component = Component::new(Part::Migrations, status, details);
    if schema.pending > 0 {
        component.saying(Message::new("health-migrations-pending"))
    } else if schema.newer > 0 {
        component.saying(Message::new("health-migrations-newer"))
    } else {
        component
    }
}

fn pool(app: &App) -> Component {
    let (size, idle) = (i64::from(app.db.size()), i64::try_from(app.db.num_idle()).unwrap_or(i64::MAX));
    let max = i64::from(app.db.options().get_max_connections());
    let used = (size - idle).max(0);
    let mut details = vec![
        Detail::new("used", "health-pool-used", Value::Number(used)),
        Detail::new("idle", "health-pool-idle", Value::Number(idle)),
        Detail::new("max", "health-pool-max", Value::Number(max)),
    ];
    let copies = app.reader.as_ref().and_then(Db::copies);
    details.extend(copies.map(|copies| Detail::new("copies", "health-pool-copies", Value::YesNo(copies.are_used()))));
    let status = if app.db.is_closed() { HealthStatus::Down } else { HealthStatus::Up };
    Component::new(Part::Pool, status, details)
}

fn mail(app: &App, trouble: Trouble) -> Component {
    let Trouble { backlog, last_words } = trouble;
    let is_late = backlog.oldest.is_some_and(|oldest| app.clock.now() - oldest > PATIENCE_WITH_MAIL);
    let mut details = vec![
        Detail::new("configured", "health-mail-configured", Value::YesNo(app.mailer.is_configured())),
        Detail::new("waiting", "health-mail-waiting", Value::Number(backlog.waiting)),
        Detail::new("failed", "health-mail-failed", Value::Number(backlog.failed)),
    ];
    details.extend(backlog.oldest.map(|at| Detail::new("oldest", "health-mail-oldest", Value::Instant(at))));
    details.extend(last_words.map(|words| Detail::new("lastFailure", "health-mail-words", Value::Text(words))));
    let component = |status| Component::new(Part::Mail, status, details);
    if !app.mailer.is_configured() {
        component(HealthStatus::Unknown).saying(Message::new("health-mail-not-configured"))
    } else if backlog.failed > 0 || is_late {
        component(HealthStatus::Down).saying(Message::new("health-mail-stuck"))
    } else {
        component(HealthStatus::Up)
    }
}

/// The volume a task keeps its data on.
struct Space {
    path: String,
    free: u64,
    total: u64,
    is_read_only: bool,
}

async fn free_space(app: &App) -> Result<Space, AppError> {
    // In a container without a private database there is only the file system of the image.
    let path = if app.config.data_dir.exists() { app.config.data_dir.clone() } else { Path::new("/").to_path_buf() };
    let read = tokio::task::spawn_blocking(move || {
        let found = rustix::fs::statvfs(&path).map_err(AppError::internal)?;
        Ok(Space {
            path: std::path::absolute(&path).unwrap_or(path).display().to_string(),
            free: found.f_bavail.saturating_mul(found.f_frsize),
            total: found.f_blocks.saturating_mul(found.f_frsize),
            is_read_only: found.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY),
        })
    });
    read.await.map_err(AppError::internal)?
}

fn disk_component(space: &Space) -> Component {
    let details = vec![
        Detail::new("path", "health-disk-path", Value::Text(space.path.clone())),
        Detail::new("free", "health-disk-free", Value::Size(space.free)),
        Detail::new("total", "health-disk-total", Value::Size(space.total)),
        Detail::new("readOnly", "health-disk-read-only", Value::YesNo(space.is_read_only)),
    ];
    // Nothing is written to a volume that cannot be written to.
    if space.free < MIN_FREE && !space.is_read_only {
        return Component::new(Part::Disk, HealthStatus::Down, details).saying(Message::new("health-disk-full"));
    }
    Component::new(Part::Disk, HealthStatus::Up, details)
}

#[expect(clippy::cast_precision_loss, reason = "a clock that is off by centuries need not be told to the millisecond")]
fn clock(server: &Server) -> Component {
    let ahead = server.clock_ahead;
    let milliseconds =
        ahead.num_microseconds().map_or(ahead.num_milliseconds() as f64, |micros| micros as f64 / 1000.0);
    let details = vec![Detail::new("databaseAheadMs", "health-clock-ahead", Value::Milliseconds(milliseconds))];
    if ahead.abs() <= TOLERATED_SKEW {
        return Component::new(Part::Clock, HealthStatus::Up, details);
    }
    let seconds = MessageArg::Number(ahead.num_seconds().unsigned_abs());
    let words = Message::new("health-clock-wrong").with("seconds", seconds);
    Component::new(Part::Clock, HealthStatus::Down, details).saying(words)
}
