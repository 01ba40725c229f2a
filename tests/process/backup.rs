//! A copy of the database, as `docs/deployment.md` says to make and restore one, is the whole portal again.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, PgConnection};
use tripmgmt::second_factor::Seed;

use super::browser::{Browser, code};
use super::portal::{Portal, libpq, tripmgmt};
use crate::support::database;

const PASSWORD: &str = "correct horse battery";
const SECRET: &str = "kept-beside-the-backup-0123456789-0123456789-0123456789-0123456789";

/// A portal in production on this database.
fn portal(options: &PgConnectOptions, secret: &str) -> Portal {
    let mut command = tripmgmt();
    command.envs(libpq(options)).env("SIGNING_SECRET", secret);
    command.args(["--env", "production", "--shutdown-delay-seconds", "0"]);
    Portal::start(command)
}

/// PostgreSQL's programs, if they are there and new enough for this server.
async fn program(name: &str, server: &mut PgConnection) -> Option<PathBuf> {
    let number: i32 =
        sqlx::query_scalar("select current_setting('server_version_num')::int").fetch_one(server).await.unwrap();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = installed.map(|version| version.path().join("bin").join(name)).collect();
    found.push(PathBuf::from(name));
    found.into_iter().find(|program| {
        let version = Command::new(program).arg("--version").output();
        let text = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        let major = text.split([' ', '.']).find_map(|word| word.parse::<i32>().ok());
        major.is_some_and(|major| major >= number / 10_000)
    })
}

fn run(program: &Path, options: &PgConnectOptions, arguments: &[&str]) {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", std::env::var("PATH").unwrap_or_default()).envs(libpq(options)).args(arguments);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}: {}", program.display(), String::from_utf8_lossy(&output.stderr));
}

/// Every table with its rows, and every sequence with where it stands.
async fn contents(options: &PgConnectOptions) -> Vec<(String, i64, Option<String>)> {
    let mut connection = options.connect().await.unwrap();
    let relations: Vec<(String, bool)> = sqlx::query_as(
        "select relname::text, relkind = 'S' from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S') order by 1",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut all = Vec::new();
    for (name, is_sequence) in relations {
        let columns = if is_sequence { "last_value, is_called" } else { "*" };
        let sql = format!(
            "select count(*), md5(string_agg(t::text, '\n' order by t::text)) from (select {columns} from {name}) t"
        );
        let (rows, digest) = sqlx::query_as(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
        all.push((name, rows, digest));
    }
    all
}

/// What somebody left in a portal, and what they need to come back.
struct Person {
    browser: Browser,
    seed: Seed,
    recovery: Vec<String>,
    trip: String,
    file: String,
    token: String,
}

/// An administrator with a trip of which something was changed, a file, a second factor and a token.
fn fill(portal: &Portal) -> Person {
    let mut browser = Browser::default();
    browser.sign_in(portal, "eva", PASSWORD).is(303);
    let body = json!({"name": "Lyon", "notes": "By train.", "startDate": "2026-12-01", "endDate": "2026-12-03"});
    let trip = browser.json(portal, "POST", "/api/trips", &body).is(201).value();
    let trip = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    browser.json(portal, "PATCH", &trip, &json!({"name": "Lyon and back", "version": 1})).is(200);
    let file = browser.attach(portal, trip.rsplit('/').next().unwrap(), "The hotel is booked.").is(201).value();
    let file = format!("{trip}/attachments/{}/content", file[0]["id"].as_str().unwrap());
    let asked = json!({"name": "Nightly", "scope": "read", "validDays": 7});
    let token = browser.json(portal, "POST", "/api/account/tokens", &asked).is(201).value();
    let token = token["token"].as_str().unwrap().to_owned();
    let seed = browser.seed(portal);
    let code = [("code", code(&seed, 0))];
    let code = code.each_ref().map(|(name, code)| (*name, code.as_str()));
    let codes = browser.submit(portal, "/account/second-factor/confirmation", &code).is(200);
    let recovery =
        codes.body.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    Person { browser, seed, recovery, trip, file, token }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_copy_of_the_database_is_the_whole_portal() {
    let options = database::fresh().await;
    let mut server = options.connect().await.unwrap();
    let (Some(dump), Some(restore)) = (program("pg_dump", &mut server).await, program("pg_restore", &mut server).await)
    else {
        eprintln!("skipped, since there is no pg_dump for this server's version");
        return;
    };
    let mut make = tripmgmt();
    make.args(["user", "create-admin", "--login", "eva", "--email", "eva@portal.test"]).envs(libpq(&options));
    let mut child = make.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(child.wait().unwrap().success());

    let before = portal(&options, SECRET);
    let mut eva = fill(&before);
    let read = |portal: &Portal, browser: &mut Browser, path: &str| browser.get(portal, path).is(200).body;
    let paths = ["", "/history", "/attachments"].map(|part| format!("{}{part}", eva.trip));
    let seen = paths.each_ref().map(|path| read(&before, &mut eva.browser, path));
    drop(before);

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("backup-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("tripmgmt.dump");
    let file = file.to_str().unwrap();
    run(&dump, &options, &["--format=custom", "--no-owner", "--no-privileges", "--file", file]);
    let restored = database::empty().await;
    let into = restored.get_database().unwrap();
    let arguments =
        ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", into, file];
    run(&restore, &restored, &arguments);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(contents(&restored).await, contents(&options).await);

    let after = portal(&restored, SECRET);
    assert_eq!(paths.each_ref().map(|path| read(&after, &mut eva.browser, path)), seen, "the session goes on, too");
    assert_eq!(read(&after, &mut eva.browser, &eva.file), "The hotel is booked.");
    Browser::with_token(&eva.token).get(&after, &eva.trip).is(200);
    // The code of the next half minute, since that of this one is used up.
    let code = code(&eva.seed, 30);
    for (path, code) in [("/login/code", &code), ("/login/recovery-code", &eva.recovery[0])] {
        let mut again = Browser::default();
        assert_eq!(again.sign_in(&after, "eva", PASSWORD).is(303).location(), "/login/code");
        again.submit(&after, path, &[("code", code)]).is(303);
        again.get(&after, "/api/account").is(200);
    }
    let more = eva.browser.json(&after, "POST", "/api/trips", &json!({"name": "Nice"})).is(201).value();
    let number = |trip: &Value| trip["reference"].as_str().unwrap().rsplit('-').next().unwrap().parse::<u32>().unwrap();
    let first: Value = serde_json::from_str(&seen[0]).unwrap();
    assert!(number(&more) > number(&first), "references go on: {more}");
    let migrated = tripmgmt().arg("migrate").envs(libpq(&restored)).output().unwrap();
    assert!(migrated.status.success(), "{}", String::from_utf8_lossy(&migrated.stderr));
    drop(after);

    // Without the secret everything is there but what it sealed: the log says so, and a recovery code still opens.
    let mut other = portal(&restored, &"o".repeat(64));
    assert!(other.log.contains("a second factor is lost"), "{}", other.log);
    assert_eq!(read(&other, &mut eva.browser, &eva.file), "The hotel is booked.");
    Browser::with_token(&eva.token).get(&other, &eva.trip).is(200);
    let mut again = Browser::default();
    again.sign_in(&other, "eva", PASSWORD).is(303);
    again.submit(&other, "/login/recovery-code", &[("code", &eva.recovery[1])]).is(303);
    again.get(&other, "/api/account").is(200);
    other.signal("TERM");
    other.wait();
}
