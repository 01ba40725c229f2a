//! Headless Chromium, driven by a chromedriver that every test of this process shares.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities as _;
use thirtyfour::{ChromeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::support::afterwards::afterwards;

/// More browsers at a time would only take the processors from each other.
static SESSIONS: Semaphore = Semaphore::const_new(2);
/// The port of chromedriver, or why there is none.
static CHROMEDRIVER: OnceLock<Result<u16, String>> = OnceLock::new();

/// What the browser is told. A page that asks another host gets no answer, which stands in the browser's log; with
/// reduced motion no click meets a page that is still fading in.
const ARGUMENTS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--force-prefers-reduced-motion",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A browser of one's own, with an empty profile, and the right to run it.
pub struct Session {
    pub driver: WebDriver,
    _permit: SemaphorePermit<'static>,
}

impl Session {
    /// Starts a browser with a window of 1440 × 900 pixels; nothing on a machine without chromedriver, unless
    /// `TRIPMGMT_BROWSER_TESTS=1` says that there has to be one.
    pub async fn start() -> Option<Self> {
        let port = match CHROMEDRIVER.get_or_init(start_chromedriver) {
            Ok(port) => port,
            Err(reason) if is_required() => panic!("TRIPMGMT_BROWSER_TESTS=1, but {reason}"),
            Err(reason) => {
                eprintln!("skipped, since {reason}");
                return None;
            }
        };
        let permit = SESSIONS.acquire().await.unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities()).await.unwrap();
        Some(Self { driver, _permit: permit })
    }
}

/// Whether a machine on which these tests cannot run is a failure.
pub fn is_required() -> bool {
    std::env::var("TRIPMGMT_BROWSER_TESTS").is_ok_and(|value| value == "1")
}

fn capabilities() -> ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in ARGUMENTS.into_iter().chain(["--lang=en-US", "--window-size=1440,900"]) {
        capabilities.add_arg(argument).unwrap();
    }
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
    capabilities
}

fn start_chromedriver() -> Result<u16, String> {
    // Browsers leave profiles and sockets behind. Not under target/, since a socket's path has to be short.
    let temporary = std::env::temp_dir().join(format!("tripmgmt-browser-{}", std::process::id()));
    std::fs::create_dir_all(&temporary).map_err(|error| format!("{}: {error}", temporary.display()))?;
    let mut child = Command::new("chromedriver")
        .args(["--port=0", "--log-level=SEVERE"])
        // It talks to the browser over 127.0.0.1, which is no matter for a proxy.
        .env("NO_PROXY", "127.0.0.1")
        .env("TMPDIR", &temporary)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|error| {
            std::fs::remove_dir(&temporary).unwrap();
            format!("chromedriver does not start: {error}")
        })?;
    let group = child.id();
    afterwards(&format!("kill -TERM -{group}; sleep 2; kill -KILL -{group}; rm -rf '{}'", temporary.display()));
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    // ChromeDriver was started successfully on port 40321.
    let port = lines.find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    // Whatever else it says must not fill the pipe up.
    std::thread::spawn(move || lines.for_each(drop));
    port.ok_or_else(|| "chromedriver ended before it named its port".to_owned())
}
