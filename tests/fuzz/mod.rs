//! Every parser that outsiders reach, with what each was tried on before and with thousands of variations of that.

mod mutation;
mod parsers;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use self::mutation::Mutator;
use self::parsers::{ALL, Parser};

/// So often each parser is tried, unless `FUZZ_TIMES` says how often: more of the same goes on where this ends.
const TIMES: u32 = 1_500;

fn times() -> u32 {
    std::env::var("FUZZ_TIMES").map_or(TIMES, |times| times.parse().unwrap())
}

/// What a parser was tried on before: examples, and everything that it ever failed on.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(name);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Runs a parser; what it dies of names it and the input.
fn try_on(name: &str, parser: Parser, input: &[u8]) {
    let survived = catch_unwind(AssertUnwindSafe(|| parser(input))).is_ok();
    assert!(survived, "the parser {name} fails on b\"{}\"", input.escape_ascii());
}

/// Every other parser: two tests share them, so that two cores do.
fn every_other(first: usize) {
    for (name, parser) in ALL.iter().skip(first).step_by(2) {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for input in &seeds {
            try_on(name, *parser, input);
        }
        let inputs: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
        let mut mutator = Mutator::new(name);
        for _ in 0..times() {
            try_on(name, *parser, &mutator.next(&inputs));
        }
    }
}

#[test]
fn no_parser_fails_on_what_outsiders_may_send() {
    every_other(0);
}

#[test]
fn no_other_parser_fails_on_what_outsiders_may_send() {
    every_other(1);
}

#[test]
fn every_folder_of_seeds_is_a_parsers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(ALL.iter().any(|(parser, _)| name == *parser), "{}", name.display());
    }
}
