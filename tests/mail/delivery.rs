//! Mails on their way to a real server.

use std::time::Duration;

use axum::http::StatusCode;
use chrono::TimeDelta;
use tripmgmt::i18n::Language;
use tripmgmt::mail::worker::{self, deliver_due};
use tripmgmt::mail::{Letter, MailKind};

use super::server::{Protection, SmtpServer};
use super::{letter, queue};
use crate::support::TestApp;

async fn portal(server: &SmtpServer) -> TestApp {
    start(&server.flags()).await
}

async fn start(flags: &[String]) -> TestApp {
    TestApp::start_with(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await
}

#[tokio::test]
async fn a_mail_arrives_over_starttls_as_plain_text_and_html() {
    let Some(server) = SmtpServer::start(Protection::StartTls) else { return };
    let portal = portal(&server).await;
    let id = queue(&portal, &letter(&portal, "amelie@example.com")).await;
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 1);

    let message = server.message();
    assert_eq!((&message["tls"], &message["login"]), (&true.into(), &"portal".into()));
    assert_eq!((&message["from"], &message["to"][0]), (&"trips@example.com".into(), &"amelie@example.com".into()));
    assert_eq!(message["type"], "multipart/alternative");
    let headers = &message["headers"];
    assert_eq!(headers["subject"], "Choisissez un nouveau mot de passe");
    assert_eq!(headers["from"], "Trip Management <trips@example.com>");
    assert_eq!(headers["message-id"], format!("<{id}@example.com>"));
    assert_eq!(headers["auto-submitted"], "auto-generated");
    for kind in ["text/plain", "text/html"] {
        let part = message["parts"][kind].as_str().unwrap();
        assert!(part.contains("Bonjour Amélie N’Dongo,"), "{part}");
        assert!(part.contains("https://trips.example.com/account/reset/finish?key=4f1c"), "{part}");
        assert!(part.contains("5 mai 2026 à 12:00 UTC"), "{part}");
    }
    assert!(portal.get("/admin/mails").await.shows("Sent"));
}

#[tokio::test]
async fn a_subject_keeps_its_accents() {
    let Some(server) = SmtpServer::start(Protection::Plain) else { return };
    let portal = portal(&server).await;
    let letter = Letter { kind: MailKind::PasswordChanged, link: None, ..letter(&portal, "amelie@example.com") };
    queue(&portal, &letter).await;
    deliver_due(&portal.app).await.unwrap();
    assert_eq!(server.message()["headers"]["subject"], "Votre mot de passe a été modifié");
}

#[tokio::test]
async fn a_mail_arrives_over_tls_from_the_start() {
    let Some(server) = SmtpServer::start(Protection::Tls) else { return };
    let portal = portal(&server).await;
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    deliver_due(&portal.app).await.unwrap();
    assert_eq!(server.message()["tls"], true);
}

