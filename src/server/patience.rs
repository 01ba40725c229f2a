//! A connection's stream with an end to patience: a client whose turn it is has only so long to send or to take something.

use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use super::visit::Visit;

/// What is read of a client that is no longer listened to, at a time.
const DISCARDED: usize = 4096;

/// A stream that fails when the client lets the portal wait for too long.
#[derive(Debug)]
pub struct Patient<S> {
    stream: S,
    visit: Arc<Visit>,
    reading: Alarm,
    writing: Alarm,
    /// Since when nothing has been taken of what is to be sent.
    stalled: Option<Instant>,
    /// Since when there has been nothing more to say.
    said: Option<Instant>,
}

impl<S> Patient<S> {
    /// The stream of this connection.
    pub fn new(stream: S, visit: Arc<Visit>) -> Self {
        Self { stream, visit, reading: Alarm::default(), writing: Alarm::default(), stalled: None, said: None }
    }

    /// The outcome of a write, unless it has been pending for too long.
    fn written(&mut self, written: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let since = *self.stalled.get_or_insert_with(Instant::now);
        if self.writing.rings(since + self.visit.patience.answer, context) {
            return Poll::Ready(Err(lost("answer")));
        }
        Poll::Pending
    }
}

/// A timer that is made when it is first needed.
#[derive(Debug, Default)]
struct Alarm(Option<Pin<Box<Sleep>>>);

impl Alarm {
    /// Whether it is so late; if not, the task is woken then.
    fn rings(&mut self, until: Instant, context: &mut Context<'_>) -> bool {
        let sleep = self.0.get_or_insert_with(|| Box::pin(sleep_until(until)));
        if sleep.deadline() != until {
            sleep.as_mut().reset(until);
        }
        sleep.as_mut().poll(context).is_ready()
    }
}

/// The end of patience, counted by what was waited for.
fn lost(what: &'static str) -> io::Error {
    metrics::counter!("http_server_connections_cut", "waiting_for" => what).increment(1);
    io::Error::new(io::ErrorKind::TimedOut, format!("the client took too long: {what}"))
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(context, buffer);
        if read.is_ready() {
            if buffer.filled().len() > before {
                this.visit.hear();
            }
            return read;
        }
        match this.visit.turn() {
            Some(until) if this.reading.rings(until, context) => Poll::Ready(Err(lost("request"))),
            _ => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.written(written, context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, pieces);
        this.written(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// hyper comes here when it has nothing left to write.
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.stream).poll_flush(context))?;
        this.visit.send();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.said.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
        }
        let since = *this.said.get_or_insert_with(Instant::now);
        loop {
            let mut discarded = [MaybeUninit::uninit(); DISCARDED];
            let mut discarded = ReadBuf::uninit(&mut discarded);
            match Pin::new(&mut this.stream).poll_read(context, &mut discarded) {
                Poll::Ready(Ok(())) if !discarded.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => {
                    let is_late = this.reading.rings(since + this.visit.patience.leave, context);
                    return if is_late { Poll::Ready(Ok(())) } else { Poll::Pending };
                }
            }
        }
    }
}
