//! The private server for real. Each test has a directory of its own; those that need PostgreSQL or Docker say so and
//! pass where it is missing.

use std::{
    fs,
    future::Future,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use sqlx::{Connection, PgConnection};

use super::*;

mod in_docker;

/// A directory that anybody can reach and that goes with the test.
pub(super) struct TestDirectory(PathBuf);

impl TestDirectory {
    pub(super) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("tripmgmt-test-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Self(path.canonicalize().unwrap())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    fn root(&self) -> PathBuf {
        self.0.join(".tripmgmt")
    }
}

impl Drop for TestDirectory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs `test` with time limits of its own, unless this machine has no PostgreSQL.
fn with_postgres<F: Future<Output = ()>>(test: impl FnOnce(TestDirectory) -> F) {
    run(async {
        if binaries::newest(&Search::from_environment()).await.ok().flatten().is_some() {
            test(TestDirectory::new()).await;
        } else {
            println!("skipped: no PostgreSQL on this machine");
        }
    });
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(Duration::from_mins(3), test).await.unwrap() });
}

async fn connect(server: &DevServer) -> PgConnection {
    PgConnection::connect_with(&server.connect_options()).await.unwrap()
}

async fn write_note(server: &DevServer) {
    let mut connection = connect(server).await;
    sqlx::query("CREATE TABLE note AS SELECT 'kept' AS text").execute(&mut connection).await.unwrap();
}

async fn read_note(server: &DevServer) -> String {
    sqlx::query_scalar("SELECT text FROM note").fetch_one(&mut connect(server).await).await.unwrap()
}

async fn server_pid(server: &DevServer) -> u32 {
    let directory: String =
        sqlx::query_scalar("SHOW data_directory").fetch_one(&mut connect(server).await).await.unwrap();
    process::recorded_pid(&Path::new(&directory).join("postmaster.pid")).unwrap()
}

#[test]
fn data_is_kept_from_one_start_to_the_next() {
    with_postgres(|directory| async move {
        let server = DevServer::start(&directory.root()).await.unwrap();
        write_note(&server).await;
        let pid = server_pid(&server).await;
        server.stop().await;
        assert!(!process::is_live_postgres(pid));
        let started = Instant::now();
        let server = DevServer::start(&directory.root()).await.unwrap();
        println!("an initialised start took {} ms", started.elapsed().as_millis());
        assert_eq!(read_note(&server).await, "kept");
        server.stop().await;
    });
}

#[test]
fn the_server_is_private_durable_and_speaks_unicode() {
    with_postgres(|directory| async move {
        let server = DevServer::start(&directory.root()).await.unwrap();
        let mut connection = connect(&server).await;
        for (question, answer) in [
            ("SELECT current_setting('listen_addresses')", ""),
            ("SELECT current_setting('fsync')", "on"),
            ("SELECT current_setting('server_encoding')", "UTF8"),
            ("SELECT current_setting('TimeZone')", "UTC"),
            ("SELECT current_database()::text", "tripmgmt"),
            ("SELECT lower('ÀÉ')", "àé"),
            (
                "SELECT string_agg(name, ' ' ORDER BY name COLLATE \"C\") FROM (VALUES ('a'), ('B')) AS names(name)",
                "B a",
            ),
        ] {
            let found: String = sqlx::query_scalar(question).fetch_one(&mut connection).await.unwrap();
            assert_eq!(found, answer, "{question}");
        }
        connection.close().await.unwrap();
        server.stop().await;
    });
}

#[test]
fn a_server_left_by_a_killed_run_is_adopted() {
    with_postgres(|directory| async move {
        let killed = DevServer::start(&directory.root()).await.unwrap();
        write_note(&killed).await;
        let pid = server_pid(&killed).await;
        killed.abandon();
        let next = DevServer::start(&directory.root()).await.unwrap();
        assert_eq!(server_pid(&next).await, pid);
        assert_eq!(read_note(&next).await, "kept");
        next.stop().await;
        assert!(!process::is_live_postgres(pid));
    });
}

