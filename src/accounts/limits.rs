//! How often something may be tried. Counted in the database, since an attacker's requests reach every task.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgExecutor;

use crate::error::AppError;

/// So many times within so many minutes.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    name: &'static str,
    times: i32,
    minutes: i64,
}

impl Limit {
    /// Passwords tried for one account from one address.
    pub const SIGN_IN: Self = Self { name: "sign-in", times: 10, minutes: 15 };
    /// Passwords tried for one account from anywhere: far more, or anybody could lock anybody out.
    pub const SIGN_IN_ACCOUNT: Self = Self { name: "sign-in-account", times: 100, minutes: 60 };
    /// Passwords tried from one address, which a whole office may share.
    pub const SIGN_IN_ADDRESS: Self = Self { name: "sign-in-address", times: 200, minutes: 15 };
    /// Accounts registered from one address, which a whole office may share.
    pub const REGISTRATION: Self = Self { name: "registration", times: 20, minutes: 60 };
    /// Links that one address has mailed to anybody.
    pub const MAIL_FROM_ADDRESS: Self = Self { name: "mail-from-address", times: 20, minutes: 60 };
    /// Links of one kind mailed to one account, whoever asks for them.
    pub const MAIL_TO_ACCOUNT: Self = Self { name: "mail-to-account", times: 5, minutes: 60 };
    /// Passwords tried by somebody who is signed in, to change theirs or to close the account.
    pub const PASSWORD: Self = Self { name: "password", times: 10, minutes: 15 };
    /// Names tried by somebody who shares trips: enough for a whole team, too few to find out who has an account.
    pub const SHARING: Self = Self { name: "sharing", times: 60, minutes: 60 };

    /// Addresses tried that open no link to a trip: who mistypes one is not one who guesses.
    pub const LINK: Self = Self { name: "link", times: 20, minutes: 15 };

    /// Codes tried for one account, by whoever knows its password already.
    pub const SECOND_FACTOR: Self = Self { name: "second-factor", times: 10, minutes: 15 };
    /// The same within a day, so that patience does not help either: of a million codes three are right at a time.
    pub const SECOND_FACTOR_DAY: Self = Self { name: "second-factor-day", times: 60, minutes: 24 * 60 };

    fn key(self, who: &str) -> String {
        format!("{}:{who}", self.name)
    }

    /// Counts one more time.
    ///
    /// # Errors
    /// [`AppError::TooManyRequests`] if it was once too often.
    pub async fn take(self, db: impl PgExecutor<'_>, who: &str, now: DateTime<Utc>) -> Result<(), AppError> {
        let count = sqlx::query!(
            "insert into rate_limits as r (key, used, resets_at) values ($1, 1, $3)
             on conflict (key) do update set
                 used = case when r.resets_at <= $2 then 1 else least(r.used, 1000000) + 1 end,
                 resets_at = case when r.resets_at <= $2 then $3 else r.resets_at end
             returning used, resets_at",
            self.key(who),
            now,
            now + TimeDelta::minutes(self.minutes),
        )
        .fetch_one(db)
        .await?;
        if count.used <= self.times {
            return Ok(());
        }
        let seconds = u32::try_from((count.resets_at - now).num_seconds()).unwrap_or_default().max(1);
        Err(AppError::TooManyRequests { seconds })
    }

    /// Forgets what was counted: it turned out to be the right person.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn forget(self, db: impl PgExecutor<'_>, who: &str) -> Result<(), AppError> {
        sqlx::query!("delete from rate_limits where key = $1", self.key(who)).execute(db).await?;
        Ok(())
    }
}

/// Forgets what has been reset; returns how many counters went.
///
/// # Errors
/// The database does not answer.
pub async fn forget_old(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, AppError> {
    Ok(sqlx::query!("delete from rate_limits where resets_at <= $1", now).execute(db).await?.rows_affected())
}
