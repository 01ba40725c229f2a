//! One client's connection to the load balancer, kept alive as browsers do. Nothing is sent twice: what a browser would
//! hide by asking again counts as failed here.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{HOST, USER_AGENT};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpSocket;

use crate::journal::Journal;
use crate::outcome::{Failure, Outcome, fail};
use crate::samples::{Kind, Sample, Samples};

/// Whoever waits longer has given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// In which header the load balancer of a rehearsal says which target answered.
const ANSWERED_BY: &str = "x-answered-by";

/// An answer that came whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header's value, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// What all clients share.
pub struct Shared {
    pub samples: Samples,
    pub journal: Arc<Journal>,
    /// Where the load balancer listens.
    pub target: SocketAddr,
    /// Whether nobody begins anything any more.
    is_ending: AtomicBool,
    /// Requests being sent or answered.
    under_way: AtomicUsize,
}

impl Shared {
    /// Nothing has been sent yet.
    pub fn new(journal: Arc<Journal>, target: SocketAddr) -> Self {
        Self {
            samples: Samples::default(),
            journal,
            target,
            is_ending: AtomicBool::new(false),
            under_way: AtomicUsize::new(0),
        }
    }

    /// Lets nobody begin anything, and waits for what is under way: whoever is cut off would not know what became of it.
    pub async fn finish(&self) {
        self.is_ending.store(true, Ordering::SeqCst);
        while self.under_way.load(Ordering::SeqCst) > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// Counts a request as under way while it lives.
struct UnderWay<'a>(&'a AtomicUsize);

impl<'a> UnderWay<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A client with an address of its own.
pub struct Client {
    shared: Arc<Shared>,
    from: Ipv4Addr,
    connection: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    /// `number` makes its address on the loopback interface.
    pub fn new(shared: Arc<Shared>, number: u8) -> Self {
        Self { shared, from: Ipv4Addr::new(127, 0, 1, number), connection: None }
    }

    /// Where the portal is, as a browser names it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.shared.target)
    }

    /// Sends a request and reads the whole answer. Any other status than those expected is a failure, as is no answer.
    pub async fn send(&mut self, kind: Kind, request: Request<Full<Bytes>>, expected: &[u16]) -> Outcome<Answer> {
        let shared = Arc::clone(&self.shared);
        let under_way = UnderWay::new(&shared.under_way);
        if shared.is_ending.load(Ordering::SeqCst) {
            drop(under_way);
            std::future::pending::<()>().await;
        }
        let began = Instant::now();
        let what = format!("{} {}", request.method(), request.uri().path());
        let outcome = match tokio::time::timeout(PATIENCE, self.exchange(request)).await {
            Ok(outcome) => outcome,
            Err(_) => fail(format!("no answer in {} s", PATIENCE.as_secs())),
        };
        if outcome.is_err() {
            self.connection = None;
        }
        let answered_by =
            outcome.as_ref().ok().map(|answer| answer.header(ANSWERED_BY)).filter(|slot| !slot.is_empty());
        let answered_by = answered_by.map(str::to_owned);
        let outcome = outcome.and_then(|answer| match answer.status.as_u16() {
            status if expected.contains(&status) => Ok(answer),
            status => fail(format!("answered {status}")),
        });
        let outcome = outcome.map_err(|Failure(why)| Failure(format!("{what}: {why}")));
        let failure = outcome.as_ref().err().map(ToString::to_string);
        let (at, took) = (self.shared.journal.now(), began.elapsed());
        self.shared.samples.add(Sample { at, took, kind, answered_by, failure });
        outcome
    }

    async fn exchange(&mut self, mut request: Request<Full<Bytes>>) -> Outcome<Answer> {
        // The load balancer may have closed the one there was, as it does after a minute.
        let kept = match self.connection.take() {
            Some(mut sender) => sender.ready().await.is_ok().then_some(sender),
            None => None,
        };
        let mut sender = match kept {
            Some(sender) => sender,
            None => self.connect().await?,
        };
        let host = self.shared.target.to_string().parse()?;
        request.headers_mut().insert(HOST, host);
        request.headers_mut().insert(USER_AGENT, hyper::header::HeaderValue::from_static("tripmgmt-rehearsal"));
        let response = sender.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        self.connection = Some(sender);
        Ok(Answer { status: parts.status, headers: parts.headers, body })
    }

    async fn connect(&self) -> Outcome<SendRequest<Full<Bytes>>> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((self.from, 0)))?;
        let stream = socket.connect(self.shared.target).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // Its end shows at the next request.
        tokio::spawn(async move { drop(connection.await) });
        Ok(sender)
    }
}
