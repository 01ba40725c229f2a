//! The command line: does what was asked, and says in one line what went wrong.

use std::process::ExitCode;
use std::time::Duration;

use tripmgmt::config::{Cli, Command};
use tripmgmt::{healthcheck, openapi, start, telemetry};

/// Fewer page faults and less fragmentation than the system's allocator under many small requests.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long the end waits for threads that cannot be told to stop.
const LAST_THREADS: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let cli = Cli::read(std::env::args_os(), |name| std::env::var(name).ok()).unwrap_or_else(|error| error.exit());
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tripmgmt: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), Box<dyn std::error::Error>> {
    let config = cli.config;
    let command = cli.command.unwrap_or(Command::Serve);
    match command {
        Command::Openapi => {
            println!("{}", openapi::document()?);
            return Ok(());
        }
        Command::Healthcheck => return Ok(healthcheck::run(&config)?),
        Command::Serve
        | Command::Migrate
        | Command::DemoData { .. }
        | Command::User(_)
        | Command::ImportJhipster(_) => {
            telemetry::start_logging(&config)?;
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        match command {
            Command::Migrate => start::migrate(&config).await,
            Command::DemoData { trips, seed } => start::load_demo_data(&config, trips, seed).await,
            Command::User(command) => start::change_users(&config, command).await,
            Command::ImportJhipster(arguments) => start::import_jhipster(&config, arguments).await,
            _ => start::serve(config).await,
        }
    });
    // Nobody waits for what a thread of its own still works out, or for a name server that does not answer.
    runtime.shutdown_timeout(LAST_THREADS);
    Ok(done?)
}