#[tokio::test]
async fn a_server_whose_certificate_nobody_vouches_for_gets_nothing() {
    for protection in [Protection::StartTls, Protection::Tls] {
        let Some(server) = SmtpServer::start(protection) else { return };
        let mut flags = server.flags();
        flags.retain(|flag| !flag.starts_with("--smtp-ca-file"));
        let portal = start(&flags).await;
        queue(&portal, &letter(&portal, "amelie@example.com")).await;
        deliver_due(&portal.app).await.unwrap();
        assert!(server.has_no_more());
        let page = portal.get("/admin/mails").await;
        assert!(page.shows("Waiting") && page.shows("UnknownIssuer"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_server_without_starttls_gets_nothing_where_it_is_required() {
    let Some(server) = SmtpServer::start(Protection::Plain) else { return };
    let mut flags = server.flags();
    flags[0] = format!("--smtp-url=smtp://127.0.0.1:{}?tls=required", server.port);
    let portal = start(&flags).await;
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    deliver_due(&portal.app).await.unwrap();
    assert!(server.has_no_more());
    assert!(portal.get("/admin/mails").await.shows("STARTTLS"));
}

#[tokio::test]
async fn a_mail_that_is_put_off_is_sent_later() {
    let Some(server) = SmtpServer::start(Protection::StartTls) else { return };
    let portal = portal(&server).await;
    queue(&portal, &letter(&portal, "later@example.com")).await;
    deliver_due(&portal.app).await.unwrap();
    let page = portal.get("/admin/mails").await;
    assert!(page.shows("Waiting") && page.shows("1 attempt"));
    assert!(page.shows("451 4.7.1 greylisted, come back later"), "{}", page.text());

    assert_eq!(deliver_due(&portal.app).await.unwrap(), 0, "not yet");
    portal.clock.advance(TimeDelta::minutes(2));
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 1);
    assert_eq!(server.message()["to"][0], "later@example.com");
    let page = portal.get("/admin/mails").await;
    assert!(page.shows("Sent") && page.shows("2 attempts") && !page.shows("greylisted"));
}

#[tokio::test]
async fn a_mail_that_is_refused_shows_the_servers_own_words() {
    let Some(server) = SmtpServer::start(Protection::StartTls) else { return };
    let portal = portal(&server).await;
    let id = queue(&portal, &letter(&portal, "refused@example.com")).await;
    deliver_due(&portal.app).await.unwrap();
    let page = portal.get("/admin/mails").await;
    assert!(page.shows("Failed"));
    assert!(page.shows("550 5.1.1 &#60;refused@example.com&#62; has moved to the seaside"), "{}", page.text());

    portal.clock.advance(TimeDelta::hours(8));
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 0, "given up");
    let answer = portal.submit(&format!("/admin/mails/{id}/delivery"), &[]).await;
    assert!(portal.follow(&answer).await.shows("Waiting"));
    assert_eq!(deliver_due(&portal.app).await.unwrap(), 1, "until somebody says otherwise");
}

#[tokio::test]
async fn a_wrong_password_does_not_give_mails_up() {
    let Some(server) = SmtpServer::start(Protection::StartTls) else { return };
    let mut flags = server.flags();
    flags[0] = flags[0].replace("p@ss", "guess");
    let portal = start(&flags).await;
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    deliver_due(&portal.app).await.unwrap();
    let page = portal.get("/admin/mails").await;
    assert!(page.shows("535 5.7.8") && page.shows("Waiting"), "{}", page.text());
    assert!(!page.shows("guess"));
}

#[tokio::test]
async fn mails_wait_for_a_server_that_is_down() {
    let Some(server) = SmtpServer::start(Protection::StartTls) else { return };
    let portal = portal(&server).await;
    let port = server.port;
    drop(server);
    queue(&portal, &letter(&portal, "amelie@example.com")).await;
    deliver_due(&portal.app).await.unwrap();
    assert!(portal.get("/admin/mails").await.shows("Connection refused"));

    let server = SmtpServer::start_on(port, Protection::StartTls).unwrap();
    portal.clock.advance(TimeDelta::minutes(2));
    deliver_due(&portal.app).await.unwrap();
    assert_eq!(server.message()["to"][0], "amelie@example.com");
}

#[tokio::test]
async fn several_workers_send_each_mail_once() {
    let Some(server) = SmtpServer::start(Protection::Plain) else { return };
    let portal = portal(&server).await;
    let mut recipients: Vec<String> = (0..12).map(|number| format!("person{number:02}@example.com")).collect();
    for recipient in &recipients {
        queue(&portal, &letter(&portal, recipient)).await;
    }
    let app = &portal.app;
    let (one, two, three) = tokio::join!(deliver_due(app), deliver_due(app), deliver_due(app));
    assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 12);
    let mut arrived: Vec<String> = (0..12).map(|_| server.message()["to"][0].as_str().unwrap().to_owned()).collect();
    arrived.sort();
    recipients.sort();
    assert_eq!(arrived, recipients);
    assert!(server.has_no_more());
}

#[tokio::test]
async fn a_worker_sends_at_once_what_a_page_queues() {
    let Some(server) = SmtpServer::start(Protection::StartTls) else { return };
    let portal = portal(&server).await;
    let worker = worker::start(portal.app.clone());
    // Until it has found nothing to do.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let answer = portal.submit("/admin/mails", &[("recipient", " admin@example.com ")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(portal.follow(&answer).await.shows("Test mail queued"));
    // The server comes back with it, since its last word to the worker may not have been said yet.
    let waiting = tokio::task::spawn_blocking(move || (server.message(), server));
    let (message, _server) = waiting.await.unwrap();
    assert_eq!(message["headers"]["subject"], "Test mail");
    assert_eq!(message["to"][0], "admin@example.com");
    worker.stop().await;
    assert!(portal.get("/admin/mails").await.shows("Sent"), "the mail under way was finished");
}

#[tokio::test]
async fn each_recipient_reads_their_own_language() {
    let Some(server) = SmtpServer::start(Protection::Plain) else { return };
    let portal = portal(&server).await;
    for (language, subject) in
        [(Language::English, "Activate your account"), (Language::French, "Activez votre compte")]
    {
        let letter = Letter { kind: MailKind::Activation, language, ..letter(&portal, "amelie@example.com") };
        queue(&portal, &letter).await;
        deliver_due(&portal.app).await.unwrap();
        assert_eq!(server.message()["headers"]["subject"], subject);
    }
}
