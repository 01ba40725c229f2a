//! Makes the data directory, once. It is made under another name and renamed when it is complete, so that a run killed
//! in between leaves nothing behind that looks like data.

use std::{
    fs,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::{process::Command, time::timeout};

use super::{DevServerError, account, binaries::Binaries, database::SUPERUSER, error, home::Home};

/// Where text is sorted by bytes and all of Unicode has upper and lower case, by decreasing luck. Plain `C` knows ASCII
/// only and is the last resort.
const LOCALES: [&[&str]; 4] = [
    &["--locale=C.UTF-8"],
    &["--lc-collate=C", "--lc-ctype=en_US.UTF-8"],
    &["--lc-collate=C", "--lc-ctype=UTF-8"],
    &["--locale=C"],
];
/// How long initdb may take, on a slow disk too.
const TIMEOUT: Duration = Duration::from_mins(3);

/// Makes the data of `home`, which has none.
pub(super) async fn create_data(home: &Home, binaries: &Binaries) -> Result<(), DevServerError> {
    let started = Instant::now();
    for leftover in home.leftovers() {
        if let Err(error) = fs::remove_dir_all(&leftover) {
            // It may still be written to by an initdb whose tripmgmt was killed; the next new database is soon enough.
            tracing::debug!("cannot remove {}: {error}", leftover.display());
        }
    }
    let making = home.data_in_the_making();
    let mut complaint = String::new();
    for locale in LOCALES {
        match run(home, binaries, &making, locale).await? {
            Ok(()) => {
                let data = home.data();
                fs::rename(&making, &data).map_err(DevServerError::file(&data))?;
                home.sync().map_err(DevServerError::file(&data))?;
                tracing::info!(
                    db.data = %data.display(),
                    db.version = binaries.version,
                    duration_ms = super::milliseconds_since(started),
                    "made a new database"
                );
                return Ok(());
            }
            Err(message) if message.contains("locale") => complaint = message,
            Err(message) => return Err(DevServerError::program("initdb", &message)),
        }
    }
    Err(DevServerError::program("initdb", &complaint))
}

/// Runs initdb; the inner error is what it complained about.
async fn run(
    home: &Home,
    binaries: &Binaries,
    making: &Path,
    locale: &[&str],
) -> Result<Result<(), String>, DevServerError> {
    let mut command = Command::from(account::command(&binaries.program("initdb"), home.account));
    command.arg("--pgdata").arg(making).args(locale);
    // Whoever can reach the socket may enter: that is its directory's owner alone, and root.
    command.args(["--encoding=UTF8", "--auth-local=trust", "--auth-host=reject", "--username", SUPERUSER]);
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = timeout(TIMEOUT, command.output())
        .await
        .map_err(|_| DevServerError::program("initdb", &"it takes too long"))?
        .map_err(|error| DevServerError::program("initdb", &error))?;
    if output.status.success() {
        return Ok(Ok(()));
    }
    Ok(Err(error::tail(&String::from_utf8_lossy(&output.stderr))))
}