#[test]
fn after_both_were_killed_nothing_is_lost() {
    with_postgres(|directory| async move {
        let killed = DevServer::start(&directory.root()).await.unwrap();
        write_note(&killed).await;
        let pid = server_pid(&killed).await;
        process::signal(pid, rustix::process::Signal::KILL);
        killed.abandon();
        let next = DevServer::start(&directory.root()).await.unwrap();
        assert_ne!(server_pid(&next).await, pid);
        assert_eq!(read_note(&next).await, "kept");
        next.stop().await;
    });
}

#[test]
fn a_start_while_the_last_server_still_stops_waits_for_it() {
    with_postgres(|directory| async move {
        let dropped = DevServer::start(&directory.root()).await.unwrap();
        write_note(&dropped).await;
        drop(dropped);
        let next = DevServer::start(&directory.root()).await.unwrap();
        assert_eq!(read_note(&next).await, "kept");
        next.stop().await;
    });
}

#[test]
fn a_lock_file_with_the_number_of_another_program_does_not_block() {
    with_postgres(|directory| async move {
        let server = DevServer::start(&directory.root()).await.unwrap();
        let data: String =
            sqlx::query_scalar("SHOW data_directory").fetch_one(&mut connect(&server).await).await.unwrap();
        let lock_file = Path::new(&data).join("postmaster.pid");
        let pid = server_pid(&server).await;
        process::signal(pid, rustix::process::Signal::KILL);
        server.abandon();
        // Of the same user as the server, or PostgreSQL would not mind it.
        let mut other: Command = account::command(Path::new("sleep"), account::Account::to_become().unwrap());
        let mut other = other.arg("100").spawn().unwrap();
        let text = fs::read_to_string(&lock_file).unwrap();
        fs::write(&lock_file, text.replacen(&pid.to_string(), &other.id().to_string(), 1)).unwrap();
        let next = DevServer::start(&directory.root()).await.unwrap();
        next.stop().await;
        other.kill().unwrap();
        other.wait().unwrap();
    });
}

#[test]
fn an_interrupt_in_the_terminal_does_not_reach_the_server() {
    with_postgres(|directory| async move {
        let server = DevServer::start(&directory.root()).await.unwrap();
        let pid = i32::try_from(server_pid(&server).await).unwrap();
        let group = rustix::process::getpgid(rustix::process::Pid::from_raw(pid)).unwrap();
        assert_ne!(group, rustix::process::getpgrp());
        server.stop().await;
    });
}

#[test]
fn root_keeps_the_data_elsewhere_if_its_stand_in_cannot_reach_the_project() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: not root");
        return;
    }
    with_postgres(|directory| async move {
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o700)).unwrap();
        for note in ["written", "read"] {
            let server = DevServer::start(&directory.root()).await.unwrap();
            assert!(server.describe().contains("/var/lib/tripmgmt/"));
            if note == "written" {
                write_note(&server).await;
            } else {
                assert_eq!(read_note(&server).await, "kept");
            }
            server.stop().await;
        }
        let home = home::existing_data(&directory.root()).unwrap().parent().unwrap().to_owned();
        assert_ne!(fs::metadata(&home).unwrap().uid(), 0);
        fs::remove_dir_all(&home).unwrap();
        // Fails, as it should, if others live there too.
        let _ = fs::remove_dir(home.parent().unwrap());
    });
}

#[test]
fn somebody_elses_directory_is_told() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: not root");
        return;
    }
    with_postgres(|directory| async move {
        let root = home::create_root(&directory.root()).unwrap();
        fs::create_dir(root.join("postgres")).unwrap();
        std::os::unix::fs::chown(root.join("postgres"), Some(12_345), None).unwrap();
        let error = DevServer::start(&root).await.unwrap_err().to_string();
        assert!(error.contains("belongs to another user (number 12345)"), "{error}");
    });
}

