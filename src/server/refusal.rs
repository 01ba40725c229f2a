//! What whoever finds no room is told: as little as can be, so that telling costs no room.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// So many are told at a time; others are closed without a word.
const MOST: usize = 128;

/// For how long they may listen.
const PATIENCE: Duration = Duration::from_secs(1);

const WORDS: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Those who are being told.
#[derive(Debug, Default)]
pub struct Refusals(JoinSet<()>);

impl Refusals {
    /// Tells one more.
    pub fn refuse(&mut self, stream: TcpStream) {
        metrics::counter!("http_server_connections_refused").increment(1);
        while self.0.try_join_next().is_some() {}
        if self.0.len() < MOST {
            self.0.spawn(async move {
                let _ = tokio::time::timeout(PATIENCE, tell(stream)).await;
            });
        }
    }
}

async fn tell(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(WORDS).await?;
    stream.shutdown().await?;
    // With something unread the answer would be taken back.
    let mut discarded = [0; 1024];
    while stream.read(&mut discarded).await? > 0 {}
    Ok(())
}
