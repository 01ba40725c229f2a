//! Secrets that nobody gave and that are kept, so that a restart ends nothing: a developer's machine keeps one in a folder,
//! production in its database.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::error::AppError;
use crate::secret::Secret;
use crate::signing_secret::SigningSecret;

/// Where a development machine keeps the secret it made.
const FILE: &str = "signing-secret";

/// The secret kept in a folder, which only its owner can read. It is made if there is none.
///
/// # Errors
/// The folder cannot be written, or what stands in the file is no secret.
pub fn in_folder(folder: &Path) -> io::Result<SigningSecret> {
    let path = folder.join(FILE);
    fs::create_dir_all(folder)?;
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => file.write_all(Secret::generate().reveal().as_bytes())?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    fs::read_to_string(&path)?.parse().map_err(io::Error::other)
}

/// The secret kept in the database, where all tasks find the same. It is made if there is none.
///
/// # Errors
/// The database cannot be asked.
pub async fn in_database(db: &PgPool, now: DateTime<Utc>) -> Result<SigningSecret, AppError> {
    let secret = Secret::generate();
    sqlx::query!(
        "insert into signing_secrets (secret, made_at) values ($1, $2) on conflict do nothing",
        secret.reveal(),
        now,
    )
    .execute(db)
    .await?;
    find(db).await?.ok_or_else(|| AppError::internal(io::Error::other("the secret just made is gone")))
}

/// The secret kept in the database, if one was ever made.
///
/// # Errors
/// The database cannot be asked.
pub async fn find(db: &PgPool) -> Result<Option<SigningSecret>, AppError> {
    let kept = sqlx::query_scalar!("select secret from signing_secrets").fetch_optional(db).await?;
    kept.map(|secret| secret.parse().map_err(AppError::internal)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_made_for_a_folder_stays_and_is_nobody_elses_to_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::env::temp_dir().join(format!("tripmgmt-{}", Secret::generate().reveal()));
        let made = in_folder(&folder).unwrap();
        assert_eq!(in_folder(&folder).unwrap().first(), made.first());
        assert_eq!(fs::metadata(folder.join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(folder.join(FILE), "short").unwrap();
        assert!(in_folder(&folder).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
