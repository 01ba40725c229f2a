//! Migrations that meet others: requests that hold a table, and tasks that start at the same moment.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnection;
use sqlx::{ConnectOptions as _, Connection as _};
use tripmgmt::db::migrate;

use super::portal::{libpq, tripmgmt};
use crate::support::database;

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_whose_table_is_in_use_lets_others_go_on_and_is_tried_again() {
    let options = database::empty().await;
    let mut connection = options.connect().await.unwrap();
    let mut first = Migrator { ignore_missing: true, ..Migrator::DEFAULT };
    first.migrations = migrate::MIGRATOR.migrations[..1].to_vec().into();
    migrate::apply(&mut connection, &first).await.unwrap();

    // A report that takes long, so that the next migration cannot alter `trips`.
    let mut report = connection.begin().await.unwrap();
    sqlx::query("select count(*) from trips").execute(&mut *report).await.unwrap();
    let mut command = tripmgmt();
    command.args(["migrate", "--log", "info"]).envs(libpq(&options));
    let migrating = std::thread::spawn(move || command.output().unwrap());

    // Whoever reads while the migration waits is behind it in the queue, and goes on once it has given up: the report is
    // still open then.
    let mut reader: PgConnection = options.connect().await.unwrap();
    let waits = "select exists (select from pg_locks where relation = 'trips'::regclass and not granted and database =
        (select oid from pg_database where datname = current_database()))";
    while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut reader).await.unwrap() {
        assert!(!migrating.is_finished(), "it did not wait");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    sqlx::query("select count(*) from trips").execute(&mut reader).await.unwrap();
    report.rollback().await.unwrap();
    let output = migrating.join().unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{log}");
    assert!(log.contains("tried again"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_that_start_together_do_not_wait_for_each_other_over_an_index() {
    let folder = tempdir("concurrently");
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    let index =
        "-- no-transaction\n-- Expand only.\ncreate index concurrently trips_by_creator on trips (created_by);\n";
    std::fs::write(folder.join("29990101000000_find_creators.sql"), index).unwrap();
    let migrations = Migrator::new(folder.as_path()).await.unwrap();

    let options = database::empty().await;
    let task = || async {
        let mut connection = options.connect().await.unwrap();
        migrate::apply(&mut connection, &migrations).await.unwrap();
    };
    tokio::join!(task(), task(), task());
    let mut connection = options.connect().await.unwrap();
    let valid: bool =
        sqlx::query_scalar("select indisvalid from pg_index where indexrelid = 'trips_by_creator'::regclass")
            .fetch_one(&mut connection)
            .await
            .unwrap();
    assert!(valid);
    std::fs::remove_dir_all(folder).unwrap();
}

fn tempdir(name: &str) -> std::path::PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).unwrap();
    path
}
