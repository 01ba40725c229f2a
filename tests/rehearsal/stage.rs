//! Everything a scenario needs, set up from nothing: database, load balancer, the tasks in production, accounts, clients.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use rand::RngExt as _;

use crate::alarm::Alarms;
use crate::aws::Aws;
use crate::balancer::{Balancer, Group, Ports};
use crate::database::Database;
use crate::docker::Docker;
use crate::facts::{Facts, Pace, Python};
use crate::hook::Hooks;
use crate::journal::Journal;
use crate::load::{Account, Crowd};
use crate::outcome::{Doing as _, Outcome};
use crate::progress::Progress;
use crate::service::{Cluster, TaskSet, secrets};
use crate::task_definition::TaskDefinition;

/// A passphrase that nobody guesses easily, or it would be refused.
const PASSWORD: &str = "correct horse battery";

/// Few accounts, as many share an office: each has several browsers.
const LOGINS: [&str; 6] = ["amelie", "bela", "chiara", "dunja", "emre", "freya"];

/// Trips that are there from the beginning, so that lists and indexes have something to do.
const DEMO_TRIPS: &str = "2000";

/// What is played with.
#[derive(Clone, Debug)]
pub struct Settings {
    pub docker: String,
    pub python: Python,
    pub blue_image: String,
    pub next_image: String,
    pub tools_image: String,
    pub database_image: String,
    /// The task definitions that `scripts/render-deployment` made for the two images.
    pub blue_task: PathBuf,
    pub next_task: PathBuf,
    pub ports: Ports,
    pub pace: Pace,
    /// Requests a second.
    pub rate: f64,
    /// Requests at least.
    pub requests: usize,
    pub report: PathBuf,
}

/// A running stage.
pub struct Stage {
    pub facts: Facts,
    pub database: Database,
    pub balancer: Arc<Balancer>,
    pub aws: Aws,
    pub hooks: Hooks,
    pub alarms: Alarms,
    pub blue: Arc<TaskSet>,
    pub green: Arc<TaskSet>,
    pub crowd: Crowd,
    pub journal: Arc<Journal>,
    /// The commits that the two images say they are made from.
    pub blue_revision: String,
    pub green_revision: String,
}

impl Stage {
    /// Sets up a stage with the blue tasks in production and clients at work. `label` is the commit that the green task
    /// definition claims, if it is another one than the image's.
    pub async fn set_up(settings: &Settings, docker: &Docker, label: Option<&str>) -> Outcome<Self> {
        let facts = Facts::read(&settings.python, settings.pace).await?;
        let work = settings.report.join(docker.name("work"));
        std::fs::create_dir_all(&work)?;
        let progress = Progress::new();
        progress.line("  setting up: database, load balancer, two tasks, accounts");
        let network = docker.name("network");
        docker.call(&["network", "create", "--label", &docker.label(), &network]).await?;
        let database =
            Database::start(docker, (&settings.tools_image, &settings.database_image), &network, &work).await?;
        let balancer = Balancer::start(docker, &settings.tools_image, &work, settings.ports, &facts.health).await?;
        let balancer = Arc::new(balancer);
        let journal = Arc::new(Journal::new(progress));
        let cluster = Arc::new(Cluster {
            docker: docker.clone(),
            balancer: Arc::clone(&balancer),
            journal: Arc::clone(&journal),
            network,
            holder_image: settings.tools_image.clone(),
            authority: database.authority().display().to_string(),
            secrets: secrets(random_secret()),
        });
        let blue = TaskDefinition::read(&settings.blue_task, &settings.blue_image)?;
        let mut green = TaskDefinition::read(&settings.next_task, &settings.next_image)?;
        let (blue_revision, green_revision) = (blue.revision()?.to_owned(), green.revision()?.to_owned());
        if let Some(label) = label {
            green = green.labelled(label);
        }
        let blue = TaskSet::new(&cluster, blue, Group::One, "blue", facts.tasks);
        let green = TaskSet::new(&cluster, green, Group::Two, "green", facts.tasks);
        blue.start().await.doing("starting the blue tasks")?;
        blue.healthy().await?;
        let accounts = make_accounts(&cluster, &blue.definition).await?;
        let aws = Aws::start().await?;
        let hooks = Hooks::new(&settings.python, &facts, settings.pace, &aws, settings.ports);
        let alarms = Alarms::start(&facts.alarms, &balancer, &journal);
        journal.begin();
        let target = SocketAddr::from(([127, 0, 0, 1], settings.ports.production));
        let crowd = Crowd::start(&journal, target, &accounts, settings.rate);
        Ok(Self {
            facts,
            database,
            balancer,
            aws,
            hooks,
            alarms,
            blue,
            green,
            crowd,
            journal,
            blue_revision,
            green_revision,
        })
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.blue.release();
        self.green.release();
    }
}

async fn make_accounts(cluster: &Cluster, definition: &TaskDefinition) -> Outcome<Vec<Account>> {
    run(cluster, definition, &["demo-data", "--trips", DEMO_TRIPS, "--seed", "4"], "").await?;
    let mut accounts = Vec::new();
    for login in LOGINS {
        let role = if login == LOGINS[0] { "administrator" } else { "traveller" };
        let command = ["user", "create", "--login", login, "--role", role];
        run(cluster, definition, &command, PASSWORD).await.doing(format!("making the account {login}"))?;
        accounts.push(Account { login: login.to_owned(), password: PASSWORD.to_owned() });
    }
    Ok(accounts)
}

/// Runs a command of the portal in a container like a task's.
async fn run(cluster: &Cluster, definition: &TaskDefinition, command: &[&str], input: &str) -> Outcome<()> {
    let volume = format!("{}:/etc/ssl/certs/rds-global-bundle.pem:ro", cluster.authority);
    let label = cluster.docker.label();
    let mut arguments = vec!["run", "--rm", "--interactive", "--label", &label, "--network", &cluster.network];
    arguments.extend(["--volume", &volume]);
    let options = definition.options(&cluster.secrets)?;
    arguments.extend(options.iter().map(String::as_str));
    arguments.push(&definition.container()?.image);
    arguments.extend(command);
    cluster.docker.call_with_input(&arguments, input).await.map(drop)
}

fn random_secret() -> String {
    let mut random = rand::rng();
    (0..96).map(|_| char::from(random.sample(rand::distr::Alphanumeric))).collect()
}
