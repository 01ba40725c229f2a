//! Everybody who uses the portal while it is deployed.

pub mod client;
mod html;
pub mod ledger;
mod pace;
pub mod program;
mod traveller;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use self::client::{Client, Shared};
use self::ledger::{Content, Ledger};
use self::pace::Rhythm;
use self::program::Program;
use self::traveller::Traveller;
use crate::journal::Journal;

/// People at browsers, and programs.
const TRAVELLERS: u8 = 24;
const PROGRAMS: u8 = 6;

/// An account to sign in with.
#[derive(Clone, Debug)]
pub struct Account {
    pub login: String,
    pub password: String,
}

/// Invents what is written: each text once only, with what forms and documents have to carry unharmed.
pub struct Writing {
    who: String,
    number: u32,
}

impl Writing {
    fn new(who: String) -> Self {
        Self { who, number: 0 }
    }

    fn new_content(&mut self) -> Content {
        self.content("entered")
    }

    fn changed_content(&mut self) -> Content {
        self.content("changed")
    }

    fn content(&mut self, how: &str) -> Content {
        self.number += 1;
        let Self { who, number } = self;
        Content {
            name: format!("Lyon, {how} by {who}: {number}"),
            purpose: format!("Café & <Vienne> \"{number}\" + 100 %"),
            notes: format!("*Bring* the slides of {who}, n° {number} – `a && b`"),
        }
    }
}

/// The crowd.
pub struct Crowd {
    pub shared: Arc<Shared>,
    pub ledger: Arc<Ledger>,
    accounts: Vec<Account>,
    people: JoinSet<()>,
}

impl Crowd {
    /// Sends everybody off; together they send `rate` requests a second.
    pub fn start(journal: &Arc<Journal>, target: SocketAddr, accounts: &[Account], rate: f64) -> Self {
        let shared = Arc::new(Shared::new(Arc::clone(journal), target));
        let ledger = Arc::new(Ledger::default());
        let mut people = JoinSet::new();
        let every = Duration::from_secs_f64(f64::from(TRAVELLERS + PROGRAMS) / rate);
        let with_accounts = (1..=TRAVELLERS + PROGRAMS).zip(accounts.iter().cycle());
        for (number, account) in with_accounts {
            let client = Client::new(Arc::clone(&shared), number);
            let (ledger, rhythm) = (Arc::clone(&ledger), Rhythm::new(every));
            let writing = Writing::new(format!("{} {number}", account.login));
            if number <= TRAVELLERS {
                people.spawn(Traveller::new(client, account.clone(), ledger, rhythm, writing).live());
            } else {
                people.spawn(Program::new(client, account.clone(), ledger, rhythm, writing).live());
            }
        }
        Self { shared, ledger, accounts: accounts.to_vec(), people }
    }

    /// Everybody finishes what is under way and goes home.
    pub async fn stop(&mut self) {
        self.shared.finish().await;
        self.people.shutdown().await;
    }

    /// A program of somebody's, to look at what is there at the end. Its requests are counted apart.
    pub fn reader(&self, login: &str) -> Option<Program> {
        let account = self.accounts.iter().find(|account| account.login == login)?;
        let shared = Shared::new(Arc::clone(&self.shared.journal), self.shared.target);
        let client = Client::new(Arc::new(shared), TRAVELLERS + PROGRAMS + 1);
        let writing = Writing::new("reader".to_owned());
        Some(Program::new(client, account.clone(), Arc::new(Ledger::default()), Rhythm::new(Duration::ZERO), writing))
    }
}