#[test]
fn a_second_start_says_who_was_first() {
    with_postgres(|directory| async move {
        let first = DevServer::start(&directory.root()).await.unwrap();
        let error = DevServer::start(&directory.root()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "another tripmgmt (pid {}) is already using {}; stop it or give this one its own database with \
                 DATABASE_URL",
                std::process::id(),
                directory.root().display()
            )
        );
        first.stop().await;
    });
}

#[test]
fn a_half_made_data_directory_is_made_anew() {
    with_postgres(|directory| async move {
        let root = home::create_root(&directory.root()).unwrap();
        let half = Home::choose(&root).unwrap().data_in_the_making();
        fs::create_dir_all(half.join("base")).unwrap();
        fs::write(half.join("PG_VERSION"), "15\n").unwrap();
        let server = DevServer::start(&root).await.unwrap();
        assert!(!half.exists());
        server.stop().await;
    });
}

#[test]
fn a_long_path_with_blanks_and_quotes_works() {
    with_postgres(|directory| async move {
        for name in ["x".repeat(120), "a b, \"c\" 'd'".to_owned()] {
            let server = DevServer::start(&directory.path().join(name)).await.unwrap();
            write_note(&server).await;
            let socket_directory = PathBuf::from(server.connect_options().get_host());
            server.stop().await;
            fs::remove_dir_all(socket_directory).unwrap();
        }
    });
}

#[test]
fn a_failed_start_shows_the_end_of_the_log() {
    with_postgres(|directory| async move {
        let root = directory.root();
        DevServer::start(&root).await.unwrap().stop().await;
        let configuration = Home::choose(&root.canonicalize().unwrap()).unwrap().data().join("postgresql.conf");
        fs::write(&configuration, "nonsense = on\n").unwrap();
        let error = DevServer::start(&root).await.unwrap_err().to_string();
        assert!(error.contains("postgres.log ends with:") && error.contains("nonsense"), "{error}");
    });
}

#[test]
fn a_stale_lock_file_does_not_delay_the_news_of_a_failed_start() {
    with_postgres(|directory| async move {
        let server = DevServer::start(&directory.root()).await.unwrap();
        let pid = server_pid(&server).await;
        process::signal(pid, rustix::process::Signal::KILL);
        server.abandon();
        let data = home::existing_data(&directory.root()).unwrap();
        fs::write(data.join("postgresql.conf"), "nonsense = on\n").unwrap();
        let started = Instant::now();
        DevServer::start(&directory.root()).await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(10));
    });
}

#[test]
fn an_empty_lock_file_does_not_block() {
    with_postgres(|directory| async move {
        DevServer::start(&directory.root()).await.unwrap().stop().await;
        let data = home::existing_data(&directory.root()).unwrap();
        fs::write(data.join("postmaster.pid"), "").unwrap();
        DevServer::start(&directory.root()).await.unwrap().stop().await;
    });
}

#[test]
fn data_of_another_version_is_not_touched() {
    with_postgres(|directory| async move {
        let root = home::create_root(&directory.root()).unwrap();
        let data = Home::choose(&root).unwrap().data();
        fs::create_dir_all(&data).unwrap();
        fs::write(data.join("PG_VERSION"), "9\n").unwrap();
        let error = DevServer::start(&root).await.unwrap_err().to_string();
        assert!(error.contains("was made by PostgreSQL 9, but"), "{error}");
    });
}

#[test]
fn without_postgres_and_docker_the_message_says_what_to_install() {
    run(async {
        let directory = TestDirectory::new();
        let error = DevServer::start_with(&directory.root(), &Search::default()).await.unwrap_err().to_string();
        assert!(error.contains(error::install_line()) && error.contains("DATABASE_URL"), "{error}");
        let search = Search { only: Some(directory.path().to_owned()), ..Search::default() };
        let error = DevServer::start_with(&directory.root(), &search).await.unwrap_err().to_string();
        assert!(error.starts_with("TRIPMGMT_PG_BIN names /"), "{error}");
    });
}
