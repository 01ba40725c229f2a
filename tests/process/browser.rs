//! Somebody at a portal that is a process of its own: a browser that keeps its cookies, or a program with a token.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

use chrono::TimeDelta;
use serde_json::Value;
use tripmgmt::clock::Clock;
use tripmgmt::second_factor::Seed;
use tripmgmt::web::fields;

use super::portal::Portal;

const FORM: &str = "application/x-www-form-urlencoded";

/// The browser of somebody.
#[derive(Default)]
pub struct Browser {
    pub cookies: BTreeMap<String, String>,
    /// What a program sends instead of cookies.
    bearer: Option<String>,
}

/// What the portal answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Browser {
    /// A program with this token.
    pub fn with_token(token: &str) -> Self {
        Self { bearer: Some(token.to_owned()), ..Self::default() }
    }

    /// Any request.
    pub fn send(&mut self, portal: &Portal, method: &str, path: &str, kind: &str, body: &str) -> Reply {
        let mut stream = portal.connect();
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let bearer = self.bearer.as_ref().map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {}\r\n{bearer}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            cookies.join("; "),
            body.len()
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        for set in head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            let (name, value) = set.split(';').next().and_then(|pair| pair.split_once('=')).unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Reply { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// GET.
    pub fn get(&mut self, portal: &Portal, path: &str) -> Reply {
        self.send(portal, "GET", path, "", "")
    }

    /// A form.
    pub fn submit(&mut self, portal: &Portal, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = fields::address("", fields.iter().copied());
        self.send(portal, "POST", path, FORM, body.trim_start_matches('?'))
    }

    /// A JSON document.
    pub fn json(&mut self, portal: &Portal, method: &str, path: &str, body: &Value) -> Reply {
        self.send(portal, method, path, "application/json", &body.to_string())
    }

    /// A text file for a trip, over REST; nothing but the file is sent.
    pub fn attach(&mut self, portal: &Portal, trip: &str, text: &str) -> Reply {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n{text}\r\n--x--\r\n"
        );
        let path = format!("/api/trips/{trip}/attachments");
        self.send(portal, "POST", &path, "multipart/form-data; boundary=x", &body)
    }

    /// Begins to set a second factor up, and reads the seed off the page.
    pub fn seed(&mut self, portal: &Portal) -> Seed {
        self.submit(portal, "/account/second-factor", &[]).is(303);
        let page = self.get(portal, "/account/second-factor").is(200);
        let shown = page.between("<code class=\"seed\" translate=\"no\">", "<");
        let secret = totp_rs::Secret::try_from_base32(shown.replace(' ', "")).unwrap();
        let seed = Seed::from_bytes(secret.as_bytes()).unwrap();
        assert_eq!(seed.groups(), shown);
        seed
    }

    /// Signs in; the reply says how that went.
    pub fn sign_in(&mut self, portal: &Portal, login: &str, password: &str) -> Reply {
        self.submit(portal, "/login", &[("name", login), ("password", password)])
    }
}

impl Reply {
    /// The same, if its status is this.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.body);
        self
    }

    /// The JSON document that came.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        let location = self.head.lines().find_map(|line| line.strip_prefix("location: "));
        location.unwrap_or_else(|| panic!("leads nowhere: {self:?}"))
    }

    /// What stands on the page between these two for the first time.
    #[track_caller]
    pub fn between(&self, before: &str, after: &str) -> String {
        let found = self.body.split_once(before).and_then(|(_, rest)| rest.split_once(after));
        found.unwrap_or_else(|| panic!("no {before}…{after} in {}", self.body)).0.to_owned()
    }
}

/// The code that an app with this seed shows so many seconds from now.
pub fn code(seed: &Seed, seconds: i64) -> String {
    seed.code(Clock::system().now() + TimeDelta::seconds(seconds)).unwrap()
}
