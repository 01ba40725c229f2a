"""The rules for a whole folder of migrations beside that of the previous release."""

import re
from itertools import pairwise

from .findings import RULES, Finding, Kind
from .schema import Schema
from .source import EXPANDS, MARKER, NO_TRANSACTION, Migration, is_good_name, read
from .statements import Check


def lint(released: dict[str, str], folder: dict[str, str]) -> list[Finding]:
    """What is wrong with a folder of migrations (text by name) after a release that had those of `released`."""
    findings = [
        Finding(name, 1, "file-name", "not YYYYMMDDHHMMSS_what_it_does.sql")
        for name in folder
        if not is_good_name(name)
    ]
    findings += unchanged(released, folder)
    names = sorted(name for name in folder if is_good_name(name))
    findings += in_order(released, names)
    schema = Schema()
    for name in sorted(released):
        for statement in read(name, released[name]).statements:
            schema.apply(statement)
    current = schema.copy()
    for name in names:
        if name not in released:
            findings += lint_one(read(name, folder[name]), released, schema, current)
    return findings


def unchanged(released: dict[str, str], folder: dict[str, str]) -> list[Finding]:
    """A migration that was released has run somewhere: changing it stops the portal from starting there."""
    findings = []
    for name, text in released.items():
        if name not in folder:
            findings.append(
                Finding(name, 1, "released-removed", "the previous release has it: migrations are never removed")
            )
        elif folder[name] != text:
            findings.append(
                Finding(name, 1, "released-changed", "the previous release has it: write another one instead")
            )
    return findings


def in_order(released: dict[str, str], names: list[str]) -> list[Finding]:
    """Every database runs them in the same order."""
    newest = max((name[:14] for name in released), default="")
    findings = [
        Finding(second, 1, "duplicate-timestamp", f"{first} has the same timestamp")
        for first, second in pairwise(names)
        if first[:14] == second[:14]
    ]
    return findings + [
        Finding(
            name, 1, "late-timestamp", f"not after {newest}, which is released: databases would run it in another order"
        )
        for name in names
        if name not in released and name[:14] < newest
    ]


def lint_one(migration: Migration, released: dict[str, str], schema: Schema, current: Schema) -> list[Finding]:
    """What is wrong with one new migration; `current` goes on to what it makes."""
    if migration.syntax_error is not None:
        line, message = migration.syntax_error
        return [Finding(migration.file, line, "syntax", message)]
    check = Check(migration, schema, current)
    markers(check)
    check.run()
    return settle(check, released)


def markers(check: Check) -> None:
    """It says in the header whether it expands or contracts, once, in exactly these words; nothing else switches."""
    migration = check.migration
    said = [line for line in migration.header if EXPANDS.fullmatch(line)]
    if migration.contracts:
        said.append(migration.contracts[0])
    if len(said) != 1:
        check.refuse(
            "says-what-it-is",
            "the header says either `-- Expand only…` or `-- contracts: TIMESTAMP (why nobody needs it)`",
        )
    for number, line in enumerate(migration.text.splitlines(), 1):
        check.line = number
        allowed = line in said or (number == 1 and line == NO_TRANSACTION)
        # squawk would heed its own behind a statement, too.
        if (MARKER.match(line.strip()) or "squawk-ignore" in line) and not allowed:
            check.refuse("unknown-marker", f"`{line.strip()}` is none of the markers, or stands in the wrong place")


def settle(check: Check, released: dict[str, str]) -> list[Finding]:
    """Lifts the rules that a contract step may break, if it is one."""
    marker = check.migration.contracts
    if marker is None:
        return check.findings
    contracting = [finding for finding in check.findings if RULES[finding.rule] is Kind.CONTRACTING]
    others = [finding for finding in check.findings if RULES[finding.rule] is not Kind.CONTRACTING]
    check.findings, check.line = [], 1
    expand = next((name for name in released if name.startswith(marker[1])), None)
    if expand is None:
        check.refuse("contract-unreleased", f"the previous release has no migration {marker[1]}")
        return others + check.findings
    if not contracting:
        check.refuse("contract-needless", "nothing in it contracts: `-- Expand only…`")
    for finding in contracting:
        check.line = finding.line
        if not re.search(rf"\b{re.escape(finding.table)}\b", released[expand]):
            check.refuse("contract-unrelated", f"{expand} says nothing about {finding.table}")
    return others + check.findings
