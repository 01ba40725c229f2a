//! Somebody who is signed in, and whose requests go to one task or another, as a load balancer leads them.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;
use tripmgmt::web::fields;

use crate::process::portal::{PATIENCE, Portal};

/// Their cookie, which every task knows.
#[derive(Clone)]
pub struct Visitor(String);

/// What a task answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Visitor {
    /// Somebody who is not signed in.
    pub fn nobody() -> Self {
        Self(String::new())
    }

    /// Signs in at this task as somebody of a demonstration.
    pub fn at(portal: &Portal, login: &str) -> Self {
        let fields = [("name", login), ("password", login)];
        let reply = Self::nobody().form(portal.port, "/login", &fields);
        let set = reply.head.lines().find_map(|line| line.strip_prefix("set-cookie: session="));
        let token = set.unwrap_or_else(|| panic!("{reply:?}")).split(';').next().unwrap();
        Self(format!("session={token}"))
    }

    /// Any request; an error if no whole answer came.
    pub fn send(&self, port: u16, method: &str, path: &str, kind: &str, body: &str) -> io::Result<Reply> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            self.0,
            body.len()
        )?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        let (head, body) = text.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        Ok(Reply { status, head: head.to_owned(), body: body.to_owned() })
    }

    /// GET.
    pub fn get(&self, port: u16, path: &str) -> Reply {
        self.send(port, "GET", path, "", "").unwrap()
    }

    /// GET of a page or document that is there.
    pub fn sees(&self, port: u16, path: &str) -> String {
        let reply = self.get(port, path);
        assert_eq!(reply.status, 200, "{path}: {reply:?}");
        reply.body
    }

    /// GET of a JSON document that is there.
    pub fn document(&self, port: u16, path: &str) -> Value {
        serde_json::from_str(&self.sees(port, path)).unwrap()
    }

    /// A form.
    pub fn form(&self, port: u16, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = fields::address("", fields.iter().copied());
        let kind = "application/x-www-form-urlencoded";
        self.send(port, "POST", path, kind, body.trim_start_matches('?')).unwrap()
    }

    /// A JSON document.
    pub fn json(&self, port: u16, method: &str, path: &str, body: &Value) -> Reply {
        self.send(port, method, path, "application/json", &body.to_string()).unwrap()
    }

    /// Creates a trip over REST and returns it.
    pub fn trip(&self, port: u16, body: &Value) -> Value {
        let reply = self.json(port, "POST", "/api/trips", body);
        assert_eq!(reply.status, 201, "{reply:?}");
        serde_json::from_str(&reply.body).unwrap()
    }
}

impl Reply {
    /// Where it leads.
    pub fn location(&self) -> &str {
        let location = self.head.lines().find_map(|line| line.strip_prefix("location: "));
        location.unwrap_or_else(|| panic!("leads nowhere: {self:?}"))
    }
}
