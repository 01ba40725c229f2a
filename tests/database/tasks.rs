//! Three tasks on one database: they start together, know each other's sessions, count together, hear of each other's
//! changes, and do every job once, even if one of them is killed in the midst.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tripmgmt::db::migrate;

use super::{Client, admin, execute};
use crate::process::portal::{Portal, libpq, tripmgmt};
use crate::support::database;

/// How long jobs may take, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_mins(1);

/// Three tasks that start at the same moment.
fn three(options: &PgConnectOptions, flags: &[String]) -> Vec<Portal> {
    let starts = (1..=3).map(|number| {
        let mut command = tripmgmt();
        command.envs(libpq(options)).args(["--demo", "--instance-name", &format!("task-{number}")]).args(flags);
        std::thread::spawn(move || Portal::start(command))
    });
    let starts: Vec<_> = starts.collect();
    starts.into_iter().map(|start| start.join().unwrap()).collect()
}

fn clients(tasks: &[Portal], login: &str) -> Vec<Client> {
    let token = tasks[0].token(login, login);
    tasks.iter().map(|task| Client { port: task.port, token: token.clone() }).collect()
}

/// Waits until the database says so.
async fn wait_for(connection: &mut PgConnection, what: &str, sql: &'static str) {
    let began = Instant::now();
    while !sqlx::query_scalar::<_, bool>(sql).fetch_one(&mut *connection).await.unwrap() {
        assert!(began.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_that_start_together_migrate_once_and_share_sessions_and_limits() {
    let options = database::empty().await;
    let tasks = three(&options, &[]);
    let mut admin = admin(&options).await;
    let (applied, failed): (i64, i64) = sqlx::query_as(
        "select count(*) filter (where success), count(*) filter (where not success) from _sqlx_migrations",
    )
    .fetch_one(&mut admin)
    .await
    .unwrap();
    assert_eq!((applied, failed), (i64::try_from(migrate::MIGRATOR.iter().count()).unwrap(), 0));
    let twice: i64 = sqlx::query_scalar("select count(*) - count(distinct login) from accounts")
        .fetch_one(&mut admin)
        .await
        .unwrap();
    assert_eq!(twice, 0, "the accounts of the demonstration were made once");

    // Signed in at the first, known and signed out at the others.
    let [first, second, third] = <[Portal; 3]>::try_from(tasks).ok().unwrap();
    let first = first.sign_in();
    let get = |task: &Portal| {
        let mut stream = task.connect();
        write!(
            stream,
            "GET /api/account HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {}\r\n\r\n",
            first.cookie()
        )
        .unwrap();
        crate::process::portal::answer(stream).0
    };
    assert_eq!((get(&first), get(&second), get(&third)), (200, 200, 200));
    let mut leaving = second.connect();
    write!(
        leaving,
        "POST /logout HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n",
        first.cookie()
    )
    .unwrap();
    assert_eq!(crate::process::portal::answer(leaving).0, 303);
    assert_eq!((get(&first), get(&second), get(&third)), (401, 401, 401), "the session has ended everywhere");

    // Ten wrong passwords at any tasks are ten wrong passwords.
    let nobody = [&first, &second, &third].map(|task| Client { port: task.port, token: String::new() });
    let try_at = |number: usize, password: &str| {
        let body = json!({"username": "manager", "password": password}).to_string();
        nobody[number % 3].ask("POST", "/api/authenticate", &[], &body).status
    };
    for number in 0..10 {
        assert_eq!(try_at(number, "wrong"), 401, "attempt {number}");
    }
    for number in 10..13 {
        assert_eq!(try_at(number, "manager"), 429, "the right one is one too many at every task");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_at_one_task_reaches_readers_at_the_others() {
    let options = database::fresh().await;
    let tasks = three(&options, &[]);
    let clients = clients(&tasks, "admin");
    let trip: serde_json::Value = serde_json::from_str(&clients[0].post("Watched").body).unwrap();
    let path = format!("/trips/{}/events", trip["reference"].as_str().unwrap());
    let mut readers: Vec<TcpStream> = tasks
        .iter()
        .map(|task| {
            let mut stream = task.connect();
            let token = &clients[0].token;
            write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n").unwrap();
            stream
        })
        .collect();
    let bring = |stream: &mut TcpStream, text: &str| {
        let mut heard = String::new();
        while !heard.contains(text) {
            let mut bytes = [0; 1024];
            let count = stream.read(&mut bytes).unwrap();
            assert!(count > 0, "the stream ended: {heard}");
            heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    };
    for reader in &mut readers {
        bring(reader, "event: hello");
    }
    for (number, client) in clients.iter().enumerate() {
        let changed = client.ask(
            "PATCH",
            &format!("/api/trips/{}", trip["id"].as_str().unwrap()),
            &[],
            &json!({"name": format!("Watched {number}")}).to_string(),
        );
        assert_eq!(changed.status, 200, "{changed:?}");
        for reader in &mut readers {
            bring(reader, "data: admin");
        }
    }
}

/// What arrived somewhere, and how often.
type Arrived = Arc<Mutex<HashMap<String, usize>>>;

fn note(arrived: &Arrived, id: &str) {
    *arrived.lock().unwrap().entry(id.to_owned()).or_default() += 1;
}

/// Where webhooks lead; it takes its time.
async fn receiver(arrived: &Arrived) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let arrived = Arc::clone(arrived);
    let router = Router::new().fallback(async move |headers: HeaderMap| {
        note(&arrived, headers["webhook-id"].to_str().unwrap());
        tokio::time::sleep(Duration::from_millis(100)).await;
        StatusCode::NO_CONTENT
    });
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// A mail server that knows as much of SMTP as one needs to take mails, and takes its time.
fn mail_server(arrived: &Arrived) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let arrived = Arc::clone(arrived);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let arrived = Arc::clone(&arrived);
            std::thread::spawn(move || take_mails(stream, &arrived));
        }
    });
    port
}

/// Ends with an error when the sender is killed.
fn take_mails(mut stream: TcpStream, arrived: &Arrived) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut recipient = String::new();
    stream.write_all(b"220 localhost\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let answer = match line.get(..4).unwrap_or_default() {
            "RCPT" => {
                recipient = line;
                "250 OK\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 Go on\r\n")?;
                while lines.next().transpose()?.is_some_and(|line| line != ".") {}
                note(arrived, &recipient);
                std::thread::sleep(Duration::from_millis(100));
                "250 OK\r\n"
            }
            "QUIT" => {
                return stream.write_all(b"221 Bye\r\n");
            }
            _ => "250 OK\r\n",
        };
        stream.write_all(answer.as_bytes())?;
    }
    Ok(())
}

