use std::{io, time::Duration};

use proptest::prelude::*;
use sqlx::{Connection, PgConnection, postgres::PgSslMode};

use super::*;

fn read(variables: &[(&str, &str)]) -> Result<Option<DatabaseSettings>, SettingsError> {
    DatabaseSettings::from_lookup(|name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    })
}

fn settings(variables: &[(&str, &str)]) -> DatabaseSettings {
    read(variables).unwrap().unwrap()
}

fn url(text: &str) -> DatabaseSettings {
    settings(&[("DATABASE_URL", text)])
}

/// The driver has no accessor for the password; its Debug, which ours hides, shows it.
fn assert_password(settings: &DatabaseSettings, password: &str) {
    let shown = format!("{:?}", settings.connect_options());
    assert!(shown.contains(&format!("password: Some({password:?})")), "{password:?} not in {shown}");
}

#[test]
fn nothing_configured_is_none() {
    assert!(read(&[("PGUSER", "someone"), ("DATABASE_URL", ""), ("PGHOST", "")]).unwrap().is_none());
}

#[test]
fn the_most_specific_source_wins() {
    let spring = ("SPRING_DATASOURCE_URL", "jdbc:postgresql://spring/trips");
    let all = [("PGHOST", "libpq"), spring, ("DATABASE_URL", "postgres://u@url/trips")];
    assert_eq!(settings(&all).describe(), "postgres://u@url:5432/trips (from DATABASE_URL)");
    assert_eq!(settings(&all[..2]).source(), Source::SpringDatasource);
    assert_eq!(settings(&all[..1]).source(), Source::PgHost);
    assert_eq!(settings(&[("PGHOSTADDR", "10.0.0.1")]).source(), Source::PgHostAddr);
}

#[test]
fn libpq_variables_are_taken_as_they_stand() {
    let libpq = settings(&[
        ("PGHOST", "db.example.com"),
        ("PGPORT", "6432"),
        ("PGUSER", "trip user"),
        ("PGPASSWORD", "a%40b@:/?#"),
        ("PGDATABASE", "trips"),
        ("PGSSLMODE", "verify-full"),
        ("PGSSLROOTCERT", "/etc/rds.pem"),
    ]);
    assert_eq!(libpq.describe(), "postgres://trip user@db.example.com:6432/trips (from PGHOST)");
    assert_password(&libpq, "a%40b@:/?#");
    assert!(matches!(libpq.connect_options().get_ssl_mode(), PgSslMode::VerifyFull));
    assert!(format!("{:?}", libpq.connect_options()).contains("/etc/rds.pem"));
}

#[test]
fn a_host_with_a_slash_is_a_socket_directory() {
    let place = "postgres://u@/tripmgmt?host=/var/run/postgresql&port=5432 (from PGHOST)";
    assert_eq!(settings(&[("PGHOST", "/var/run/postgresql"), ("PGUSER", "u")]).describe(), place);
    assert!(url("postgres://u@%2Frun%2Fpg/trips").describe().contains("host=/run/pg"));
    assert!(url("postgres://u@/trips?host=/run/pg").describe().contains("host=/run/pg"));
}

#[test]
fn the_java_settings_still_work() {
    let spring = settings(&[
        ("SPRING_DATASOURCE_URL", "jdbc:postgresql://aurora:5433/trips?ssl=true&ApplicationName=old&currentSchema=app"),
        ("SPRING_DATASOURCE_USERNAME", "postgres"),
        ("SPRING_DATASOURCE_PASSWORD", "SuperSecretPGSqlPwd##2006"),
    ]);
    assert_eq!(spring.describe(), "postgres://postgres@aurora:5433/trips (from SPRING_DATASOURCE_URL)");
    assert_password(&spring, "SuperSecretPGSqlPwd##2006");
    let options = spring.connect_options();
    assert!(matches!(options.get_ssl_mode(), PgSslMode::VerifyFull));
    assert_eq!(options.get_application_name(), Some("old"));
    assert!(options.get_options().unwrap().ends_with("-c search_path=app"));
}

#[test]
fn a_url_is_read_in_full() {
    let full = url("postgresql://u%40x:p%3A%2F@[::1]:6000/a%20b?sslmode=require&sslrootcert=/ca.pem&connect_timeout=7\
         &options=-c%20statement_timeout=5s%20--work_mem=1MB&channel_binding=require");
    assert_eq!(full.describe(), "postgres://u@x@[::1]:6000/a b (from DATABASE_URL)");
    assert_password(&full, "p:/");
    assert_eq!(full.connect_timeout(), Some(Duration::from_secs(7)));
    assert!(matches!(full.connect_options().get_ssl_mode(), PgSslMode::VerifyCa));
    let options = full.connect_options().get_options().unwrap();
    assert!(options.ends_with("-c statement_timeout=5s -c work_mem=1MB"), "{options}");
}

#[test]
fn what_a_url_leaves_out_comes_from_libpqs_variables() {
    let filled = settings(&[
        ("DATABASE_URL", "\"postgres://db\"\n"),
        ("PGUSER", "u"),
        ("PGPASSWORD", "secret"),
        ("PGPORT", "7000"),
    ]);
    assert_eq!(filled.describe(), "postgres://u@db:7000/tripmgmt (from DATABASE_URL)");
    assert_password(&filled, "secret");
}

#[test]
fn raw_passwords_that_break_other_parsers_work() {
    for password in [
        "SuperSecretPGSqlPwd##2006@:/?",
        "2006#x",
        "5432/db?x=y",
        "a<b>\"c\\d",
        "with blank ",
        "100%",
        "%zz%4",
        "50%#41",
        "Größe✈",
        "@@@",
        ":",
        "//",
        "p@host/db",
        "'quoted'",
        "a@b%40c",
        "[::1]",
        "%00",
        "%ff",
    ] {
        let read = url(&format!("postgres://postgres:{password}@db:5432/trips?sslmode=prefer"));
        assert_password(&read, password);
        assert_eq!(read.describe(), "postgres://postgres@db:5432/trips (from DATABASE_URL)");
    }
}

