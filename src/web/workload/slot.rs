//! The turn of one request. While the next piece of its body takes its time, others have the turn: a slow line must not
//! keep the portal from working.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use futures_util::future::BoxFuture;
use hyper::body::{Frame, SizeHint};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep};

/// So long a body may make others wait.
const PATIENCE: Duration = Duration::from_millis(20);

/// A request's turn; it ends when this is dropped, whoever else knows of it.
#[derive(Debug)]
pub struct Slot {
    slots: Arc<Semaphore>,
    turn: Arc<Mutex<Turn>>,
}

#[derive(Debug)]
enum Turn {
    Held {
        _permit: OwnedSemaphorePermit,
    },
    /// Somebody else has it until there is something to do.
    PutDown,
    /// The request is answered.
    Over,
}

impl Slot {
    /// The turn of a request.
    #[must_use]
    pub fn new(permit: OwnedSemaphorePermit, slots: &Arc<Semaphore>) -> Self {
        Self { slots: Arc::clone(slots), turn: Arc::new(Mutex::new(Turn::Held { _permit: permit })) }
    }

    /// The request with a body that puts the turn down while nothing comes.
    pub fn watch(&self, request: Request) -> Request {
        // There is nothing to wait for.
        if request.body().is_end_stream() {
            return request;
        }
        request.map(|body| {
            Body::new(Watched {
                body,
                slots: Arc::clone(&self.slots),
                turn: Arc::clone(&self.turn),
                alarm: None,
                taking: None,
                piece: None,
            })
        })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        *lock(&self.turn) = Turn::Over;
    }
}

fn lock(turn: &Mutex<Turn>) -> MutexGuard<'_, Turn> {
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}

type Piece = Option<Result<Frame<Bytes>, axum::Error>>;

struct Watched {
    body: Body,
    slots: Arc<Semaphore>,
    turn: Arc<Mutex<Turn>>,
    alarm: Option<Pin<Box<Sleep>>>,
    /// The turn that comes again.
    taking: Option<BoxFuture<'static, Result<OwnedSemaphorePermit, AcquireError>>>,
    /// What came and waits for the turn.
    piece: Option<Piece>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Piece> {
        let this = self.get_mut();
        if this.piece.is_none() {
            let Poll::Ready(piece) = Pin::new(&mut this.body).poll_frame(context) else {
                let mut turn = lock(&this.turn);
                if matches!(*turn, Turn::Held { .. }) {
                    let alarm = this.alarm.get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
                    if alarm.as_mut().poll(context).is_ready() {
                        *turn = Turn::PutDown;
                    }
                }
                return Poll::Pending;
            };
            this.alarm = None;
            this.piece = Some(piece);
        }
        if matches!(*lock(&this.turn), Turn::PutDown) {
            let slots = &this.slots;
            let taking = this.taking.get_or_insert_with(|| Box::pin(Arc::clone(slots).acquire_owned()));
            let taken = ready!(taking.as_mut().poll(context));
            this.taking = None;
            let mut turn = lock(&this.turn);
            if let (Turn::PutDown, Ok(permit)) = (&*turn, taken) {
                *turn = Turn::Held { _permit: permit };
            }
        }
        Poll::Ready(this.piece.take().flatten())
    }

    fn is_end_stream(&self) -> bool {
        self.piece.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
