//! What the log never holds, however much is logged: people go everywhere where there is a secret, and then the whole output
//! of the portal is searched for every one of them.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use tripmgmt::web::fields::escaped;

use super::browser::{Browser, code};
use super::portal::{PATIENCE, Portal, libpq, tripmgmt};
use crate::mail::server::{Protection, SmtpServer};
use crate::oidc::{IdentityProvider, amelie};
use crate::storage::server::S3Server;
use crate::support::database;

const PASSWORD: &str = "correct horse battery";
const OTHER_PASSWORD: &str = "another good password";
const SIGNING_SECRET: &str = "signed-with-this-0123456789-0123456789-0123456789-0123456789-0123456789";

/// Whatever must not be read by whoever reads the log.
#[derive(Default)]
struct Secrets(Vec<String>);

impl Secrets {
    fn remember(&mut self, secret: impl Into<String>) -> String {
        let secret = secret.into();
        assert!(secret.len() >= 6, "too short to be looked for: {secret:?}");
        self.0.push(secret.clone());
        secret
    }

    /// Looks for them as they are, as they stand in addresses, and as they stand in headers; and for what begins like a hash
    /// of a password or like a JWT.
    fn are_not_in(&self, log: &str) {
        assert!(log.lines().count() > 100, "it was logged:\n{log}");
        for secret in &self.0 {
            for form in [secret, &escaped(secret), &STANDARD.encode(secret), &URL_SAFE_NO_PAD.encode(secret)] {
                is_not_in(log, form.trim_end_matches('='));
            }
        }
        for begin in ["$argon2", "$2a$", "eyJhbGciOi", "eyJ0eXAiOi"] {
            is_not_in(log, begin);
        }
    }
}

fn is_not_in(log: &str, text: &str) {
    let lines: Vec<&str> = log.lines().filter(|line| line.contains(text)).collect();
    assert!(lines.is_empty(), "{text} stands in the log:\n{}", lines.join("\n"));
}

/// A portal on this database that logs all there is, with an administrator.
fn portal(options: &PgConnectOptions, more: &[String], variables: &[(&str, &str)]) -> Portal {
    let mut user = tripmgmt();
    user.args(["user", "create-admin", "--login", "eva", "--email", "eva@portal.test"]).envs(libpq(options));
    let mut child = user.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(child.wait().unwrap().success());
    let mut command: Command = tripmgmt();
    command.envs(libpq(options)).env("SIGNING_SECRET", SIGNING_SECRET).envs(variables.iter().copied());
    command.args(["--log", "trace", "--webhooks-to-private-addresses=true"]).args(more);
    Portal::start(command)
}

fn end(mut portal: Portal) -> String {
    portal.signal("TERM");
    assert_eq!(portal.wait().code(), Some(0));
    std::mem::take(&mut portal.log)
}

/// The key of the newest link that waits to be mailed to somebody, as administrators see it.
fn mailed_key(portal: &Portal, admin: &mut Browser, path: &str) -> String {
    admin.get(portal, "/admin/mails").is(200).between(&format!("{path}?key="), "<")
}

/// The other end of a webhook, which takes one delivery; its address, and whether something came.
fn receiver() -> (String, Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, came) = channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 8_192]);
        let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        let _ = sender.send(());
    });
    (address, came)
}

