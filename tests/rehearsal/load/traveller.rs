//! Somebody at a browser: signs in, looks around, enters trips and changes them, signs out and comes back.

use std::sync::Arc;

use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use hyper::http::request::Builder;

use super::client::{Answer, Client};
use super::html;
use super::ledger::{Content, Ledger};
use super::pace::Rhythm;
use super::{Account, Writing};
use crate::outcome::{Doing as _, Outcome};
use crate::samples::Kind;

/// Visits between signing in and signing out.
const VISITS: u32 = 60;

const FORM: &str = "application/x-www-form-urlencoded";

/// A person and their browser.
pub struct Traveller {
    client: Client,
    account: Account,
    ledger: Arc<Ledger>,
    rhythm: Rhythm,
    writing: Writing,
    cookie: String,
    /// Files the browser keeps.
    kept: Vec<String>,
    /// Trips of one's own making.
    own: Vec<String>,
}

impl Traveller {
    /// Somebody new.
    pub fn new(client: Client, account: Account, ledger: Arc<Ledger>, rhythm: Rhythm, writing: Writing) -> Self {
        Self { client, account, ledger, rhythm, writing, cookie: String::new(), kept: Vec::new(), own: Vec::new() }
    }

    /// Goes on until the end of the run. Whatever fails is noted where it is sent; a person then tries something else.
    pub async fn live(mut self) {
        loop {
            if self.sign_in().await.is_err() {
                continue;
            }
            for _ in 0..VISITS {
                let _ = self.visit().await;
            }
            let _ = self.sign_out().await;
        }
    }

    async fn visit(&mut self) -> Outcome<()> {
        match rand::random_range(0..100) {
            0..22 => self.look_at_home().await,
            22..42 => self.browse().await,
            42..52 => self.search().await,
            52..72 => self.create().await,
            _ => self.edit().await,
        }
    }

    async fn sign_in(&mut self) -> Outcome<()> {
        self.cookie.clear();
        self.kept.clear();
        let page = self.get(Kind::Home, "/").await?;
        self.load_files(&page).await?;
        let page = self.get(Kind::SignIn, "/login").await?;
        self.load_files(&page).await?;
        let fields =
            [("next", ""), ("name", self.account.login.as_str()), ("password", self.account.password.as_str())];
        let answer = self.post(Kind::SignIn, "/login", &html::encode(&fields)).await?;
        let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let session = set.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.starts_with("session="));
        session.doing("signing in left no cookie")?.clone_into(&mut self.cookie);
        Ok(())
    }

    async fn sign_out(&mut self) -> Outcome<()> {
        self.post(Kind::SignIn, "/logout", "").await.map(drop)
    }

    async fn look_at_home(&mut self) -> Outcome<()> {
        let page = self.get(Kind::Home, "/").await?;
        self.load_files(&page).await
    }

    async fn browse(&mut self) -> Outcome<()> {
        let page = self.get(Kind::List, "/trips").await?;
        self.load_files(&page).await?;
        self.follow_one(&page).await
    }

    async fn search(&mut self) -> Outcome<()> {
        let page = self.get(Kind::Search, "/trips?q=lyon").await?;
        self.follow_one(&page).await
    }

    /// Looks at one of the trips on a page.
    async fn follow_one(&mut self, page: &Answer) -> Outcome<()> {
        let references = html::references(&page.text());
        let Some(reference) = pick(&references) else { return Ok(()) };
        let page = self.get(Kind::Trip, &format!("/trips/{reference}")).await?;
        self.load_files(&page).await
    }

    async fn create(&mut self) -> Outcome<()> {
        let page = self.get(Kind::Form, "/trips/new").await?;
        self.load_files(&page).await?;
        let content = self.writing.new_content();
        let body = html::encode(&fields_of(&content));
        let answer = self.post(Kind::Create, "/trips", &body).await;
        let Ok(answer) = answer else {
            self.ledger.perhaps_created(&content.name);
            return answer.map(drop);
        };
        let reference = answer.header("location").rsplit('/').next().unwrap_or_default().to_owned();
        self.ledger.created(&reference, content);
        self.own.push(reference.clone());
        self.get(Kind::Trip, &format!("/trips/{reference}")).await.map(drop)
    }

    async fn edit(&mut self) -> Outcome<()> {
        let Some(reference) = pick(&self.own).map(str::to_owned) else { return self.create().await };
        let page = self.get(Kind::Form, &format!("/trips/{reference}/edit")).await?;
        let text = page.text();
        let hidden = |name: &str| html::input(&text, name).doing(format!("the form of {reference} has no {name}"));
        let (version, original) = (hidden("version")?, hidden("original")?);
        let content = self.writing.changed_content();
        let changed_from = [("version", version.as_str()), ("original", original.as_str())];
        let body = html::encode(&[&changed_from[..], &fields_of(&content)].concat());
        match self.post(Kind::Edit, &format!("/trips/{reference}?_method=put"), &body).await {
            Ok(_) => self.ledger.changed(&reference, content),
            Err(error) => {
                self.ledger.perhaps_changed(&reference, content);
                return Err(error);
            }
        }
        self.get(Kind::Trip, &format!("/trips/{reference}")).await.map(drop)
    }

    /// Fetches what the browser does not have yet.
    async fn load_files(&mut self, page: &Answer) -> Outcome<()> {
        for file in html::files(&page.text()) {
            if self.kept.contains(&file) {
                continue;
            }
            let answer = self.get(Kind::File, &file).await?;
            if answer.header("cache-control").contains("max-age") {
                self.kept.push(file);
            }
        }
        Ok(())
    }

    async fn get(&mut self, kind: Kind, path: &str) -> Outcome<Answer> {
        self.rhythm.wait().await;
        let request = self.request("GET", path).body(Full::default())?;
        self.client.send(kind, request, &[200]).await
    }

    async fn post(&mut self, kind: Kind, path: &str, body: &str) -> Outcome<Answer> {
        self.rhythm.wait().await;
        let origin = self.client.origin();
        let request = self.request("POST", path).header("content-type", FORM).header("origin", origin);
        let request = request.body(Full::new(Bytes::from(body.to_owned())))?;
        self.client.send(kind, request, &[303]).await
    }

    /// With the headers by which the portal tells its own pages from others'.
    fn request(&self, method: &str, path: &str) -> Builder {
        let request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        if self.cookie.is_empty() { request } else { request.header("cookie", &self.cookie) }
    }
}

fn pick(from: &[String]) -> Option<&str> {
    (!from.is_empty()).then(|| from[rand::random_range(0..from.len())].as_str())
}

/// What somebody enters about a trip.
fn fields_of(content: &Content) -> [(&str, &str); 7] {
    [
        ("written_in", "en"),
        ("name", &content.name),
        ("purpose", &content.purpose),
        ("destination_place", "Lyon"),
        ("destination_country", "FR"),
        ("time_zone", "Europe/Paris"),
        ("notes", &content.notes),
    ]
}
