//! A way to a database on which everything may go wrong that goes wrong in networks: connections are reset, refused,
//! delayed, held up, or fall silent for good; the name leads elsewhere; an answer is lost.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

/// Where a proxy leads.
#[derive(Clone, Debug)]
pub enum Upstream {
    Tcp(String, u16),
    Socket(PathBuf),
}

impl Upstream {
    /// The server that these options lead to.
    pub fn of(options: &PgConnectOptions) -> Self {
        let folder = options.get_socket().cloned().or_else(|| {
            let host = options.get_host();
            host.starts_with('/').then(|| PathBuf::from(host))
        });
        match folder {
            Some(folder) => Self::Socket(folder.join(format!(".s.PGSQL.{}", options.get_port()))),
            None => Self::Tcp(options.get_host().to_owned(), options.get_port()),
        }
    }
}

/// What is done to connections.
#[derive(Clone, Debug, Default)]
struct Faults {
    /// None comes in.
    refuses: bool,
    /// Nothing goes on, until it does.
    stalls: bool,
    delay: Duration,
    /// Connections up to this number are reset.
    cut: u64,
    /// Connections up to this number say nothing any more.
    silent: u64,
    /// The next connection that commits is reset before the answer comes.
    swallows_commit: bool,
}

/// A proxy that runs as long as this does.
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: Mutex<Upstream>,
    faults: watch::Sender<Faults>,
    count: watch::Sender<u64>,
}

impl Proxy {
    /// Starts one that leads there.
    pub async fn to(upstream: Upstream) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            upstream: Mutex::new(upstream),
            faults: watch::Sender::new(Faults::default()),
            count: watch::Sender::new(0),
        });
        tokio::spawn(Arc::clone(&shared).accept(listener, address));
        Self { address, shared }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// How many connections there have been.
    pub fn connections(&self) -> u64 {
        *self.shared.count.borrow()
    }

    /// From now on new connections lead there.
    pub fn lead_to(&self, upstream: Upstream) {
        *self.shared.upstream.lock().unwrap() = upstream;
    }

    /// Resets every connection.
    pub fn cut(&self) {
        let all = *self.shared.count.borrow();
        self.shared.faults.send_modify(|faults| faults.cut = all);
    }

    /// Connections there are now say nothing any more; new ones are as good as ever.
    pub fn silence(&self) {
        let all = *self.shared.count.borrow();
        self.shared.faults.send_modify(|faults| faults.silent = all);
    }

    /// Whether new connections are refused.
    pub fn refuse(&self, refuses: bool) {
        self.shared.faults.send_modify(|faults| faults.refuses = refuses);
    }

    /// Whether everything is held up, as if it was on its way.
    pub fn stall(&self, stalls: bool) {
        self.shared.faults.send_modify(|faults| faults.stalls = stalls);
    }

    /// How much longer everything takes.
    pub fn delay(&self, delay: Duration) {
        self.shared.faults.send_modify(|faults| faults.delay = delay);
    }

    /// The next transaction is committed and nobody told.
    pub fn swallow_next_commit(&self) {
        self.shared.faults.send_modify(|faults| faults.swallows_commit = true);
    }
}

impl Shared {
    async fn accept(self: Arc<Self>, listener: TcpListener, address: SocketAddr) {
        let mut listener = Some(listener);
        let mut faults = self.faults.subscribe();
        loop {
            let refuses = faults.borrow_and_update().refuses;
            if refuses {
                // Only where nobody listens are connections refused.
                listener = None;
            } else if listener.is_none() {
                listener = Some(TcpListener::bind(address).await.unwrap());
            }
            let Some(open) = &listener else {
                if faults.changed().await.is_err() {
                    return;
                }
                continue;
            };
            tokio::select! {
                changed = faults.changed() => if changed.is_err() { return },
                accepted = open.accept() => {
                    let (client, _) = accepted.unwrap();
                    self.count.send_modify(|count| *count += 1);
                    let number = *self.count.borrow();
                    tokio::spawn(Arc::clone(&self).pass_on(client, number));
                }
            }
        }
    }

    async fn pass_on(self: Arc<Self>, mut client: TcpStream, number: u64) {
        client.set_nodelay(true).unwrap();
        let upstream = self.upstream.lock().unwrap().clone();
        let mut faults = self.faults.subscribe();
        let passing = async {
            let client = &mut client;
            match upstream {
                Upstream::Tcp(host, port) => {
                    let Ok(server) = TcpStream::connect((host, port)).await else { return };
                    self.both_ways(client, server, number).await;
                }
                Upstream::Socket(path) => {
                    let Ok(server) = UnixStream::connect(path).await else { return };
                    self.both_ways(client, server, number).await;
                }
            }
        };
        tokio::select! {
            () = passing => {}
            _ = faults.wait_for(|faults| faults.cut >= number) => {}
        }
        let _ = client.set_zero_linger();
    }

    async fn both_ways(&self, client: &mut TcpStream, server: impl AsyncRead + AsyncWrite, number: u64) {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = tokio::io::split(server);
        let swallowed = watch::Sender::new(false);
        tokio::select! {
            () = self.copy(from_client, to_server, number, Some(&swallowed)) => {}
            () = self.copy(from_server, to_client, number, None) => {}
            // The server has had the time to commit; its answer is on the way and never comes.
            () = async {
                let _ = swallowed.subscribe().wait_for(|swallowed| *swallowed).await;
                tokio::time::sleep(Duration::from_millis(500)).await;
            } => {}
        }
    }

    async fn copy(
        &self,
        mut from: impl AsyncRead + Unpin,
        mut to: impl AsyncWrite + Unpin,
        number: u64,
        swallowed: Option<&watch::Sender<bool>>,
    ) {
        let mut bytes = vec![0; 16 * 1024];
        let mut faults = self.faults.subscribe();
        while let Ok(count @ 1..) = from.read(&mut bytes).await {
            let delay = faults.borrow().delay;
            if !delay.is_zero() {
                tokio::time::sleep(delay).await;
            }
            let passable = |faults: &Faults| !faults.stalls && faults.silent < number;
            if faults.wait_for(passable).await.is_err() {
                return;
            }
            let commits = bytes[..count].windows(6).any(|word| word == b"COMMIT");
            if let Some(swallowed) = swallowed
                && commits
                && self.faults.send_if_modified(|faults| std::mem::take(&mut faults.swallows_commit))
            {
                // From here on the answer is not passed on, though the question is.
                self.faults.send_modify(|faults| faults.silent = number);
                if to.write_all(&bytes[..count]).await.is_err() {
                    return;
                }
                swallowed.send_replace(true);
                continue;
            }
            if to.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    }
}