/// Registering, inviting, forgetting the password: all that goes by links in mails.
fn come_in(portal: &Portal, admin: &mut Browser, secrets: &mut Secrets) {
    let mut guest = Browser::default();
    let refused = secrets.remember("Password1");
    let form = |password| {
        [("login", "tom"), ("email", "tom@portal.test"), ("time_zone", "Europe/Paris"), ("password", password)]
    };
    guest.submit(portal, "/account/register", &form(&refused)).is(422);
    guest.submit(portal, "/account/register", &form(PASSWORD)).is(303);
    let key = secrets.remember(mailed_key(portal, admin, "/account/activate"));
    guest.get(portal, &format!("/account/activate?key={key}")).is(200);
    // A link that was copied badly must not show what was right about it.
    guest.get(portal, &format!("/account/activate/{key}")).is(404);
    guest.submit(portal, "/account/activate", &[("key", &key)]).is(303);
    guest.submit(portal, "/account/reset/request", &[("email", "tom@portal.test")]).is(303);
    let key = secrets.remember(mailed_key(portal, admin, "/account/reset/finish"));
    let weak = secrets.remember("tom@portal.test1");
    guest.submit(portal, "/account/reset/finish", &[("key", &key), ("new_password", &weak)]).is(422);
    guest.submit(portal, "/account/reset/finish", &[("key", &key), ("new_password", OTHER_PASSWORD)]).is(303);
    let wrong = secrets.remember("not the password of tom");
    guest.sign_in(portal, "tom", &wrong).is(422);
    guest.json(portal, "POST", "/api/authenticate", &json!({"username": "tom", "password": wrong})).is(401);
    guest.json(portal, "POST", "/api/authenticate", &json!({"username": [wrong], "password": wrong})).is(400);
    let broken = format!("{{\"username\": \"tom\", \"password\": \"{wrong}");
    guest.send(portal, "POST", "/api/authenticate", "application/json", &broken).is(400);
    guest.sign_in(portal, "tom", OTHER_PASSWORD).is(303);
    secrets.remember(&guest.cookies["session"]);
    let change = [("current_password", OTHER_PASSWORD), ("new_password", PASSWORD)];
    guest.submit(portal, "/account/password", &change).is(303);
    let invited = [("login", "ida"), ("email", "ida@portal.test"), ("language", "en"), ("time_zone", "UTC")];
    admin.submit(portal, "/admin/users", &invited).is(303);
    secrets.remember(mailed_key(portal, admin, "/account/reset/finish"));
}

/// Tokens of both kinds, links, feeds and webhooks.
fn make_keys(portal: &Portal, admin: &mut Browser, secrets: &mut Secrets) {
    let credentials = json!({"username": "eva", "password": PASSWORD});
    let jwt = admin.json(portal, "POST", "/api/authenticate", &credentials).is(200).value();
    let jwt = secrets.remember(jwt["id_token"].as_str().unwrap());
    secrets.remember(jwt.rsplit('.').next().unwrap());
    Browser::with_token(&jwt).get(portal, "/api/account").is(200);
    Browser::with_token(&format!("{jwt}x")).get(portal, "/api/account").is(401);
    let asked = json!({"name": "Nightly", "scope": "write", "validDays": 7});
    let made = admin.json(portal, "POST", "/api/account/tokens", &asked).is(201).value();
    let token = secrets.remember(made["token"].as_str().unwrap());
    let mut program = Browser::with_token(&token);
    let trip = program.json(portal, "POST", "/api/trips", &json!({"name": "Lyon"})).is(201).value();
    let trip = trip["id"].as_str().unwrap();
    program.get(portal, "/admin").is(403);

    let link = admin.json(portal, "POST", &format!("/api/trips/{trip}/links"), &json!({"shows": ["itinerary"]}));
    let link = link.is(201).value()["url"].as_str().unwrap().to_owned();
    let key = secrets.remember(link.rsplit('/').next().unwrap());
    let mut guest = Browser::default();
    guest.get(portal, &format!("/shared/{key}")).is(200);
    for copied_badly in
        [format!("/shared/{key}/"), format!("/shared/{key}."), format!("//shared/{key}"), format!("/{key}")]
    {
        assert_eq!(guest.get(portal, &copied_badly).status, 404, "{copied_badly}");
    }
    guest.send(portal, "POST", &format!("/shared/{key}"), "text/plain", "").is(405);
    let feed = admin.json(portal, "POST", "/api/account/calendar-feeds", &json!({})).is(201).value();
    let key = secrets.remember(feed["url"].as_str().unwrap().rsplit_once("key=").unwrap().1);
    guest.get(portal, &format!("/calendar-feed.ics?key={key}")).is(200);
    guest.get(portal, &format!("/calendar-feed.ics/{key}")).is(404);
}

