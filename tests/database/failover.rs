//! Servers that restart, and a cluster whose writer becomes a reader while another one is promoted.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tripmgmt::db::dev_server::DevServer;

use super::{BACK, Behind, admin, count, execute};
use crate::process::portal::{Portal, libpq, tripmgmt};
use crate::support::afterwards::afterwards;
use crate::support::fault_proxy::Upstream;

/// A server of a test's own, which may be stopped; its files go with it.
pub(super) struct OwnServer {
    root: PathBuf,
    server: Option<DevServer>,
}

impl OwnServer {
    pub(super) async fn start(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("tripmgmt-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).unwrap();
        afterwards(&format!(
            "kill -QUIT $(head -n 1 '{0}/postgres/data/postmaster.pid'); sleep 1; rm -rf '{0}'",
            root.display()
        ));
        Self { server: Some(DevServer::start(&root).await.unwrap()), root }
    }

    /// A copy of this one, which stands still meanwhile.
    async fn copy(&mut self, name: &str) -> Self {
        self.stop().await;
        let root = self.copied(name);
        self.start_again().await;
        Self { server: Some(DevServer::start(&root).await.unwrap()), root }
    }

    /// A copy that follows this one, and can only be read from.
    pub(super) async fn follower(&mut self, name: &str) -> Self {
        self.stop().await;
        let root = self.copied(name);
        self.start_again().await;
        let options = self.options();
        let folder =
            options.get_socket().map_or_else(|| options.get_host().to_owned(), |socket| socket.display().to_string());
        let data = root.join("postgres/data");
        let follows =
            format!("primary_conninfo = 'host={folder} port={} user={}'\n", options.get_port(), options.get_username());
        let settings = std::fs::OpenOptions::new().append(true).open(data.join("postgresql.auto.conf"));
        settings.unwrap().write_all(follows.as_bytes()).unwrap();
        std::fs::write(data.join("standby.signal"), "").unwrap();
        Self { server: Some(DevServer::start(&root).await.unwrap()), root }
    }

    /// The files of this one, which stands still, once more.
    fn copied(&self, name: &str) -> PathBuf {
        let root = self.root.with_file_name(format!("tripmgmt-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        let copied = Command::new("cp").args([Path::new("-a"), &self.root, &root]).status().unwrap();
        assert!(copied.success());
        root
    }

    async fn stop(&mut self) {
        self.server.take().unwrap().stop().await;
    }

    async fn start_again(&mut self) {
        self.server = Some(DevServer::start(&self.root).await.unwrap());
    }

    pub(super) fn options(&self) -> sqlx::postgres::PgConnectOptions {
        self.server.as_ref().unwrap().connect_options()
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        // A stopped server needs its files no more; one that is told to stop now loses nothing that anybody wants.
        drop(self.server.take());
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

pub(super) fn has_postgresql() -> bool {
    let has = std::fs::read_dir("/usr/lib/postgresql").is_ok_and(|mut versions| versions.next().is_some())
        || Command::new("postgres").arg("--version").output().is_ok();
    if !has {
        assert!(std::env::var_os("TRIPMGMT_BROWSER_TESTS").is_none(), "no PostgreSQL on this machine");
        eprintln!("skipped: no PostgreSQL on this machine");
    }
    has
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_restarts_is_found_again() {
    if !has_postgresql() {
        return;
    }
    let mut server = OwnServer::start("restart").await;
    let options = server.options();
    let behind = Behind::start(&options, &[]).await;
    assert_eq!(behind.post("Before").status, 201);
    server.stop().await;
    assert_eq!(behind.post("Meanwhile").status, 503);
    assert_eq!(behind.get("/trips").status, 503);
    assert_eq!(behind.readiness(), 503);
    server.start_again().await;
    let took = behind.wait_until("writes", BACK, |behind| behind.post("After").status == 201);
    eprintln!("writes work {took:?} after the restart");
    behind.wait_until("ready", BACK, |behind| behind.readiness() == 200);
    assert_eq!(count(&mut admin(&options).await, "Before").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_failover_connections_to_the_former_writer_are_given_up() {
    if !has_postgresql() {
        return;
    }
    let mut writer = OwnServer::start("writer").await;
    let mut command = tripmgmt();
    command.envs(libpq(&writer.options())).arg("--demo");
    drop(Portal::start(command));
    let reader = writer.copy("reader").await;
    let behind = Behind::start(&writer.options(), &[]).await;
    assert_eq!(behind.post("Before").status, 201);

    // The writer becomes a reader, and the name still leads to it.
    let mut former = admin(&writer.options()).await;
    execute(&mut former, "alter system set default_transaction_read_only = on").await;
    execute(&mut former, "select pg_reload_conf()").await;
    behind.wait_until("not ready", BACK, |behind| behind.readiness() == 503);
    let refused = behind.post("Refused");
    assert_eq!((refused.status, refused.header("retry-after")), (503, "5"), "{refused:?}");
    for path in ["/trips", "/api/trips", "/api/account"] {
        assert_eq!(behind.get(path).status, 200, "{path}: what is there can be read");
    }

    // Another one is promoted: the name leads there, and the old connections stay open.
    behind.proxy.lead_to(Upstream::of(&reader.options()));
    let took = behind.wait_until("writes", BACK, |behind| behind.post("After").status == 201);
    eprintln!("writes work {took:?} after the promotion");
    behind.wait_until("ready", BACK, |behind| behind.readiness() == 200);
    // One that was made just before may meet a request or two.
    behind.wait_until("no old connection is left", BACK, |behind| {
        (0..20).all(|number| behind.post(&format!("Another {number}")).status == 201)
    });
    assert_eq!(count(&mut admin(&reader.options()).await, "After").await, 1);
    let old: i64 = sqlx::query_scalar(
        "select count(*) from pg_stat_activity where application_name like 'tripmgmt%' and pid <> pg_backend_pid()
         and datname = current_database() and state <> 'idle'",
    )
    .fetch_one(&mut former)
    .await
    .unwrap();
    assert_eq!(old, 0, "nobody works at the former writer");
}
