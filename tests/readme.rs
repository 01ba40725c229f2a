//! The settings in the README are those in the code: the table is made from the command line's own description.
//! `UPDATE_README=1 cargo test readme` writes it anew.

use clap::CommandFactory as _;
use tripmgmt::config::Cli;

const START: &str = "<!-- settings: made by `UPDATE_README=1 cargo test readme` -->\n";
const END: &str = "<!-- end of settings -->";

fn table() -> String {
    let mut rows = vec!["| variable | flag | default | meaning |".to_owned(), "|---|---|---|---|".to_owned()];
    let command = Cli::command();
    for argument in command.get_arguments() {
        let (Some(variable), Some(flag)) = (argument.get_env(), argument.get_long()) else { continue };
        let default = argument
            .get_default_values()
            .first()
            .map(|value| format!("`{}`", value.to_string_lossy()))
            .unwrap_or_default();
        let meaning = argument.get_help().map(ToString::to_string).unwrap_or_default();
        rows.push(format!("| `{}` | `--{flag}` | {default} | {meaning} |", variable.to_string_lossy()));
    }
    rows.join("\n") + "\n"
}

#[test]
fn the_settings_table_is_the_codes_own() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once(START).expect("the README has a place for the table");
    let (_, after) = rest.split_once(END).expect("and an end of it");
    let expected = format!("{before}{START}{}{END}{after}", table());
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(path, &expected).unwrap();
        return;
    }
    assert_eq!(readme, expected, "run UPDATE_README=1 cargo test readme");
}
