//! An authenticator app, and the pages on which it is set up.

use axum::http::StatusCode;
use chrono::TimeDelta;
use tripmgmt::second_factor::{Seed, queries};

use super::app::{Answer, TestApp};

/// An app that has somebody's seed.
pub struct Authenticator {
    seed: Seed,
    /// The recovery codes shown when it was set up.
    pub recovery_codes: Vec<String>,
}

impl Authenticator {
    /// Sets the second factor of whoever is signed in up, by their pages.
    pub async fn set_up(portal: &TestApp) -> Self {
        let seed = Self::begin(portal).await;
        let fields = [("code", seed.code(portal.clock.now()).unwrap())];
        let fields: Vec<_> = fields.iter().map(|(name, code)| (*name, code.as_str())).collect();
        let page = portal.submit("/account/second-factor/confirmation", &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        // The code that confirmed it is used up.
        portal.clock.advance(TimeDelta::seconds(30));
        Self { seed, recovery_codes: recovery_codes(&page) }
    }

    /// Begins to set it up, without entering the first code.
    pub async fn begin(portal: &TestApp) -> Seed {
        let begun = portal.submit("/account/second-factor", &[]).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
        let seed = seed_of(portal).await;
        let page = portal.get("/account/second-factor").await;
        assert!(page.shows(&seed.groups()), "the page shows the seed");
        seed
    }

    /// The code it shows now.
    pub fn code(&self, portal: &TestApp) -> String {
        self.seed.code(portal.clock.now()).unwrap()
    }
}

/// The seed of whoever is signed in, which their app would read off the page.
pub async fn seed_of(portal: &TestApp) -> Seed {
    let account = tripmgmt::accounts::queries::find_by_login(&portal.app.db, portal.login()).await.unwrap();
    let factor = queries::find(&portal.app.db, &portal.app.signing_secret, account.id).await.unwrap();
    factor.unwrap().seed
}

/// The recovery codes on a page.
pub fn recovery_codes(page: &Answer) -> Vec<String> {
    let text = page.text();
    text.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}
