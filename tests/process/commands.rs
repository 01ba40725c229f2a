//! The commands and their failures: one clear line, an exit code, and never a secret.

use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::Value;
use sqlx::Connection as _;

use super::portal::{Portal, libpq, tripmgmt};
use crate::support::database;

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn production_without_a_database_fails_loudly() {
    let output = tripmgmt().args(["--env", "production", "--port", "0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert_eq!(text.trim().lines().count(), 1, "{text}");
    assert!(text.contains("no database is configured") && text.contains("DATABASE_URL"), "{text}");
}

#[test]
fn an_unreachable_or_refusing_database_is_one_line_without_the_password() {
    let secret = "SuperSecretPGSqlPwd##2006@:/?";
    let url = format!("postgres://postgres:{secret}@127.0.0.1:1/tripmgmt");
    for variables in [
        vec![("DATABASE_URL", url.as_str())],
        vec![("PGHOST", "127.0.0.1"), ("PGPORT", "1"), ("PGPASSWORD", secret)],
        vec![
            ("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/tripmgmt"),
            ("SPRING_DATASOURCE_PASSWORD", secret),
        ],
    ] {
        let output = tripmgmt().args(["--port", "0", "--log", "warn"]).envs(variables.clone()).output().unwrap();
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert_eq!(text.trim().lines().count(), 1, "{text}");
        assert!(text.contains("127.0.0.1"), "{text}");
        assert!(!text.contains("SuperSecret"), "{text}");
    }
}

#[test]
fn a_port_that_is_taken_is_said_before_any_database_is_touched() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = tripmgmt().args(["--port", &port, "--data-dir", "/nonexistent/never/made"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains(&port) && text.contains("--port"), "{text}");
}

#[test]
fn a_setting_that_makes_no_sense_is_named() {
    for (variable, value) in [
        ("PORT", "high"),
        ("HOST", "here"),
        ("RUST_LOG", "a=b=c"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_POOL_SIZE", "0"),
    ] {
        let output = tripmgmt().env("TRIPMGMT_ENV", "production").env(variable, value).output().unwrap();
        assert!(!output.status.success(), "{variable}");
        assert!(stderr(&output).contains(variable), "{variable}: {}", stderr(&output));
    }
}

#[test]
fn production_refuses_a_short_secret_and_passwords_that_everybody_knows() {
    let production = || {
        let mut command = tripmgmt();
        command.args(["--env", "production", "--port", "0"]);
        command
    };
    let short = production().env("SIGNING_SECRET", "do-not-show-me").output().unwrap();
    assert!(stderr(&short).contains("at least 64 characters"), "{}", stderr(&short));
    let demo = production().arg("--demo").output().unwrap();
    assert!(stderr(&demo).contains("production refuses"), "{}", stderr(&demo));
    for output in [short, demo] {
        assert!(!output.status.success());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_made_on_the_command_line_and_passwords_come_through_standard_input() {
    let options = database::fresh().await;
    let user = |arguments: &[&str], password: &str| {
        let mut command = tripmgmt();
        command.arg("user").args(arguments).envs(libpq(&options));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        child.wait_with_output().unwrap()
    };
    let weak = user(&["create-admin", "--login", "eva"], "password");
    assert!(stderr(&weak).contains("harder to guess"), "{}", stderr(&weak));
    let made = user(&["create-admin", "--login", "Eva", "--email", "eva@portal.test"], "correct horse battery");
    assert_eq!(String::from_utf8_lossy(&made.stdout), "eva can sign in now\n", "{}", stderr(&made));
    let again = user(&["create-admin", "--login", "eva"], "correct horse battery");
    assert!(stderr(&again).contains("choose another"), "{}", stderr(&again));
    let traveller = user(&["create", "--login", "tom", "--manager", "eva"], "correct horse battery");
    assert!(traveller.status.success(), "{}", stderr(&traveller));
    let unknown = user(&["set-password", "nobody"], "correct horse battery");
    assert!(stderr(&unknown).contains("no account has the login nobody"), "{}", stderr(&unknown));
    let changed = user(&["set-password", "tom"], "another good password");
    assert!(changed.status.success(), "{}", stderr(&changed));
    let mut connection = sqlx::PgConnection::connect_with(&options).await.unwrap();
    let people: Vec<(String, Option<String>, String)> = sqlx::query_as(
        "select a.login, m.login, (select string_agg(authority, ' ' order by authority) from account_authorities where account_id = a.id)
         from accounts a left join accounts m on m.id = a.manager_id order by 1",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let eva = ("eva".to_owned(), None, "ROLE_ADMIN ROLE_MANAGER ROLE_USER".to_owned());
    assert_eq!(people, [eva, ("tom".to_owned(), Some("eva".to_owned()), "ROLE_USER".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_portal_says_where_its_first_administrator_is_made() {
    let options = database::fresh().await;
    let mut command = tripmgmt();
    command.envs(libpq(&options));
    let portal = Portal::start(command);
    let path = portal.log.split_whitespace().find_map(|word| word.split_once("/setup?key=")).unwrap().1;
    let (status, page) = portal.get(&format!("/setup?key={path}"));
    assert_eq!(status, 200);
    assert!(page.contains("Set up the portal"));
}

#[test]
fn openapi_prints_the_document() {
    let output = tripmgmt().arg("openapi").output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["info"]["title"], "Trip Management");
}

#[tokio::test(flavor = "multi_thread")]
async fn migrate_brings_an_empty_database_up_and_says_nothing_to_a_current_one() {
    let options = database::empty().await;
    for _ in 0..2 {
        let output = tripmgmt().arg("migrate").envs(libpq(&options)).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let mut connection = sqlx::PgConnection::connect_with(&options).await.unwrap();
    let trips: i64 = sqlx::query_scalar("select count(*) from trips").fetch_one(&mut connection).await.unwrap();
    assert_eq!(trips, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_release_starts_on_a_schema_that_is_newer_than_itself() {
    let options = database::fresh().await;
    let mut connection = sqlx::PgConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(
        "alter table trips add column of_the_next_release text;
         insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (99990101000000, 'of the next release', true, ''::bytea, 0)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    let mut command = tripmgmt();
    command.envs(libpq(&options)).arg("--demo");
    let portal = Portal::start(command).sign_in();
    portal.create("On the new schema");
    assert!(portal.get("/trips").1.contains("On the new schema"));
}

#[tokio::test(flavor = "multi_thread")]
async fn demo_data_makes_as_many_trips_as_asked_and_can_be_repeated() {
    let options = database::fresh().await;
    for _ in 0..2 {
        let output = tripmgmt().args(["demo-data", "--trips", "250"]).envs(libpq(&options)).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let mut connection = sqlx::PgConnection::connect_with(&options).await.unwrap();
    let trips: i64 = sqlx::query_scalar("select count(*) from trips").fetch_one(&mut connection).await.unwrap();
    assert_eq!(trips, 500);
    let references: i64 =
        sqlx::query_scalar("select count(distinct reference) from trips").fetch_one(&mut connection).await.unwrap();
    assert_eq!(references, 500);
    let (owned, people): (i64, i64) = sqlx::query_as(
        "select (select count(*) from trips t join accounts a on a.id = t.owner_id and a.login = t.created_by),
             (select count(*) from accounts where password_hash is null)",
    )
    .fetch_one(&mut connection)
    .await
    .unwrap();
    assert_eq!((owned, people), (500, 49), "the same people own them all");
    let (parties, guests, unnamed): (i64, i64, i64) = sqlx::query_as(
        "select count(distinct n.trip_id), count(*) filter (where n.account_id is null),
             count(distinct n.trip_id) filter (where not exists (
                 select 1 from travellers o where o.trip_id = n.trip_id and o.account_id = t.owner_id))
         from travellers n join trips t on t.id = n.trip_id",
    )
    .fetch_one(&mut connection)
    .await
    .unwrap();
    assert!(parties > 10 && guests > 5 && guests < parties, "{parties} parties with {guests} guests");
    assert_eq!(unnamed, 0, "owners travel, too");
}

#[tokio::test(flavor = "multi_thread")]
async fn healthcheck_asks_the_portal_and_answers_by_exit_code() {
    let options = database::fresh().await;
    let mut command = tripmgmt();
    command.envs(libpq(&options));
    let portal = Portal::start(command);
    let check = |port: u16| {
        tripmgmt().arg("healthcheck").env("HOST", "0.0.0.0").env("PORT", port.to_string()).output().unwrap()
    };
    assert!(check(portal.port).status.success());
    let port = portal.port;
    drop(portal);
    assert_eq!(check(port).status.code(), Some(1));
}

#[test]
fn settings_of_mail_that_cannot_be_used_are_one_line_without_the_password() {
    let smtp = "smtps://portal:SuperSecret@mail.example.com";
    let complete = [("MAIL_FROM", "trips@example.com"), ("PUBLIC_URL", "https://trips.example.com")];
    for (wrong, words) in [
        (vec![("SMTP_URL", "mail.example.com")], "SMTP_URL must look like"),
        (vec![("SMTP_URL", "smtp://portal:SuperSecret@mail.example.com")], "SMTP_URL names a user"),
        (vec![("SMTP_URL", smtp), ("MAIL_FROM", "nobody")], "MAIL_FROM must be an address"),
        (vec![("SMTP_URL", smtp), ("PUBLIC_URL", "trips")], "PUBLIC_URL must be an address"),
        (vec![("SMTP_URL", smtp), ("SMTP_CA_FILE", "/nowhere.pem")], "SMTP_CA_FILE /nowhere.pem: No such file"),
        (vec![("SMTP_URL", smtp), ("SMTP_CA_FILE", file!())], "holds no certificate"),
    ] {
        let output = tripmgmt().args(["--port", "0", "--log", "warn"]).envs(complete).envs(wrong).output().unwrap();
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert_eq!(text.trim().lines().count(), 1, "{text}");
        assert!(text.contains(words) && !text.contains("SuperSecret"), "{text}");
    }
    for (name, _) in complete {
        let mut command = tripmgmt();
        command.args(["--port", "0"]).env("SMTP_URL", smtp).envs(complete).env_remove(name);
        let text = stderr(&command.output().unwrap());
        assert!(text.contains(&format!("SMTP_URL is set, so {name} has to be set too")), "{text}");
    }
}

#[test]
fn the_help_shows_no_password() {
    let output =
        tripmgmt().arg("--help").env("SMTP_URL", "smtps://portal:SuperSecret@mail.example.com").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("SMTP_URL") && !text.contains("SuperSecret"), "{text}");
}
