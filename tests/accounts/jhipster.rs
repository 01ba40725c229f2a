//! The old monolith's accounts, from a database with its tables and from files as MySQL writes them, to the first sign-in.

use std::path::PathBuf;

use axum::http::StatusCode;
use clap::Parser as _;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tripmgmt::accounts::jhipster::{self, ImportError};
use tripmgmt::config::{Cli, Command};

use crate::support::{PASSWORD, TestApp, database};

/// "correct horse battery", as the old monolith hashed it.
const HASH: &str = "$2a$04$9lRbVyfGIiX3HbkCXuvO6eMpZuZ3pYpG30UAW9vUdgTidYEHy2Ngu";

/// "admin", as every JHipster starts with it.
fn known_to_all() -> String {
    bcrypt::hash("admin", 4).unwrap()
}

async fn import(portal: &TestApp, arguments: &[&str]) -> Result<String, ImportError> {
    let all = ["tripmgmt", "import-jhipster"].iter().chain(arguments);
    let Some(Command::ImportJhipster(arguments)) = Cli::try_parse_from(all).unwrap().command else { unreachable!() };
    jhipster::run(&portal.app.db, &portal.clock, arguments).await
}

/// A database with the old tables, and how `--from` names it.
async fn old_database(users: &str, authorities: &str) -> String {
    let options = database::empty().await;
    let mut old = PgConnection::connect_with(&options).await.unwrap();
    let sql = format!(
        "create table jhi_user (id bigint primary key, login varchar(50) not null unique, password_hash varchar(60) not null,
             first_name varchar(50), last_name varchar(50), email varchar(191) unique, image_url varchar(256),
             activated boolean not null, lang_key varchar(10), activation_key varchar(20), reset_key varchar(20),
             created_by varchar(50) not null, created_date timestamp, reset_date timestamp,
             last_modified_by varchar(50), last_modified_date timestamp);
         create table jhi_authority (name varchar(50) primary key);
         create table jhi_user_authority (user_id bigint not null, authority_name varchar(50) not null);
         insert into jhi_user (id, login, password_hash, first_name, last_name, email, image_url, activated, lang_key,
             created_by, created_date) values {users};
         insert into jhi_user_authority values {authorities};"
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut old).await.unwrap();
    url(&options)
}

/// An address for `--from`, the password as it is.
fn url(options: &PgConnectOptions) -> String {
    let host =
        options.get_socket().map_or_else(|| options.get_host().to_owned(), |folder| folder.display().to_string());
    let (host, socket) =
        if host.starts_with('/') { ("localhost".to_owned(), format!("?host={host}")) } else { (host, String::new()) };
    let password = std::env::var("PGPASSWORD").unwrap_or_else(|_| "postgres".to_owned());
    let (user, port, name) = (options.get_username(), options.get_port(), options.get_database().unwrap());
    format!("postgres://{user}:{password}@{host}:{port}/{name}{socket}")
}

async fn people(portal: &TestApp) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', login, email, first_name, language, status, created_by, created_at::date,
             password_hash is not null, (select string_agg(authority, ',' order by authority) from account_authorities
             where account_id = a.id)) from accounts a order by login",
    )
    .fetch_all(&portal.app.db)
    .await
    .unwrap()
}

async fn signs_in(portal: &TestApp, name: &str, password: &str) -> bool {
    portal.submit("/login", &[("name", name), ("password", password)]).await.status == StatusCode::SEE_OTHER
}

/// A file of one's own; the folder goes with the build.
fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{:x}-{name}", rand::random::<u64>()));
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn accounts_come_from_the_old_database_and_old_passwords_work() {
    let portal = TestApp::untouched(&[]).await;
    let admin = known_to_all();
    let from = old_database(
        &format!(
            "(1, 'admin', '{admin}', 'Administrator', 'Administrator', 'admin@localhost', '', true, 'en', 'system', null),
             (2, 'Amelie', '{HASH}', 'Amélie', 'N’Dongo', 'Amelie@Example.com', 'https://x.example/a.png', true, 'fr', 'admin', '2020-01-02 03:04:05'),
             (3, 'late', '{HASH}', null, null, null, null, false, 'de', 'admin', '2021-01-02')"
        ),
        "(1, 'ROLE_ADMIN'), (1, 'ROLE_USER'), (2, 'ROLE_USER'), (2, 'ROLE_AUDITOR')",
    )
    .await;
    let report = file("report.csv", "");
    let dry = import(&portal, &["--from", &from, "--dry-run", "--report", &report]).await.unwrap();
    assert_eq!(dry, "nothing was changed: 3 accounts would be imported, 0 skipped, 0 left out");
    assert!(people(&portal).await.is_empty());
    let done = import(&portal, &["--from", &from, "--report", &report]).await.unwrap();
    assert_eq!(done, "3 accounts imported, 0 skipped, 0 left out");
    assert_eq!(
        people(&portal).await,
        [
            "admin admin@localhost Administrator en active system 2026-05-04 f ROLE_ADMIN,ROLE_USER",
            "amelie amelie@example.com Amélie fr active admin 2020-01-02 t ROLE_AUDITOR,ROLE_USER",
            "late en pending admin 2021-01-02 t",
        ]
    );
    let report = std::fs::read_to_string(report).unwrap();
    assert!(report.contains("1,admin,imported,\"without a password, since everybody knows the old one\""), "{report}");
    assert!(report.contains("2,Amelie,imported,\n") && report.contains("not activated"), "{report}");
    assert!(!report.contains("$2a$"));

    assert!(!signs_in(&portal, "admin", "admin").await);
    assert!(signs_in(&portal, "amelie@example.com", PASSWORD).await);
    let hash: String = sqlx::query_scalar("select password_hash from accounts where login = 'amelie'")
        .fetch_one(&portal.app.db)
        .await
        .unwrap();
    assert!(hash.starts_with("$argon2id$"), "hashed anew");
    assert!(signs_in(&portal, "amelie", PASSWORD).await);

    let again = import(&portal, &["--from", &from, "--report", &file("again.csv", "")]).await.unwrap();
    assert_eq!(again, "0 accounts imported, 3 skipped, 0 left out");
}

