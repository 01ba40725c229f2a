//! Signing in at a real identity provider.

mod leaving;
mod people;
mod provider;
mod refusals;

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tripmgmt::accounts::Role;

pub use self::provider::IdentityProvider;
use crate::support::{Answer, TestApp};

const PORTAL: &str = "http://portal.test";

/// A portal with an administrator and a traveller, and the provider that it knows.
struct Company {
    portal: TestApp,
    provider: IdentityProvider,
}

impl Company {
    /// Nothing on a machine without the provider.
    async fn found(settings: &[&str]) -> Option<Self> {
        let provider = IdentityProvider::start(PORTAL)?;
        let flags = provider.flags();
        let all: Vec<&str> = flags.iter().map(String::as_str).chain(settings.iter().copied()).collect();
        let portal = TestApp::start_with(&all).await;
        tell_the_time(&portal);
        portal.person("tom", &[Role::User], None).await;
        Some(Self { portal: portal.anonymous(), provider })
    }

    /// Goes through the whole sign-in of somebody; returns the portal's answer to their coming back.
    async fn sign_in(&self, login: &str) -> Answer {
        let started = self.start().await;
        let back = self.provider.sign_in(started.header("location"), login).await;
        self.come_back(&back, &started.cookies()).await
    }

    async fn start(&self) -> Answer {
        let started = self.portal.get("/login/oidc?next=%2Ftrips%3Fq%3Dx").await;
        assert_eq!(started.status.as_u16(), 303, "{}", started.text());
        started
    }

    async fn come_back(&self, back: &str, cookies: &str) -> Answer {
        self.portal.get_with(back, &[("cookie", cookies)]).await
    }

    /// What a query for one text finds.
    async fn text(&self, query: &'static str) -> Option<String> {
        sqlx::query_scalar(query).fetch_optional(&self.portal.app.db).await.unwrap()
    }

    /// The authorities of an account.
    async fn roles(&self, login: &str) -> Vec<String> {
        tripmgmt::accounts::queries::find_by_login(&self.portal.app.db, login).await.unwrap().authorities.0
    }

    async fn actions(&self) -> Vec<String> {
        sqlx::query_scalar("select action from audit_events order by at, action")
            .fetch_all(&self.portal.app.db)
            .await
            .unwrap()
    }
}

/// The provider's tokens carry the real time.
pub fn tell_the_time(portal: &TestApp) {
    portal.clock.advance(DateTime::<Utc>::from(SystemTime::now()) - portal.clock.now());
}

/// Somebody with a verified address.
pub fn amelie() -> Value {
    json!({
        "preferred_username": "Amelie", "email": "amelie@acme.test", "email_verified": true, "given_name": "Amélie",
        "family_name": "N’Dongo", "locale": "fr-FR", "zoneinfo": "Africa/Douala",
    })
}

/// The session that an answer leaves, as a cookie.
fn session(answer: &Answer) -> Option<String> {
    answer.cookies().split("; ").find(|cookie| cookie.starts_with("session=")).map(str::to_owned)
}
