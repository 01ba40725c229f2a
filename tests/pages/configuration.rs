//! The settings, as administrators see them: all of them, and no secret.

use tripmgmt::config::Cli;

use crate::support::{Answer, TestApp};

/// Long enough to sign with, and easy to find.
const SECRET: &str = "hunter2-hunter2-hunter2-hunter2-hunter2-hunter2-hunter2-hunter2-hunter2";

/// A portal with a secret in every setting that can hold one.
async fn portal_with_secrets() -> TestApp {
    let signing = format!("--signing-secret={SECRET}");
    let smtp = format!("--smtp-url=smtps://me:{SECRET}@mail.example.com");
    let line = [&signing, &smtp, "--mail-from=trips@example.com", "--public-url=https://trips.example.com"];
    let portal = TestApp::start_with(&line).await;
    let line = ["tripmgmt", "--instance-name=test-task"].into_iter().chain(line);
    let cli = Cli::read(line, |name| match name {
        "DATABASE_URL" => Some(format!("postgres://me:{SECRET}@db.example:6543/trips?password={SECRET}")),
        "SPRING_DATASOURCE_URL" => Some(format!("jdbc:postgresql://h/d?user=me&password={SECRET}")),
        "SPRING_DATASOURCE_PASSWORD" | "PGPASSWORD" => Some(SECRET.to_owned()),
        "PGSSLMODE" => Some("require".to_owned()),
        _ => None,
    });
    portal.with_config(cli.unwrap().config)
}

fn row(page: &Answer, name: &str) -> String {
    let text = page.text();
    let at = text.find(&format!("setting__name\">{name}<")).unwrap_or_else(|| panic!("no {name}"));
    text[at..].split("</tr>").next().unwrap().to_owned()
}

#[tokio::test]
async fn no_secret_is_shown_anywhere() {
    let portal = portal_with_secrets().await;
    let paths = [
        "/admin",
        "/admin/configuration",
        "/admin/health",
        "/admin/logs",
        "/management/env",
        "/management/configprops",
        "/management/health",
        "/management/loggers",
        "/management/info",
    ];
    for path in paths {
        let answer = portal.get(path).await;
        assert_eq!(answer.status.as_u16(), 200, "{path}");
        assert!(!answer.shows("hunter2"), "{path}");
    }
    assert!(!format!("{:?}", portal.app.config).contains("hunter2"), "nor by Debug");
    let page = portal.get("/admin/configuration").await;
    for name in [
        "SIGNING_SECRET",
        "SMTP_URL",
        "DATABASE_URL",
        "SPRING_DATASOURCE_URL",
        "SPRING_DATASOURCE_PASSWORD",
        "PGPASSWORD",
    ] {
        assert!(row(&page, name).contains("******"), "{name} is said to be there");
    }
    let env = portal.get("/management/env").await.value();
    assert_eq!(env["propertySources"][0]["properties"]["SMTP_URL"]["value"], "******");
}

#[tokio::test]
async fn each_setting_says_where_its_value_comes_from() {
    let portal = portal_with_secrets().await;
    let page = portal.get("/admin/configuration").await;
    for (name, value, origin) in [
        ("MAIL_FROM", "trips@example.com", "Command line"),
        ("PGSSLMODE", "require", "Environment variable"),
        ("HOST", "127.0.0.1", "Default"),
        ("LOG_FORMAT", "text", "Worked out by the portal"),
        ("SHUTDOWN_DELAY_SECONDS", "0", "Worked out by the portal"),
        ("SMTP_CA_FILE", "None", "Not set"),
    ] {
        let row = row(&page, name);
        assert!(row.contains(value) && row.contains(origin), "{name}: {row}");
    }
    assert!(page.shows("postgres://me@db.example:6543/trips (from DATABASE_URL)"));
    assert!(page.shows("Seconds between &#34;not ready&#34; and the end of accepting requests"));
    let french = portal.get_with("/admin/configuration", &[("cookie", "lang=fr")]).await;
    assert!(row(&french, "PORT").contains("Port d’écoute") && row(&french, "PORT").contains("Par défaut"));
}

#[tokio::test]
async fn programs_read_settings_as_the_old_monolith_told_them() {
    let portal = portal_with_secrets().await;
    let env = portal.get("/management/env").await.value();
    assert_eq!(env["activeProfiles"], serde_json::json!(["development"]));
    let sources: Vec<&str> =
        env["propertySources"].as_array().unwrap().iter().map(|source| source["name"].as_str().unwrap()).collect();
    assert_eq!(sources, ["commandLineArgs", "systemEnvironment", "defaults", "madeUp", "unset"]);
    let properties = portal.get("/management/configprops").await.value();
    let beans = &properties["contexts"]["tripmgmt"]["beans"];
    assert_eq!(beans["tripmgmt"]["prefix"], "tripmgmt");
    assert_eq!(beans["tripmgmt"]["properties"]["MAIL_FROM"], "trips@example.com");
    assert_eq!(beans["database"]["properties"]["PGPASSWORD"], "******");
}
