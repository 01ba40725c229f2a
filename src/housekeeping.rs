//! What is thrown away when its time has come. Every task does it, and any may do it twice: all of it is safe to
//! run side by side.

use std::time::Duration;

use crate::accounts::{keys, limits, registration};
use crate::administration::deployments::queries as deployments;
use crate::administration::loggers::queries as loggers;
use crate::app::App;
use crate::attachments::queries as attachments;
use crate::audit;
use crate::batches::queries as batches;
use crate::checklists::queries as checklists;
use crate::comments;
use crate::delegates::queries as delegates;
use crate::error::AppError;
use crate::expenses::queries as expenses;
use crate::imports::queries as imports;
use crate::links::queries as links;
use crate::mail::queue;
use crate::notifications::queries as notifications;
use crate::oidc::attempts;
use crate::second_factor::queries as second_factors;
use crate::segments::queries as segments;
use crate::sessions::{pending, queries as sessions};
use crate::tokens::queries as tokens;
use crate::travellers::queries as travellers;
use crate::trips::{idempotency, queries, search};
use crate::webhooks::queries as webhooks;

const EVERY: Duration = Duration::from_hours(1);

/// Tidies up now and every hour from now on.
pub async fn run(app: App) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        match app.trust.guard(tidy(&app)).await {
            Ok(gone) if gone == Tidied::default() => {}
            Ok(gone) => tracing::info!(?gone, "tidied up"),
            Err(error) => tracing::warn!(error.message = %error, "could not tidy up"),
        }
        match app.trust.guard(search::fill(&app.db)).await {
            Ok(0) => {}
            Ok(trips) => tracing::info!(trips, "filled in the words that trips are found by"),
            Err(error) => tracing::warn!(error.message = %error, "could not fill in the words that trips are found by"),
        }
    }
}

/// How many of each went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    pub trips: u64,
    pub travellers: u64,
    pub expenses: u64,
    pub comments: u64,
    pub checklist_items: u64,
    pub attachments: u64,
    /// What was attached to nothing any more.
    pub stored_files: u64,
    pub segments: u64,
    pub batches: u64,
    pub imports: u64,
    /// Those that ended long ago.
    pub links: u64,
    /// Those that were over long ago.
    pub delegations: u64,
    pub idempotency_keys: u64,
    pub sessions: u64,
    /// Those that were never activated.
    pub accounts: u64,
    pub account_keys: u64,
    pub tokens: u64,
    pub pending_sign_ins: u64,
    pub oidc_attempts: u64,
    pub unused_second_factors: u64,
    pub limits: u64,
    pub mails: u64,
    pub notifications: u64,
    pub webhook_deliveries: u64,
    pub audit_events: u64,
    pub instances: u64,
    pub log_levels: u64,
}

/// Empties the trash and forgets what has run out.
///
/// # Errors
/// The database does not answer.
pub async fn tidy(app: &App) -> Result<Tidied, AppError> {
    let now = app.clock.now();
    Ok(Tidied {
        trips: queries::empty_trash(&app.db, now).await?,
        travellers: travellers::empty_trash(&app.db, now).await?,
        comments: comments::empty_trash(&app.db, now).await?,
        checklist_items: checklists::empty_trash(&app.db, now).await?,
        expenses: expenses::empty_trash(&app.db, now).await?,
        attachments: attachments::empty_trash(&app.db, now).await?,
        stored_files: app.store.tidy(now).await?,
        segments: segments::empty_trash(&app.db, now).await?,
        batches: batches::forget_old(&app.db, now).await?,
        imports: imports::forget_old(&app.db, now).await?,
        links: links::forget_old(&app.db, now).await?,
        delegations: delegates::forget_old(&app.db, now).await?,
        idempotency_keys: idempotency::forget_old(&app.db, now).await?,
        sessions: sessions::forget_old(&app.db, now).await?,
        accounts: registration::forget_never_activated(&app.db, now, None).await?,
        account_keys: keys::forget_old(&app.db, now).await?,
        tokens: tokens::forget_old(&app.db, now).await?,
        pending_sign_ins: pending::forget_old(&app.db, now).await?,
        oidc_attempts: attempts::forget_old(&app.db, now).await?,
        unused_second_factors: second_factors::forget_unused(&app.db, now).await?,
        limits: limits::forget_old(&app.db, now).await?,
        mails: queue::forget_old(&app.db, now).await?,
        notifications: notifications::forget_old(&app.db, now).await?,
        webhook_deliveries: webhooks::forget_old(&app.db, now).await?,
        audit_events: audit::forget_old(&app.db, now, app.config.audit_retention_days).await?,
        log_levels: loggers::forget_old(&app.db, now).await?,
        instances: deployments::forget_old(&app.db, now).await?,
    })
}