const MAILS: usize = 30;
const RENAMINGS: i64 = 15;
const ROWS: usize = 1_500;

#[tokio::test(flavor = "multi_thread")]
async fn every_job_is_done_once_though_a_task_is_killed_in_the_midst() {
    let options = database::fresh().await;
    let (hooks, mails) = (Arrived::default(), Arrived::default());
    let address = receiver(&hooks).await;
    let flags = [
        format!("--smtp-url=smtp://127.0.0.1:{}", mail_server(&mails)),
        "--mail-from=trips@example.com".to_owned(),
        "--public-url=https://trips.example.com".to_owned(),
        "--webhooks-to-private-addresses=true".to_owned(),
    ];
    let mut admin = admin(&options).await;
    // Somebody leaves tomorrow, wherever it is between nine in the morning and midnight now.
    let mut command = tripmgmt();
    command.envs(libpq(&options)).arg("--demo");
    let before = Portal::start(command);
    let owner = Client { port: before.port, token: before.token("user", "user") };
    assert_eq!(owner.post("Tomorrow").status, 201);
    execute(
        &mut admin,
        "update trips set time_zone = zone, start_date = (now() at time zone zone)::date + 1
         from (select case when extract(hour from now() at time zone 'UTC') between 9 and 22 then 'UTC' else 'Pacific/Auckland' end as zone) here
         where name = 'Tomorrow'",
    )
    .await;
    drop(before);

    let mut tasks = three(&options, &flags);
    wait_for(&mut admin, "the reminder", "select exists (select from notifications where event = 'starts_soon')").await;
    let (boss, user) = (clients(&tasks, "admin"), clients(&tasks, "user"));
    let hook = boss[1].ask("POST", "/api/admin/webhooks", &[], &json!({"url": address, "subjects": []}).to_string());
    assert_eq!(hook.status, 201, "{hook:?}");
    let trip: serde_json::Value = serde_json::from_str(&boss[1].post("Shared").body).unwrap();
    let trip = format!("/api/trips/{}", trip["id"].as_str().unwrap());
    let shared = json!({"login": "user", "role": "editor"}).to_string();
    assert_eq!(boss[1].ask("POST", &format!("{trip}/members"), &[], &shared).status, 201);
    // Into the queue as a request would put them; nothing is said of them to anybody else.
    execute(
        &mut admin,
        format!(
            "insert into mails (id, kind, recipient, name, language, link, created_at, due_at, expires_at)
             select gen_random_uuid(), 'password_reset', 'p' || n || '@example.com', '', 'en', '/account/reset/finish?key=' || n,
                 now(), now(), now() + interval '1 day' from generate_series(1, {MAILS}) n"
        ),
    )
    .await;
    let rows: String = (0..ROWS).map(|row| format!("Imported {row}\n")).collect::<Vec<_>>().concat();
    let csv = [("Content-Type", "text/csv")];
    // Whoever takes the file begins with it, and is killed once it is under way.
    let import = boss[0].ask("POST", "/api/imports?mode=whole", &csv, &format!("name\n{rows}"));
    assert_eq!(import.status, 202, "{import:?}");
    for number in 0..RENAMINGS {
        let task = &user[usize::try_from(number).unwrap() % 2 + 1];
        let renamed = task.ask("PATCH", &trip, &[], &json!({"name": format!("Shared {number}")}).to_string());
        assert_eq!(renamed.status, 200, "{renamed:?}");
    }
    wait_for(&mut admin, "the import", "select exists (select from imports where claimed_until is not null)").await;
    let is_under_way: bool =
        sqlx::query_scalar("select state = 'queued' from imports").fetch_one(&mut admin).await.unwrap();
    tasks[0].signal("KILL");
    tasks[0].wait();
    let is_done: bool = sqlx::query_scalar("select state = 'done' from imports").fetch_one(&mut admin).await.unwrap();
    eprintln!("killed: the import was under way before: {is_under_way}, done after: {is_done}");

    // What the others are still doing they finish; then the claims of the dead one run out, sooner than they would.
    wait_for(
        &mut admin,
        "all but the claims of the dead",
        "select (select count(*) from mails where sent_at is null) <= 1
             and (select count(*) from webhook_deliveries where delivered_at is null) <= 8
             and (select coalesce(sum(count), 0) from notifications where actor = 'user' and event = 'changed') >= 15",
    )
    .await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    for table in ["mails", "webhook_deliveries", "imports"] {
        execute(&mut admin, format!("update {table} set claimed_until = now() where claimed_until > now()")).await;
    }
    wait_for(
        &mut admin,
        "everything",
        "select not exists (select from mails where sent_at is null)
             and not exists (select from webhook_deliveries where delivered_at is null)
             and not exists (select from imports where state <> 'done')",
    )
    .await;

    let (imported, told, reminders): (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from trips where name like 'Imported %'),
             (select sum(count) from notifications n join accounts a on a.id = n.account_id
              where a.login = 'admin' and n.actor = 'user' and n.event = 'changed'),
             (select count(*) from notifications where event = 'starts_soon')",
    )
    .fetch_one(&mut admin)
    .await
    .unwrap();
    assert_eq!((imported, told, reminders), (i64::try_from(ROWS).unwrap(), RENAMINGS, 1));
    let deliveries: i64 =
        sqlx::query_scalar("select count(*) from webhook_deliveries").fetch_one(&mut admin).await.unwrap();
    // What was sent and not noted is sent a second time, by as many as one task does at a time; receivers know it by its id.
    let (hooks, mails) = (hooks.lock().unwrap(), mails.lock().unwrap());
    let again = |arrived: &HashMap<String, usize>| arrived.values().map(|times| times - 1).sum::<usize>();
    eprintln!("{} deliveries, {} again; {} mails, {} again", hooks.len(), again(&hooks), mails.len(), again(&mails));
    assert_eq!(i64::try_from(hooks.len()).unwrap(), deliveries);
    assert!(again(&hooks) <= 8, "{hooks:?}");
    assert_eq!(mails.keys().filter(|to| to.contains("@example.com")).count(), MAILS);
    assert!(again(&mails) <= 1, "{mails:?}");
}
