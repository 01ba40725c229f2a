//! A real SMTP server on this machine: aiosmtpd, which `scripts/test` installs.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(30);

/// How the server wants to be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    Plain,
    StartTls,
    Tls,
}

/// A running server; ends when dropped.
pub struct SmtpServer {
    child: Child,
    lines: Receiver<Value>,
    protection: Protection,
    pub port: u16,
}

impl SmtpServer {
    /// Starts on a free port; nothing on a machine without aiosmtpd, unless `TRIPMGMT_MAIL_TESTS=1` says that there has
    /// to be one.
    pub fn start(protection: Protection) -> Option<Self> {
        Self::start_on(0, protection)
    }

    /// Starts on a port that was free a moment ago.
    pub fn start_on(port: u16, protection: Protection) -> Option<Self> {
        let python = match python() {
            Ok(python) => python,
            Err(reason) if std::env::var("TRIPMGMT_MAIL_TESTS").is_ok_and(|value| value == "1") => {
                panic!("TRIPMGMT_MAIL_TESTS=1, but {reason}")
            }
            Err(reason) => {
                eprintln!("skipped, since {reason}");
                return None;
            }
        };
        let certificates = certificates();
        let mut child = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/smtp_server.py"))
            .arg(port.to_string())
            .arg(match protection {
                Protection::Plain => "plain",
                Protection::StartTls => "starttls",
                Protection::Tls => "tls",
            })
            .args([certificates.join("server.pem"), certificates.join("server.key")])
            // It ends when this closes, also if the tests are killed.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap());
            }
        });
        let told: Value =
            lines.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("the server names no port: {error}"));
        Some(Self { child, lines, protection, port: told.as_u64().unwrap().try_into().unwrap() })
    }

    /// The flags that lead a portal here.
    pub fn flags(&self) -> Vec<String> {
        let url = match self.protection {
            Protection::Plain => format!("smtp://127.0.0.1:{}", self.port),
            Protection::StartTls => format!("smtp://portal:p@ss/w:rd@127.0.0.1:{}?tls=required", self.port),
            Protection::Tls => format!("smtps://portal:p@ss/w:rd@127.0.0.1:{}", self.port),
        };
        let authority = certificates().join("ca.pem");
        vec![
            format!("--smtp-url={url}"),
            format!("--smtp-ca-file={}", authority.display()),
            "--mail-from=Trip Management <trips@example.com>".to_owned(),
            "--public-url=https://trips.example.com".to_owned(),
        ]
    }

    /// The next message it takes.
    pub fn message(&self) -> Value {
        self.lines.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("no message: {error}"))
    }

    /// Whether every message it took has been looked at.
    pub fn has_no_more(&self) -> bool {
        self.lines.try_recv() == Err(TryRecvError::Empty)
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The Python that has aiosmtpd.
fn python() -> Result<PathBuf, String> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/aiosmtpd/bin/python");
    let python = std::env::var_os("AIOSMTPD_PYTHON").map_or(installed, PathBuf::from);
    let found = Command::new(&python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
    match found {
        Ok(status) if status.success() => Ok(python),
        Ok(_) => Err(format!("{} has no aiosmtpd", python.display())),
        Err(error) => Err(format!("{}: {error}; `scripts/test tests` installs it", python.display())),
    }
}

/// A folder with an authority made for this run and the certificate it gave the server.
fn certificates() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("certificates-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("server.ext"), "subjectAltName = IP:127.0.0.1\n").unwrap();
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        openssl(&folder, &format!("req -x509 {key} -days 2 -subj /CN=tests -keyout ca.key -out ca.pem"));
        openssl(&folder, &format!("req -new {key} -subj /CN=mail.test -keyout server.key -out server.csr"));
        openssl(
            &folder,
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.pem",
        );
        crate::support::afterwards::afterwards(&format!("rm -rf '{}'", folder.display()));
        folder
    })
}

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
}
