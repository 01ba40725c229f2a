//! A real identity provider on this machine: node-oidc-provider, which `scripts/test` installs; and somebody who goes there.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(30);

/// A running provider; ends when dropped.
pub struct IdentityProvider {
    child: Child,
    lines: Receiver<Value>,
    pub port: u16,
    portal: String,
}

impl IdentityProvider {
    /// Starts one for a portal of this address on a free port; nothing on a machine without it, unless
    /// `TRIPMGMT_OIDC_TESTS=1` says that there has to be one.
    pub fn start(portal: &str) -> Option<Self> {
        Self::start_on(0, portal)
    }

    /// Starts on a port that was free a moment ago.
    pub fn start_on(port: u16, portal: &str) -> Option<Self> {
        let modules = match modules() {
            Ok(modules) => modules,
            Err(reason) if std::env::var("TRIPMGMT_OIDC_TESTS").is_ok_and(|value| value == "1") => {
                panic!("TRIPMGMT_OIDC_TESTS=1, but {reason}")
            }
            Err(reason) => {
                eprintln!("skipped, since {reason}");
                return None;
            }
        };
        let mut child = Command::new("node")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oidc/provider.mjs"))
            .arg(modules)
            .args([&port.to_string(), portal])
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
            lines.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("the provider names no port: {error}"));
        let port = told.as_u64().unwrap().try_into().unwrap();
        Some(Self { child, lines, port, portal: portal.to_owned() })
    }

    /// The address it calls itself.
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The flags that lead a portal here.
    pub fn flags(&self) -> Vec<String> {
        vec![
            format!("--oidc-issuer={}", self.issuer()),
            "--oidc-client-id=trips".to_owned(),
            "--oidc-client-secret=a secret: with % and +".to_owned(),
            "--oidc-label=Acme".to_owned(),
            format!("--public-url={}", self.portal),
        ]
    }

    /// Lets it know somebody, or something else about them.
    pub fn knows(&mut self, login: &str, claims: &Value) {
        let line = json!({"login": login, "claims": claims}).to_string();
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
        assert_eq!(self.lines.recv_timeout(PATIENCE).unwrap(), login);
    }

    /// Goes to it as a browser does, says who one is, and returns the address in the portal to which it leads back.
    pub async fn sign_in(&self, address: &str, login: &str) -> String {
        let mut browser = Browser::default();
        let form = browser.get(address).await;
        let fields = [("prompt", "login"), ("login", login), ("password", "any")];
        let back = browser.post(&form.address, &fields, &self.portal).await;
        back.address.strip_prefix(&self.portal).unwrap_or_else(|| panic!("ended at {}", back.address)).to_owned()
    }
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The folder that has node-oidc-provider.
fn modules() -> Result<PathBuf, String> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/oidc-provider/node_modules");
    let modules = std::env::var_os("OIDC_PROVIDER_MODULES").map_or(installed, PathBuf::from);
    if modules.join("oidc-provider/package.json").exists() {
        Ok(modules)
    } else {
        Err(format!("{} has no oidc-provider; `scripts/test tests` installs it", modules.display()))
    }
}

/// What a browser remembers of the provider.
#[derive(Default)]
pub struct Browser {
    cookies: BTreeMap<String, String>,
}

/// Where a browser arrived.
pub struct Arrival {
    pub address: String,
    pub body: String,
}

impl Browser {
    /// Opens an address and follows where it leads.
    pub async fn get(&mut self, address: &str) -> Arrival {
        self.go(Request::get(address).body(Full::default()).unwrap(), "nowhere").await
    }

    /// Sends a form and follows where that leads, until it leaves for this portal.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)], portal: &str) -> Arrival {
        let body = tripmgmt::web::fields::address("", fields.iter().copied()).trim_start_matches('?').to_owned();
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(body)))
            .unwrap();
        self.go(request, portal).await
    }

    async fn go(&mut self, mut request: Request<Full<Bytes>>, portal: &str) -> Arrival {
        let client = Client::builder(TokioExecutor::new()).build_http();
        loop {
            let address = request.uri().to_string();
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
            let response = client.request(request).await.unwrap();
            for cookie in response.headers().get_all(header::SET_COOKIE) {
                let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
            }
            let Some(location) = response.headers().get(header::LOCATION) else {
                let body = response.into_body().collect().await.unwrap().to_bytes();
                return Arrival { address, body: String::from_utf8_lossy(&body).into_owned() };
            };
            let location = location.to_str().unwrap();
            let origin = address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
            let next = if location.starts_with('/') { format!("{origin}{location}") } else { location.to_owned() };
            if next.starts_with(portal) {
                return Arrival { address: next, body: String::new() };
            }
            request = Request::get(next).body(Full::default()).unwrap();
        }
    }
}
