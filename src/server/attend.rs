//! One connection from its first byte to its last.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use http_body_util::BodyExt as _;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

use super::framing;
use super::patience::Patient;
use super::readiness::Readiness;
use super::visit::Visit;
use crate::sessions::address::Peer;

/// As large as the largest header that the load balancer passes on.
const MAX_HEADER: usize = 64 * 1024;

/// What is kept of a connection at most, in each direction.
const MAX_BUFFER: usize = 128 * 1024;

/// How long whoever has not asked for anything yet may take to do so when the portal ends.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What the connections of one listener have in common.
#[derive(Clone)]
pub struct Reception {
    router: Router,
    readiness: Readiness,
    builder: http1::Builder,
    draining: watch::Receiver<bool>,
}

impl Reception {
    /// For these routes, until `draining` says that the portal ends.
    #[must_use]
    pub fn new(router: Router, readiness: Readiness, draining: watch::Receiver<bool>) -> Self {
        let mut builder = http1::Builder::new();
        // How long a header may take is decided by `Patient`, which knows first headers from later ones.
        builder.header_read_timeout(None).max_header_size(MAX_HEADER).max_buf_size(MAX_BUFFER);
        Self { router, readiness, builder, draining }
    }

    /// Answers whatever is asked on a connection until it ends.
    pub async fn attend(self, stream: TcpStream, peer: Peer, visit: Arc<Visit>) {
        let Self { router, readiness, builder, mut draining } = self;
        let service = service_fn(|request: Request<Incoming>| {
            visit.ask();
            let is_sound = framing::is_sound(request.version(), request.headers());
            let answered = is_sound.then(|| answer(router.clone(), request, peer, &visit));
            let (visit, readiness) = (Arc::clone(&visit), readiness.clone());
            async move {
                let mut response = match answered {
                    Some(answered) => answered.await?,
                    None => StatusCode::BAD_REQUEST.into_response(),
                };
                // The next request should go to another task, or nobody knows where in what comes next it begins.
                if readiness.is_ending() || !is_sound || breaks_off(response.status()) {
                    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                }
                Ok::<_, Infallible>(response.map(|body| Answer { body, visit }))
            }
        });
        let stream = TokioIo::new(Patient::new(stream, Arc::clone(&visit)));
        let mut connection = pin!(builder.serve_connection(stream, service));
        let mut ended = tokio::select! {
            ended = connection.as_mut() => Some(ended),
            () = visit.told_to_go() => {
                metrics::counter!("http_server_connections_cut", "waiting_for" => "room").increment(1);
                if visit.turn().is_some() {
                    return;
                }
                None
            }
            () = async { drop(draining.wait_for(|is_draining| *is_draining).await) } => {
                // hyper would close at once what it has read nothing from, though a request may just be on its way. Its
                // answer ends the connection by now.
                if visit.is_new() { tokio::time::timeout(LAST_WORDS, connection.as_mut()).await.ok() } else { None }
            }
        };
        if ended.is_none() {
            connection.as_mut().graceful_shutdown();
            ended = tokio::time::timeout(LAST_WORDS, connection.as_mut()).await.ok();
        }
        let ended = match ended {
            Some(ended) => ended,
            None if visit.turn().is_some() => return,
            None => connection.await,
        };
        if let Err(error) = ended {
            tracing::debug!(error.message = %error, "connection ended");
        }
    }
}

/// Whether an answer with this status is given before the end of the request.
fn breaks_off(status: StatusCode) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE)
}

fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: Peer,
    visit: &Visit,
) -> impl Future<Output = Result<Response<Body>, Infallible>> + use<> {
    let patience = visit.patience.body;
    let mut request = request.map(|body| match body {
        // That there is none has to be seen: only what carries nothing is read a second time.
        body if body.is_end_stream() => Body::empty(),
        body => Body::new(TimeoutBody::new(patience, body.boxed_unsync())),
    });
    request.extensions_mut().insert(peer);
    router.oneshot(request)
}

/// The body of an answer, which says when it is complete.
struct Answer {
    body: Body,
    visit: Arc<Visit>,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.visit.answer();
    }
}
