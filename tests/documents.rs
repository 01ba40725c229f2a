//! Documents that must stay true: the route table, the OpenAPI document, the languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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
            Access::ByPassword => (true, documented("401"), true),
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
fn only_numbers_choose_between_forms_of_a_text() {
    for file in ["en", "fr"].iter().flat_map(|language| {
        std::fs::read_dir(format!("{}/locales/{language}", env!("CARGO_MANIFEST_DIR"))).unwrap().map(Result::unwrap)
    }) {
        for line in std::fs::read_to_string(file.path()).unwrap().lines() {
            let Some((form, _)) =
                line.trim_start().trim_start_matches('*').strip_prefix('[').and_then(|rest| rest.split_once("] "))
            else {
                continue;
            };
            let is_number = form.parse::<u32>().is_ok();
            assert!(
                is_number || ["zero", "one", "two", "few", "many", "other"].contains(&form),
                "{}: {line}",
                file.path().display()
            );
        }
    }
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
    // Labels of fields, actions, settings and things with a history are put together from their names.
    let unused: Vec<_> = messages("en")
        .into_keys()
        .filter(|key| !key.starts_with("field-") && !key.starts_with("setting-"))
        .filter(|key| {
            let name = ["audited-", "changed-", "change-"].iter().find_map(|prefix| key.strip_prefix(prefix));
            !text.contains(&format!("\"{}\"", name.unwrap_or(key)))
        })
        .collect();
    assert!(unused.is_empty(), "no page or code shows {unused:?}");
}

#[test]
fn every_password_field_is_masked_and_open_to_password_managers() {
    let mut text = String::new();
    quoted(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"), &mut text);
    let fields: Vec<&str> = text
        .split("<input")
        .skip(1)
        .map(|rest| &rest[..rest.find('\n').unwrap_or(rest.len())])
        .filter(|field| field.contains("password\""))
        .collect();
    assert!(fields.len() > 3, "{fields:?}");
    for field in fields {
        assert!(field.contains("type=\"password\""), "{field}");
        let helped = ["autocomplete=\"current-password\"", "autocomplete=\"new-password\""];
        assert!(helped.iter().any(|hint| field.contains(hint)), "{field}");
    }
}

/// The names of all tests in a folder of sources, as cargo prints them: `module::name`.
fn tests_in(folder: &Path, module: &str, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let inside = if matches!(stem.as_str(), "mod" | "main" | "lib") {
            module.to_owned()
        } else {
            format!("{module}{stem}::")
        };
        if path.is_dir() {
            tests_in(&path, &inside, names);
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        // In the sources tests stand in a module of their own.
        let inner = if path.starts_with(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) && stem != "tests" {
            "tests::"
        } else {
            ""
        };
        for test in text.split("test]").skip(1).chain(text.split("test(flavor = \"multi_thread\")]").skip(1)) {
            if let Some((_, rest)) = test.split_once("fn ") {
                names.insert(format!("{inside}{inner}{}", rest.split('(').next().unwrap()));
            }
        }
    }
}

/// The rows of the tables in docs/security.md: number, and the tests it names.
fn security_rows() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/security.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| V"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let tests = cells.last().unwrap().split('`').skip(1).step_by(2).map(str::to_owned).collect();
        (cells[0].split_whitespace().next().unwrap().to_owned(), tests)
    })
    .collect()
}

#[test]
fn every_test_that_the_security_checklist_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = BTreeSet::new();
    tests_in(&root.join("tests"), "", &mut names);
    tests_in(&root.join("src"), "", &mut names);
    let missing: Vec<_> = security_rows()
        .into_iter()
        .flat_map(|(number, tests)| tests.into_iter().map(move |test| (number.clone(), test)))
        .filter(|(_, test)| !names.contains(test))
        .collect();
    assert!(missing.is_empty(), "docs/security.md names tests that are not there: {missing:#?}");
}

#[test]
fn the_security_checklist_answers_every_requirement_of_its_levels_once() {
    let expected: Vec<&str> =
        include_str!("asvs-5.0-levels-1-2.txt").lines().filter(|line| !line.starts_with('#')).collect();
    let answered: Vec<String> = security_rows().into_iter().map(|(number, _)| number).collect();
    assert_eq!(answered, expected);
}

#[test]
fn every_gap_of_the_security_checklist_says_what_would_close_it() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/security.md")).unwrap();
    let (gaps, table) = text.split_once("## The requirements").unwrap();
    let gaps: BTreeSet<&str> =
        gaps.split([' ', '|']).filter(|word| word.starts_with('V') && word.contains('.')).collect();
    let open = table.lines().filter(|line| line.contains("| open |"));
    let open: BTreeSet<&str> = open.map(|line| line[2..].split(' ').next().unwrap()).collect();
    let named: BTreeSet<&str> = gaps.intersection(&open).copied().collect();
    assert_eq!(named, open);
}
