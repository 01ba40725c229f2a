//! A real server that speaks as S3 does, on this machine: moto, which `scripts/test` installs.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use serde_json::Value;

/// A running server; ends when dropped.
pub struct S3Server {
    child: Child,
    pipes: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    pub port: u64,
}

impl S3Server {
    /// Starts on a free port; nothing on a machine without moto, unless `TRIPMGMT_S3_TESTS=1` says that there has to be one.
    pub fn start() -> Option<Self> {
        let python = match python() {
            Ok(python) => python,
            Err(reason) if std::env::var("TRIPMGMT_S3_TESTS").is_ok_and(|value| value == "1") => {
                panic!("TRIPMGMT_S3_TESTS=1, but {reason}")
            }
            Err(reason) => {
                eprintln!("skipped, since {reason}");
                return None;
            }
        };
        let mut child = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/storage/s3_server.py"))
            // It ends when this closes, also if the tests are killed.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap());
        let port = read(&mut answers).as_u64().unwrap();
        let pipes = Mutex::new((child.stdin.take().unwrap(), answers));
        Some(Self { child, pipes, port })
    }

    /// The flags of a portal that keeps files here.
    pub fn flags(&self) -> [String; 2] {
        let endpoint = format!("--attachments-endpoint=http://127.0.0.1:{}", self.port);
        ["--attachments-url=s3://trips/files/".to_owned(), endpoint]
    }

    /// The sizes of the objects there are, and how many uploads are under way.
    pub fn holds(&self) -> (Vec<u64>, u64) {
        let mut pipes = self.pipes.lock().unwrap();
        let (questions, answers) = &mut *pipes;
        questions.write_all(b"?\n").unwrap();
        let told = read(answers);
        let sizes = told["objects"].as_array().unwrap().iter().map(|object| {
            assert!(object[0].as_str().unwrap().starts_with("files/"), "{object}");
            object[1].as_u64().unwrap()
        });
        let mut sizes: Vec<u64> = sizes.collect();
        sizes.sort_unstable();
        (sizes, told["uploads"].as_u64().unwrap())
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(answers: &mut BufReader<ChildStdout>) -> Value {
    let mut line = String::new();
    answers.read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line:?}"))
}

/// The Python that has moto.
fn python() -> Result<PathBuf, String> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/moto/bin/python");
    let python = std::env::var_os("MOTO_PYTHON").map_or(installed, PathBuf::from);
    let found = Command::new(&python).args(["-c", "import moto.server, boto3"]).stderr(Stdio::null()).status();
    match found {
        Ok(status) if status.success() => Ok(python),
        Ok(_) => Err(format!("{} has no moto", python.display())),
        Err(error) => Err(format!("{}: {error}; `scripts/test tests` installs it", python.display())),
    }
}