#[tokio::test]
async fn accounts_come_from_files_as_mysql_writes_them() {
    let portal = TestApp::start().await;
    let users = file(
        "users.csv",
        &format!(
            "\"id\",\"login\",\"password_hash\",\"first_name\",\"email\",\"activated\",\"lang_key\",\"created_by\",\"created_date\"\n\
             7,\"eva\",\"{HASH}\",\"Eva \\\"E\\\" Q\",\"eva@example.com\",b'1',\"en\",\"system\",\"2020-01-02 03:04:05.000006\"\n\
             8,\"tom\",\"{{noop}}x\",NULL,\\N,1,NULL,\"system\",NULL\n\
             9,\"admin\",\"{HASH}\",NULL,NULL,1,NULL,\"system\",NULL\n\
             10,\"other\",\"{HASH}\",NULL,\"ADMIN@portal.test\",1,NULL,\"system\",NULL\n"
        ),
    );
    let authorities = file("authorities.csv", "user_id,authority_name\n7,ROLE_USER\n8,ROLE_USER\n9,ROLE_ADMIN\n");
    let report = file("report.csv", "");
    let arguments = ["--users", &users, "--authorities", &authorities, "--report", &report];
    assert_eq!(import(&portal, &arguments).await.unwrap(), "2 accounts imported, 2 skipped, 0 left out");
    let people = people(&portal).await;
    assert_eq!(
        people[1..],
        [
            "eva eva@example.com Eva \"E\" Q en active system 2020-01-02 t ROLE_USER",
            "tom en active system 2026-05-04 f ROLE_USER",
        ]
    );
    assert!(signs_in(&portal.anonymous(), "eva", PASSWORD).await);
    let report = std::fs::read_to_string(report).unwrap();
    for line in [
        "3,tom,imported,\"without a password, since its hash is not bcrypt's\"",
        "4,admin,skipped,there is an account with this login",
        "5,other,skipped,there is an account with this email address",
    ] {
        assert!(report.contains(line), "{line} in {report}");
    }
}

#[tokio::test]
async fn one_bad_row_stops_everything_unless_it_may_be_left_out() {
    let portal = TestApp::untouched(&[]).await;
    let users = file(
        "users.csv",
        &format!("id,login,password_hash,email,activated\n1,eva,{HASH},eva@example.com,1\n2,tom,{HASH},nobody,1\n"),
    );
    let authorities = file("authorities.csv", "user_id,authority_name\n1,ROLE_USER\n");
    let report = file("report.csv", "");
    let arguments = vec!["--users", &users, "--authorities", &authorities, "--report", &report];
    let error = import(&portal, &arguments).await.unwrap_err().to_string();
    assert!(error.contains("nothing was imported: 1 rows"), "{error}");
    assert!(people(&portal).await.is_empty());
    let said = std::fs::read_to_string(&report).unwrap();
    assert!(said.contains("3,tom,wrong,\"row 3, column email: Enter an email address"), "{said}");
    let going_on = [arguments, vec!["--keep-going"]].concat();
    assert_eq!(import(&portal, &going_on).await.unwrap(), "1 accounts imported, 0 skipped, 1 left out");
    assert_eq!(people(&portal).await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_one_clear_line_without_a_password() {
    let portal = TestApp::untouched(&[]).await;
    let no_login = file("users.csv", "id,name\n1,eva\n");
    let authorities = file("authorities.csv", "user_id,authority_name\n");
    let missing =
        import(&portal, &["--users", &no_login, "--authorities", &authorities]).await.unwrap_err().to_string();
    assert!(missing.ends_with("has no column login"), "{missing}");
    let nowhere =
        import(&portal, &["--from", "postgres://u:Super#Secret@127.0.0.1:1/x"]).await.unwrap_err().to_string();
    assert!(nowhere.contains("127.0.0.1") && !nowhere.contains("Secret"), "{nowhere}");
}
