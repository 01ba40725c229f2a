//! Somebody's own program: reads, enters and changes trips over REST. It sends what got no answer again, which the portal
//! allows by an `Idempotency-Key` and by versions.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use serde_json::{Value, json};

use super::client::{Answer, Client};
use super::ledger::{Content, Ledger};
use super::pace::Rhythm;
use super::{Account, Writing};
use crate::outcome::{Doing as _, Outcome};
use crate::samples::Kind;

/// How often a creation is sent before the program gives it up.
const TRIES: u32 = 8;
const BETWEEN_TRIES: Duration = Duration::from_secs(1);

/// Requests until the program signs in anew.
const ROUNDS: u32 = 200;

/// A trip of the program's own making.
struct Own {
    id: String,
    reference: String,
}

/// A running program.
pub struct Program {
    client: Client,
    account: Account,
    ledger: Arc<Ledger>,
    rhythm: Rhythm,
    writing: Writing,
    token: String,
    own: Vec<Own>,
}

impl Program {
    /// A new one.
    pub fn new(client: Client, account: Account, ledger: Arc<Ledger>, rhythm: Rhythm, writing: Writing) -> Self {
        Self { client, account, ledger, rhythm, writing, token: String::new(), own: Vec::new() }
    }

    /// Goes on until the end of the run.
    pub async fn live(mut self) {
        loop {
            if self.sign_in().await.is_err() {
                continue;
            }
            for _ in 0..ROUNDS {
                let _ = self.work().await;
            }
        }
    }

    /// Reads a trip by its id: its content and version; none if there is no such trip.
    pub async fn read(&mut self, id: &str) -> Outcome<Value> {
        let answer = self.call(Kind::RestRead, "GET", &format!("/api/trips/{id}"), None, &[], &[200]).await?;
        Ok(serde_json::from_slice(&answer.body)?)
    }

    /// Signs in.
    pub async fn sign_in(&mut self) -> Outcome<()> {
        let body = json!({"username": self.account.login, "password": self.account.password});
        self.token.clear();
        let answer = self.call(Kind::SignIn, "POST", "/api/authenticate", Some(&body), &[], &[200]).await?;
        let body: Value = serde_json::from_slice(&answer.body)?;
        body["id_token"].as_str().doing("no token")?.clone_into(&mut self.token);
        Ok(())
    }

    async fn work(&mut self) -> Outcome<()> {
        match rand::random_range(0..100) {
            0..25 => self.call(Kind::RestRead, "GET", "/api/trips?size=20", None, &[], &[200]).await.map(drop),
            25..50 => match self.some() {
                Some((id, _)) => self.read(&id).await.map(drop),
                None => self.create().await,
            },
            50..70 => self.create().await,
            _ => self.edit().await,
        }
    }

    fn some(&self) -> Option<(String, String)> {
        let number = (!self.own.is_empty()).then(|| rand::random_range(0..self.own.len()))?;
        self.own.get(number).map(|own| (own.id.clone(), own.reference.clone()))
    }

    async fn create(&mut self) -> Outcome<()> {
        let content = self.writing.new_content();
        let body = body_of(&content);
        let key = content.name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        let mut tried = 0;
        let answer = loop {
            let headers = [("idempotency-key", key.as_str())];
            match self.call(Kind::RestCreate, "POST", "/api/trips", Some(&body), &headers, &[201]).await {
                Ok(answer) => break answer,
                Err(error) if tried == TRIES => {
                    self.ledger.perhaps_created(&content.name);
                    return Err(error);
                }
                Err(_) => tried += 1,
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
        };
        let trip: Value = serde_json::from_slice(&answer.body)?;
        let text = |member: &str| trip[member].as_str().map(str::to_owned).doing(format!("a trip without {member}"));
        let own = Own { id: text("id")?, reference: text("reference")? };
        self.ledger.created(&own.reference, content);
        self.own.push(own);
        Ok(())
    }

    async fn edit(&mut self) -> Outcome<()> {
        let Some((id, reference)) = self.some() else { return self.create().await };
        let answer = self.call(Kind::RestRead, "GET", &format!("/api/trips/{id}"), None, &[], &[200]).await?;
        let etag = answer.header("etag").to_owned();
        let content = self.writing.changed_content();
        let mut body = body_of(&content);
        body["id"] = Value::String(id.clone());
        let path = format!("/api/trips/{id}");
        match self.call(Kind::RestEdit, "PUT", &path, Some(&body), &[("if-match", etag.as_str())], &[200]).await {
            Ok(_) => self.ledger.changed(&reference, content),
            Err(error) => {
                self.ledger.perhaps_changed(&reference, content);
                return Err(error);
            }
        }
        Ok(())
    }

    async fn call(
        &mut self,
        kind: Kind,
        method: &str,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
        expected: &[u16],
    ) -> Outcome<Answer> {
        self.rhythm.wait().await;
        let mut request = Request::builder().method(method).uri(path);
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => {
                request.header("content-type", "application/json").body(Full::new(Bytes::from(body.to_string())))?
            }
            None => request.body(Full::default())?,
        };
        self.client.send(kind, request, expected).await
    }
}

fn body_of(content: &Content) -> Value {
    json!({"name": content.name, "purpose": content.purpose, "notes": content.notes, "destinationPlace": "Lyon",
        "destinationCountry": "FR", "timeZone": "Europe/Paris"})
}