/// Webhooks: one that is delivered to, and one that nobody answers at.
fn tell_others(portal: &mut Portal, admin: &mut Browser, secrets: &mut Secrets) {
    let (receiver, came) = receiver();
    let part = secrets.remember("T0K3N-within-the-address");
    for (address, trouble) in [(receiver, false), ("http://127.0.0.1:1".to_owned(), true)] {
        let hook = json!({"url": format!("{address}/{part}"), "subjects": []});
        let hook = admin.json(portal, "POST", "/api/admin/webhooks", &hook).is(201).value();
        secrets.remember(hook["secret"].as_str().unwrap());
        let path = format!("/api/admin/webhooks/{}", hook["id"].as_str().unwrap());
        let replaced = admin.json(portal, "POST", &format!("{path}/secret"), &Value::Null).value();
        secrets.remember(replaced["secret"].as_str().unwrap());
        admin.json(portal, "POST", &format!("{path}/test"), &Value::Null).is(204);
        if trouble {
            portal.wait_for("webhook not delivered");
        } else {
            came.recv_timeout(PATIENCE).unwrap();
        }
    }
}

/// A second factor: seed, codes, and the two steps of signing in.
fn prove(portal: &Portal, admin: &mut Browser, secrets: &mut Secrets) {
    let seed = admin.seed(portal);
    secrets.remember(seed.groups());
    secrets.remember(seed.text());
    let first = secrets.remember(code(&seed, 0));
    let page = admin.submit(portal, "/account/second-factor/confirmation", &[("code", &first)]).is(200);
    let recovery: Vec<&str> =
        page.body.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    for code in &recovery {
        secrets.remember(*code);
        secrets.remember(code.replace('-', ""));
    }
    let enter = |secrets: &mut Secrets, path: &str, code: &str| {
        let mut browser = Browser::default();
        assert_eq!(browser.sign_in(portal, "eva", PASSWORD).is(303).location(), "/login/code");
        browser.cookies.values().for_each(|value| drop(secrets.remember(value)));
        browser.submit(portal, path, &[("code", "123 456")]).is(422);
        browser.submit(portal, path, &[("code", code)]).is(303);
        secrets.remember(&browser.cookies["session"]);
    };
    let next = secrets.remember(code(&seed, 30));
    enter(secrets, "/login/code", &next);
    enter(secrets, "/login/recovery-code", recovery[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_of_anybody_is_in_the_log_at_any_level() {
    let options = database::fresh().await;
    let mut portal = portal(&options, &[], &[]);
    let mut secrets = Secrets::default();
    for secret in [PASSWORD, OTHER_PASSWORD, SIGNING_SECRET] {
        secrets.remember(secret);
    }
    let mut admin = Browser::default();
    admin.sign_in(&portal, "eva", PASSWORD).is(303);
    secrets.remember(&admin.cookies["session"]);
    come_in(&portal, &mut admin, &mut secrets);
    make_keys(&portal, &mut admin, &mut secrets);
    tell_others(&mut portal, &mut admin, &mut secrets);
    prove(&portal, &mut admin, &mut secrets);

    // And while nobody can be looked up.
    let name = options.get_database().unwrap().to_owned();
    let mut server = options.clone().database("postgres").connect().await.unwrap();
    for sql in [
        format!("alter database {name} allow_connections false"),
        format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"),
    ] {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut server).await.unwrap();
    }
    admin.get(&portal, "/trips").is(503);
    Browser::default().sign_in(&portal, "eva", PASSWORD).is(503);
    let token = secrets.0.iter().find(|secret| secret.starts_with("tmt_")).unwrap().clone();
    Browser::with_token(&token).get(&portal, "/api/trips").is(503);
    secrets.are_not_in(&end(portal));
    sqlx::raw_sql(AssertSqlSafe(format!("alter database {name} allow_connections true")))
        .execute(&mut server)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_password_of_a_mail_server_is_in_the_log_at_any_level() {
    let Some(server) = SmtpServer::start(Protection::StartTls) else { return };
    let options = database::fresh().await;
    let portal = portal(&options, &server.flags(), &[]);
    let mut secrets = Secrets::default();
    for secret in ["p@ss/w:rd", "portal:p@ss/w:rd", "\0portal\0p@ss/w:rd", PASSWORD] {
        secrets.remember(secret);
    }
    let mut admin = Browser::default();
    admin.sign_in(&portal, "eva", PASSWORD).is(303);
    let invited = [("login", "ida"), ("email", "ida@portal.test"), ("language", "en"), ("time_zone", "UTC")];
    admin.submit(&portal, "/admin/users", &invited).is(303);
    let message = server.message();
    let text = message["parts"]["text/plain"].as_str().unwrap();
    let key = text.split_once("?key=").unwrap().1.split_whitespace().next().unwrap();
    secrets.remember(key);
    // Gone, the server is complained about.
    drop(server);
    admin.submit(&portal, "/account/reset/request", &[("email", "eva@portal.test")]).is(303);
    let mut portal = portal;
    portal.wait_for("mail not sent");
    secrets.are_not_in(&end(portal));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_of_an_identity_provider_is_in_the_log_at_any_level() {
    let Some(mut provider) = IdentityProvider::start("http://portal.test") else { return };
    provider.knows("amelie", &amelie());
    let options = database::fresh().await;
    let portal = portal(&options, &provider.flags(), &[]);
    let mut secrets = Secrets::default();
    for secret in
        ["a secret: with % and +", "trips:a secret: with % and +", "trips:a%20secret%3A%20with%20%25%20and%20%2B"]
    {
        secrets.remember(secret);
    }
    for (place, trouble) in [("", false), ("x", true)] {
        let mut browser = Browser::default();
        let started = browser.get(&portal, "/login/oidc").is(303);
        browser.cookies.values().for_each(|value| drop(secrets.remember(value)));
        let back = provider.sign_in(started.location(), "amelie").await;
        for pair in back.split(['?', '&']).filter(|pair| pair.starts_with("code=") || pair.starts_with("state=")) {
            secrets.remember(pair.split_once('=').unwrap().1);
        }
        let back = browser.get(&portal, &back.replace("code=", &format!("code={place}")));
        assert_eq!(browser.cookies.contains_key("session"), !trouble, "{back:?}");
        if let Some(session) = browser.cookies.get("session") {
            secrets.remember(session);
            let left = browser.submit(&portal, "/logout", &[]).is(200);
            secrets.remember(left.between("id_token_hint=", "\""));
        }
    }
    secrets.are_not_in(&end(portal));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_key_of_a_file_store_is_in_the_log_at_any_level() {
    let Some(server) = S3Server::start() else { return };
    let options = database::fresh().await;
    let mut secrets = Secrets::default();
    let key = secrets.remember("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    let session = secrets.remember("FwoGZXIvYXdzEBYaDHzExampleSessionToken==");
    let variables = [
        ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", key.as_str()),
        ("AWS_SESSION_TOKEN", session.as_str()),
        ("AWS_REGION", "eu-west-3"),
    ];
    let portal = portal(&options, &server.flags(), &variables);
    let mut admin = Browser::default();
    admin.sign_in(&portal, "eva", PASSWORD).is(303);
    let trip = admin.json(&portal, "POST", "/api/trips", &json!({"name": "Lyon"})).is(201).value();
    let trip = trip["id"].as_str().unwrap().to_owned();
    let made = admin.attach(&portal, &trip, "what is in the file").is(201).value();
    let content = format!("/api/trips/{trip}/attachments/{}/content", made[0]["id"].as_str().unwrap());
    secrets.remember(admin.get(&portal, &content).is(200).body);
    drop(server);
    admin.attach(&portal, &trip, "what is in the file").is(503);
    admin.get(&portal, &content);
    let log = end(portal);
    // A signed address opens what it names.
    secrets.remember("X-Amz-Signature=");
    secrets.are_not_in(&log);
}
