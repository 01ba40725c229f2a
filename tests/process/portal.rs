//! A portal that runs as a process of its own.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;

/// The longest anything here may take.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The binary, with nothing in its environment but what a test says and a signing secret.
pub fn tripmgmt() -> Command {
    prepared(env!("CARGO_BIN_EXE_tripmgmt"))
}

/// The same for another release's binary.
pub fn prepared(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", std::env::var("PATH").unwrap_or_default()).env("SIGNING_SECRET", "s".repeat(64));
    command
}

/// The libpq variables that lead to a database.
pub fn libpq(options: &PgConnectOptions) -> Vec<(&'static str, String)> {
    let host = options.get_socket().map_or_else(|| options.get_host().to_owned(), |dir| dir.display().to_string());
    let mut variables = vec![
        ("PGHOST", host),
        ("PGPORT", options.get_port().to_string()),
        ("PGUSER", options.get_username().to_owned()),
        ("PGDATABASE", options.get_database().unwrap_or_default().to_owned()),
    ];
    // The tests' container has this password; a private server asks for none.
    let password = std::env::var("PGPASSWORD").unwrap_or_else(|_| "postgres".to_owned());
    variables.push(("PGPASSWORD", password));
    variables
}

/// A running portal; killed when dropped.
pub struct Portal {
    child: Child,
    lines: Receiver<String>,
    pub log: String,
    pub port: u16,
    /// The cookie of whoever is signed in.
    cookie: String,
}

impl Portal {
    /// Starts and waits until it says where it is.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.env("PORT", "0").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let (stderr, stdout) = (child.stderr.take().unwrap(), child.stdout.take().unwrap());
        let tell = |output: Box<dyn Read + Send>, sender: Sender<String>| {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            std::thread::spawn(move || lines.for_each(|line| drop(sender.send(line))));
        };
        tell(Box::new(stdout), sender.clone());
        tell(Box::new(stderr), sender);
        let mut portal = Self { child, lines, log: String::new(), port: 0, cookie: String::new() };
        let line = portal.wait_for("Trip Management is at");
        let digits = line.split("localhost:").nth(1).unwrap_or_default();
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        portal.port = digits.parse().unwrap_or_else(|_| panic!("no address in {line}"));
        portal
    }

    /// Waits for a line of the log.
    pub fn wait_for(&mut self, text: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!("\"{text}\" did not come; the log so far:\n{}", self.log);
            };
            self.log.push_str(&line);
            self.log.push('\n');
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Sends a signal, by name.
    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end.
    pub fn wait(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.log.extend(self.lines.iter().map(|line| line + "\n"));
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it did not end; the log so far:\n{}", self.log);
    }

    /// A connection to it.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// GET; status and body.
    pub fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &format!("Cookie: {}", self.cookie), "")
    }

    /// GET with a token; status and body.
    pub fn get_as(&self, token: &str, path: &str) -> (u16, String) {
        self.ask("GET", path, &format!("Authorization: Bearer {token}"), "")
    }

    /// A token of somebody, as programs get it.
    pub fn token(&self, username: &str, password: &str) -> String {
        let body = serde_json::json!({ "username": username, "password": password }).to_string();
        let (status, text) = self.ask("POST", "/api/authenticate", &format!("Cookie: {}", self.cookie), &body);
        assert_eq!(status, 200, "{text}");
        let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
        answer["id_token"].as_str().unwrap().to_owned()
    }

    /// A request over a connection of its own, by whom the header says; status and body.
    pub fn ask(&self, method: &str, path: &str, who: &str, body: &str) -> (u16, String) {
        parts(&self.ask_whole(method, path, who, body))
    }

    /// The same; the answer with its headers.
    pub fn ask_whole(&self, method: &str, path: &str, who: &str, body: &str) -> String {
        let mut stream = self.connect();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{who}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    /// The cookie of whoever is signed in.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Signs in as the administrator of a demonstration.
    pub fn sign_in(self) -> Self {
        self.sign_in_as("admin")
    }

    /// Signs in as somebody of a demonstration, whose name is the password.
    pub fn sign_in_as(mut self, login: &str) -> Self {
        let mut stream = self.connect();
        let form = format!("name={login}&password={login}");
        write!(
            stream,
            "POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let cookie = text.lines().find_map(|line| line.strip_prefix("set-cookie: session="));
        let token = cookie.unwrap_or_else(|| panic!("{text}")).split(';').next().unwrap();
        self.cookie = format!("session={token}");
        self
    }

    /// Creates a trip over REST.
    pub fn create(&self, name: &str) {
        let body = serde_json::json!({"name": name}).to_string();
        let (status, text) = self.ask("POST", "/api/trips", &format!("Cookie: {}", self.cookie), &body);
        assert_eq!(status, 201, "{text}");
    }
}

/// Reads a whole answer from a connection that will be closed.
pub fn answer(mut stream: TcpStream) -> (u16, String) {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    parts(&text)
}

/// Status and body.
fn parts(text: &str) -> (u16, String) {
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    (status, text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
