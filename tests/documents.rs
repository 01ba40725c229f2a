//! Documents that must stay true: the route table, the OpenAPI document, the languages.

use std::collections::{BTreeMap, BTreeSet};

use tripmgmt::sessions::identify::Access;
use tripmgmt::web::routes;

#[test]
fn the_route_table_is_as_published() {
    let table: Vec<String> = routes::routes()
        .table()
        .iter()
        .map(|(method, path, access)| format!("{access:<14} {method:<6} {path}", access = format!("{access:?}")))
        .collect();
    insta::assert_snapshot!(table.join("\n"));
}

#[test]
fn the_openapi_document_is_as_published() {
    insta::assert_snapshot!(tripmgmt::openapi::document().unwrap());
}

#[test]
fn every_rest_route_is_documented_and_nothing_else() {
    let document: serde_json::Value = serde_json::from_str(&tripmgmt::openapi::document().unwrap()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    let documented: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let is_rest = |path: &str| path.starts_with("/api/") || path.starts_with("/management/");
    let served: BTreeSet<String> = routes::routes()
        .table()
        .iter()
        .filter(|(_, path, _)| is_rest(path))
        .map(|(method, path, _)| format!("{method} {path}"))
        .collect();
    assert_eq!(documented, served);
}

#[test]
fn the_openapi_document_says_of_every_operation_who_may_come() {
    let document: serde_json::Value = serde_json::from_str(&tripmgmt::openapi::document().unwrap()).unwrap();
    for (method, path, access) in routes::routes().table() {
        let operation = &document["paths"][path][method.as_str().to_lowercase()];
        if operation.is_null() {
            continue;
        }
        let documented = |status| operation["responses"][status]["content"]["application/problem+json"].is_object();
        let open = operation["security"] == serde_json::json!([{}]);
        let expected = match access {
            Access::Open => (true, documented("401"), documented("403")),
            _ => (false, true, true),
        };
        assert_eq!((open, documented("401"), documented("403")), expected, "{method} {path}");
    }
}

/// Key → the arguments its text uses, for a language.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    let folder = format!("{}/locales/{language}", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        for line in std::fs::read_to_string(file.path()).unwrap().lines() {
            let starts_message = line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.contains(" =");
            if starts_message {
                line.split(" =").next().unwrap().clone_into(&mut key);
                assert!(messages.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice in {language}");
            }
            let arguments = line
                .split('$')
                .skip(1)
                .map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned());
            if !line.starts_with('#') && !key.is_empty() {
                messages.get_mut(&key).unwrap().extend(arguments);
            }
        }
    }
    messages
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_arguments() {
    assert_eq!(messages("en"), messages("fr"));
}

#[test]
fn every_action_of_the_audit_log_has_its_words() {
    let words = messages("en");
    let labels = tripmgmt::audit::Action::ALL.iter().map(|action| action.label());
    let missing: Vec<_> = labels.filter(|label| !words.contains_key(*label)).collect();
    assert!(missing.is_empty(), "add {missing:?} to locales/en and locales/fr");
}

#[test]
fn every_setting_is_explained_in_both_languages_as_the_help_does() {
    use tripmgmt::i18n::Language;

    let cli = tripmgmt::config::Cli::read(["tripmgmt"], |_| None).unwrap();
    let meanings: BTreeSet<String> =
        cli.config.settings.iter().map(tripmgmt::administration::configuration::Setting::meaning).collect();
    let written: BTreeSet<String> = messages("en").into_keys().filter(|key| key.starts_with("setting-")).collect();
    assert_eq!(meanings, written, "add the meaning of a setting to locales/*/administration.ftl");
    let command = <tripmgmt::config::Cli as clap::CommandFactory>::command();
    for argument in command.get_arguments() {
        let (Some(name), Some(help)) = (argument.get_env(), argument.get_help()) else { continue };
        let key = format!("setting-{}", name.to_str().unwrap().to_lowercase().replace('_', "-"));
        assert_eq!(Language::English.text(&key), help.to_string().replace('`', ""), "{key}");
    }
}

#[test]
fn every_setting_that_sounds_like_a_secret_is_one() {
    let cli = tripmgmt::config::Cli::read(["tripmgmt"], |_| None).unwrap();
    for setting in cli.config.settings.iter() {
        let sounds = ["SECRET", "PASSWORD", "TOKEN", "CREDENTIAL", "SMTP_URL", "DATABASE_URL", "DATASOURCE_URL"];
        if sounds.iter().any(|word| setting.name.contains(word)) {
            assert!(setting.is_secret, "{} needs hide_env_values", setting.name);
        }
    }
}

/// Everything between quotes in templates and sources.
fn quoted(folder: &str, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            quoted(path.to_str().unwrap(), text);
        } else {
            text.push_str(&std::fs::read_to_string(path).unwrap_or_default());
        }
    }
}

#[test]
fn every_text_is_used() {
    let mut text = String::new();
    for folder in ["src", "templates"] {
        quoted(&format!("{}/{folder}", env!("CARGO_MANIFEST_DIR")), &mut text);
    }
    // Labels of fields, actions and settings are put together from their names.
    let unused: Vec<_> = messages("en")
        .into_keys()
        .filter(|key| !key.starts_with("field-") && !key.starts_with("setting-"))
        .filter(|key| !text.contains(&format!("\"{}\"", key.strip_prefix("audited-").unwrap_or(key))))
        .collect();
    assert!(unused.is_empty(), "no page or code shows {unused:?}");
}
