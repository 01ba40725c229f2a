//! The database: one server with a certificate of an authority of this run, so that the tasks verify it as they verify
//! the managed one.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::process::Command;

use crate::docker::Docker;
use crate::outcome::{Outcome, fail};

/// The name under which tasks reach it, as the managed one is called.
pub const HOST: &str = "tripmgmtdb-cluster.cluster-rehearsal.eu-central-1.rds.amazonaws.com";

/// What people put into passwords.
pub const PASSWORD: &str = "SuperSecretPGSqlPwd##2006";

const STARTS_WITHIN: Duration = Duration::from_secs(90);

/// A running server.
#[derive(Clone)]
pub struct Database {
    docker: Docker,
    container: String,
    authority: PathBuf,
}

impl Database {
    /// Starts it, with its certificates in `work`; `images` are the one that holds its address and its own.
    pub async fn start(docker: &Docker, images: (&str, &str), network: &str, work: &Path) -> Outcome<Self> {
        make_certificates(work).await?;
        let holder =
            docker.hold_address("database", images.0, &["--network", network, "--network-alias", HOST]).await?;
        let container = docker.name("database");
        let (label, network) = (docker.label(), format!("container:{holder}"));
        let (volume, password) = (format!("{}:/tls:ro", work.display()), format!("POSTGRES_PASSWORD={PASSWORD}"));
        let mut arguments = vec!["run", "--detach", "--name", &container, "--label", &label, "--network", &network];
        arguments.extend(["--volume", &volume, "--env", &password, "--env", "POSTGRES_DB=tripmgmt"]);
        // The server wants a key that belongs to its own user, whose number differs between images.
        let script = "install -o postgres -m 600 /tls/server.key /tls/server.pem /var/tmp/ \
            && exec docker-entrypoint.sh postgres -c ssl=on -c ssl_cert_file=/var/tmp/server.pem \
                -c ssl_key_file=/var/tmp/server.key -c max_connections=120";
        arguments.extend(["--entrypoint", "bash", images.1, "-c", script]);
        docker.call(&arguments).await?;
        let database = Self { docker: docker.clone(), container, authority: work.join("ca.pem") };
        database.ready().await?;
        Ok(database)
    }

    /// The certificate of its authority.
    pub fn authority(&self) -> &Path {
        &self.authority
    }

    /// Waits until it answers over TCP: while a new one is set up it answers on its socket only.
    pub async fn ready(&self) -> Outcome<()> {
        let until = Instant::now() + STARTS_WITHIN;
        loop {
            let asked = ["exec", &self.container, "pg_isready", "--quiet", "--host", "127.0.0.1"];
            match self.docker.call(&asked).await {
                Ok(_) => return Ok(()),
                Err(_) if Instant::now() < until => tokio::time::sleep(Duration::from_millis(250)).await,
                Err(error) => {
                    let log = self.docker.log(&self.container, 10).await;
                    return fail(format!("the database does not answer: {error}\n{log}"));
                }
            }
        }
    }

    /// Runs SQL; rows with columns parted by tabs.
    pub async fn query(&self, sql: &str) -> Outcome<String> {
        let psql = [
            "exec",
            "--interactive",
            "--user",
            "postgres",
            &self.container,
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--field-separator=\t",
            "--set=ON_ERROR_STOP=1",
            "--username=postgres",
            "--dbname=tripmgmt",
        ];
        self.docker.call_with_input(&psql, sql).await
    }

    /// Ends it in order and starts it again.
    pub async fn restart(&self) -> Outcome<()> {
        self.docker.call(&["restart", "-t", "20", &self.container]).await?;
        self.ready().await
    }

    /// Keeps these addresses out from now on, and ends the connections they have.
    pub async fn shut_out(&self, addresses: &[String]) -> Outcome<()> {
        let rules: Vec<String> =
            addresses.iter().map(|address| format!("host all all {address}/32 reject\n")).collect();
        // The first rule that fits decides.
        let script = "hba=$PGDATA/pg_hba.conf && { cat; cat \"$hba\"; } >/tmp/hba && cat /tmp/hba >\"$hba\"";
        let shell = ["exec", "--interactive", "--user", "postgres", &self.container, "bash", "-c", script];
        self.docker.call_with_input(&shell, &rules.concat()).await?;
        let listed = addresses.iter().map(|address| format!("'{address}'")).collect::<Vec<_>>().join(", ");
        self.query(&format!(
            "select pg_reload_conf(); select pg_sleep(0.2);
             select pg_terminate_backend(pid) from pg_stat_activity where client_addr in ({listed});"
        ))
        .await?;
        Ok(())
    }
}

async fn make_certificates(work: &Path) -> Outcome<()> {
    let extensions = format!("subjectAltName=DNS:{HOST}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n");
    std::fs::write(work.join("extensions"), extensions)?;
    for line in [
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=rehearsal -keyout ca.key -out ca.pem",
        "req -newkey rsa:2048 -nodes -subj /CN=database -keyout server.key -out server.csr",
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out server.pem",
    ] {
        let output = Command::new("openssl").args(line.split(' ')).current_dir(work).output().await?;
        if !output.status.success() {
            return fail(format!("openssl {line}: {}", String::from_utf8_lossy(&output.stderr)));
        }
    }
    // Read by the server's and the tasks' own users, in containers.
    for name in ["ca.pem", "server.pem", "server.key"] {
        std::fs::set_permissions(work.join(name), std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    }
    Ok(())
}
