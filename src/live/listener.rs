//! Listens for what other tasks announce, on a connection of its own: one of the pool's would be missing there for good.

use std::time::Duration;

use sqlx::postgres::{PgListener, PgPoolOptions};

use crate::app::App;
use crate::live::{CHANNEL, News, Told};

/// How long to wait before the next try.
const PAUSE: Duration = Duration::from_secs(2);

/// Listens until the task ends, and again whenever the connection is lost.
pub async fn run(app: App) {
    let mut is_failing = false;
    loop {
        let lost = listen(&app, &mut is_failing).await;
        if !is_failing {
            tracing::warn!(error.message = %lost, "cannot hear what other tasks change");
        }
        is_failing = true;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Listens until that fails.
async fn listen(app: &App, was_failing: &mut bool) -> sqlx::Error {
    match heard(app, was_failing).await {
        Ok(never) => match never {},
        Err(error) => error,
    }
}

async fn heard(app: &App, was_failing: &mut bool) -> Result<std::convert::Infallible, sqlx::Error> {
    let options = app.db.connect_options().as_ref().clone().application_name("tripmgmt-live");
    let own = PgPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).connect_lazy_with(options);
    let mut listener = PgListener::connect_with(&own).await?;
    listener.listen(CHANNEL).await?;
    // Whatever happened while nobody listened is told nobody again.
    app.live.tell(News::Missed);
    if std::mem::take(was_failing) {
        tracing::info!("other tasks can be heard again");
    }
    loop {
        let Some(notification) = listener.try_recv().await? else {
            tracing::info!("the connection on which other tasks are heard was renewed");
            app.live.tell(News::Missed);
            continue;
        };
        match serde_json::from_str::<Told>(notification.payload()) {
            Ok(told) => app.live.tell(News::Changed(told.into())),
            Err(error) => tracing::warn!(error.message = %error, "a change was announced that cannot be read"),
        }
    }
}
