//! Asks a portal on this machine whether it lives: what the container's health check runs, since the image holds
//! nothing else that could ask. Not whether it is ready: while the database is away, a new container would not help.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use crate::config::Config;

const TIMEOUT: Duration = Duration::from_secs(3);

/// Asks the portal that these settings describe.
///
/// # Errors
/// It does not answer, or says that it does not work.
pub fn run(config: &Config) -> io::Result<()> {
    let host = match config.host {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        host => host,
    };
    let mut stream = TcpStream::connect_timeout(&SocketAddr::new(host, config.port), TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    stream.write_all(b"GET /management/health/liveness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    // The status line is all that matters: "HTTP/1.1 200".
    let mut status = [0; 12];
    stream.read_exact(&mut status)?;
    if status.ends_with(b" 200") {
        return Ok(());
    }
    Err(io::Error::other(format!("unhealthy: {}", String::from_utf8_lossy(&status))))
}