#[test]
fn mistakes_are_told_by_variable_and_without_the_password() {
    for (variables, message) in [
        ([("DATABASE_URL", "mysql://u:hush@h/d")], "DATABASE_URL must begin with postgres:// or postgresql://"),
        ([("DATABASE_URL", "hush")], "DATABASE_URL must begin with postgres:// or postgresql://"),
        ([("SPRING_DATASOURCE_URL", "hush")], "SPRING_DATASOURCE_URL must begin with jdbc:postgresql://"),
        ([("DATABASE_URL", "postgres://u:hush@h:99999/d")], "DATABASE_URL: the port must be a number from 1 to 65535"),
        (
            [("DATABASE_URL", "postgres://u:hush@a:1,b:2/d")],
            "DATABASE_URL: name one host only (a cluster's writer endpoint, for example)",
        ),
        (
            [("DATABASE_URL", "postgres://u:hush@h/d?sslmode=on")],
            "DATABASE_URL: sslmode must be disable, allow, prefer, require, verify-ca or verify-full",
        ),
        (
            [("DATABASE_URL", "postgres://u:hush@h/d#x")],
            "DATABASE_URL: the part after the user and password must read host:port/database?parameters, without a '#' \
             (write %23)",
        ),
    ] {
        assert_eq!(read(&variables).unwrap_err().to_string(), message);
    }
    let wrong_port = read(&[("PGHOST", "h"), ("PGPORT", "x")]).unwrap_err();
    assert_eq!(wrong_port.to_string(), "PGPORT: the port must be a number from 1 to 65535");
    let wrong_mode = read(&[("PGHOST", "h"), ("PGSSLMODE", "yes")]).unwrap_err();
    assert!(wrong_mode.to_string().starts_with("PGSSLMODE: the value must be disable, "));
}

#[test]
fn neither_debug_nor_display_shows_the_password() {
    let settings = url("postgres://u:hush#hush@h/d");
    assert!(!format!("{settings:?} {settings}").contains("hush"));
}

#[test]
fn failures_are_told_in_one_line_with_the_place() {
    let place = url("postgres://u:hush@nowhere/d");
    for (error, words) in [
        (io::Error::from(io::ErrorKind::ConnectionRefused), "refused"),
        (
            io::Error::other("failed to lookup address information: Name or service not known"),
            "host name was not found",
        ),
        (io::Error::from(io::ErrorKind::TimedOut), "cannot be reached"),
        (io::Error::new(io::ErrorKind::InvalidData, "invalid peer certificate: UnknownIssuer"), "PGSSLROOTCERT"),
    ] {
        let line = place.explain_failure(&sqlx::Error::Io(error));
        assert!(line.contains(words) && line.contains("postgres://u@nowhere:5432/d (from DATABASE_URL)"), "{line}");
        assert!(!line.contains('\n') && !line.contains("hush"), "{line}");
    }
    let line = place.explain_failure(&sqlx::Error::Tls("server does not support TLS".into()));
    assert!(line.ends_with("the server offers no TLS, which sslmode demands"), "{line}");
}

#[tokio::test]
async fn what_the_driver_really_answers_is_understood() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let refusing = format!("postgres://u@{}/d", listener.local_addr().unwrap());
    drop(listener);
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closing = format!("postgres://u@{}/d", silent.local_addr().unwrap());
    let closer = std::thread::spawn(move || drop(silent.accept()));
    for (text, words) in [
        (refusing.as_str(), "the connection was refused"),
        ("postgres://u@host.invalid/d", "the host name was not found"),
        ("postgres://u@/d?host=/nowhere", "a file is missing"),
        (closing.as_str(), "the server closed the connection"),
    ] {
        let place = url(text);
        let error = PgConnection::connect_with(place.connect_options()).await.unwrap_err();
        let line = place.explain_failure(&error);
        assert!(line.contains(words), "{line} ({error:?})");
    }
    closer.join().unwrap();
}

fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded + char::from(byte).encode_utf8(&mut [0; 4])
        } else {
            format!("{encoded}%{byte:02X}")
        }
    })
}

/// The ambiguity the module documents: this raw password reads as a percent-encoded one.
fn looks_encoded(password: &str) -> bool {
    let complete = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    password.contains('%') && !password.contains(['@', '/', '?', '#']) && password.split('%').skip(1).all(complete)
}

proptest! {
    #[test]
    fn any_percent_encoded_password_works(password in "[^\0]{1,40}", user in "[^\0]{1,10}") {
        let read = url(&format!("postgres://{}:{}@db/trips", percent_encoded(&user), percent_encoded(&password)));
        assert_password(&read, &password);
        prop_assert_eq!(read.connect_options().get_username(), user);
        prop_assert_eq!(read.connect_options().get_host(), "db");
    }

    #[test]
    fn any_raw_password_works_unless_it_looks_encoded(password in "[ -~]{1,40}") {
        prop_assume!(!looks_encoded(&password));
        let read = url(&format!("postgres://postgres:{password}@db:5433/trips?sslmode=require"));
        assert_password(&read, &password);
        prop_assert_eq!(read.describe(), "postgres://postgres@db:5433/trips (from DATABASE_URL)");
    }

    #[test]
    fn no_text_makes_the_parser_panic_or_leak(text in "(postgres://)?[ -~]{0,40}") {
        if let Err(error) = read(&[("DATABASE_URL", &text)]) {
            prop_assert!(!error.to_string().contains('\n'));
        }
    }
}
