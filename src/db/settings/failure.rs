//! A failed connection to the database in words a person can act on.

use std::io;

/// One line about why the database at `place` (as `describe()` says it) did not let us in, and what to look at. It holds
/// nothing that is not in `place` or in the server's own message; neither has a password.
///
/// A pool hides a refused connection behind its timeout. Where the cause matters, at start-up, connect once without a
/// pool and explain that error.
#[must_use]
pub fn explain_failure(place: &str, error: &sqlx::Error) -> String {
    let reason = match error {
        sqlx::Error::Io(error) => io_reason(error),
        sqlx::Error::Tls(error) => tls_reason(&error.to_string()),
        sqlx::Error::Database(error) => server_reason(error.code().as_deref().unwrap_or_default(), error.message()),
        sqlx::Error::PoolTimedOut => {
            "it did not answer in time: is the host right, is the server running, does a firewall or security group let \
             this machine in?"
                .to_owned()
        }
        // The driver takes a connection that ends before the first answer for an answer of zero.
        sqlx::Error::Protocol(message) if message.contains("SSLRequest: 0x00") => closed(""),
        sqlx::Error::Protocol(message) => {
            format!("what answers there does not speak PostgreSQL's protocol ({message})")
        }
        other => other.to_string(),
    };
    one_line(&format!("cannot use the database {place}: {reason}"))
}

fn io_reason(error: &io::Error) -> String {
    let text = error.to_string();
    if text.contains("lookup address") {
        return "the host name was not found: is it spelled right, does this network resolve it?".to_owned();
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused => {
            "the connection was refused: is the server running, and is the port right?".to_owned()
        }
        io::ErrorKind::TimedOut | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => format!(
            "the host cannot be reached ({text}): is the address right, does a firewall or security group let this \
             machine in?"
        ),
        io::ErrorKind::NotFound => "a file is missing: the server's socket in that directory (is it running?), or the \
                                    certificate that sslrootcert or PGSSLROOTCERT names"
            .to_owned(),
        io::ErrorKind::PermissionDenied => {
            "this user may not open the server's socket, or the certificate that sslrootcert or PGSSLROOTCERT names"
                .to_owned()
        }
        // The driver reports a failed handshake as invalid data.
        io::ErrorKind::InvalidData => tls_reason(&text),
        io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe => {
            closed(&format!(" ({text})"))
        }
        _ => text,
    }
}

fn closed(detail: &str) -> String {
    format!("the server closed the connection{detail}: is it PostgreSQL that listens there, and is it up?")
}

fn tls_reason(text: &str) -> String {
    if text.contains("does not support TLS") {
        "the server offers no TLS, which sslmode demands".to_owned()
    } else if text.contains("UnknownIssuer") {
        "the server's TLS certificate was issued by an authority unknown here: name its CA file in sslrootcert or \
         PGSSLROOTCERT"
            .to_owned()
    } else if text.contains("NotValidForName") || text.contains("not valid for name") {
        "the server's TLS certificate is for another host name: connect by the name in it, or use sslmode=verify-ca"
            .to_owned()
    } else if text.contains("Expired") || text.contains("expired") {
        "the server's TLS certificate has expired".to_owned()
    } else {
        format!("no TLS connection came about ({text}): look at sslmode and sslrootcert")
    }
}

/// By `SQLSTATE`, the five-character code of the server's message.
fn server_reason(code: &str, message: &str) -> String {
    match code {
        "28P01" => format!("the server does not accept this user and password ({message})"),
        "28000" => format!("the server does not let this user in from here ({message})"),
        "3D000" => format!("the database does not exist yet ({message}): create it, or name another"),
        "42501" => format!("the user lacks a right there ({message})"),
        "53300" => format!("the server has no connection left ({message})"),
        "57P03" => format!("the server is starting or stopping ({message}): try again in a moment"),
        _ => format!("the server says: {message}"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
