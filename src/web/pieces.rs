//! Bodies of several parts as they come: a little at a time, and never much that is neither a part's beginning nor in a part.
//! What reads them keeps all that it cannot make sense of yet, and looks through the whole of it whenever more comes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::BoxError;
use axum::body::Bytes;
use futures_util::{Stream, StreamExt as _, stream};

/// So many bytes come at a time.
const PIECE: usize = 64 * 1024;

/// So many may come in which nothing begins: more than the header of any part has.
const MOST: usize = 256 * 1024;

/// What still may come before something has to begin.
#[derive(Clone)]
pub struct Patience(Arc<AtomicUsize>);

impl Patience {
    /// Something came: a part, or a piece of one.
    pub fn renew(&self) {
        self.0.store(MOST, Ordering::Relaxed);
    }
}

/// The same bytes in small pieces; an error once too many came and nothing began.
pub fn in_pieces<S, E>(body: S) -> (impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static, Patience)
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
    E: Into<BoxError> + Send + 'static,
{
    let patience = Patience(Arc::new(AtomicUsize::new(MOST)));
    let pieces = stream::unfold((body, Bytes::new(), patience.clone()), |(mut body, mut rest, patience)| async move {
        // It only looks at what it has once nothing more comes at once.
        tokio::task::yield_now().await;
        while rest.is_empty() {
            match body.next().await? {
                Ok(bytes) => rest = bytes,
                Err(error) => return Some((Err(error.into()), (body, rest, patience))),
            }
        }
        let piece = rest.split_to(rest.len().min(PIECE));
        let left = patience.0.load(Ordering::Relaxed).checked_sub(piece.len());
        patience.0.store(left.unwrap_or_default(), Ordering::Relaxed);
        let piece = left.map(|_| piece).ok_or_else(|| BoxError::from("no part begins"));
        Some((piece, (body, rest, patience)))
    });
    (pieces, patience)
}
