"""A migration as its author wrote it: name, header, markers, and statements as PostgreSQL's own parser reads them."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pglast
from pglast.parser import ParseError

NAME = re.compile(r"(\d{14})_[a-z0-9]+(_[a-z0-9]+)*\.sql")
CONTRACTS = re.compile(r"-- contracts: (\d{14}) \((\S.{9,})\)")
EXPANDS = re.compile(r"-- Expand only[.:].*")
# Whatever looks as if it should be one of the markers, or should switch a rule off.
MARKER = re.compile(r"--\s*(contract|expand|squawk|lint|no-?\s*transaction|noqa|ignore)", re.IGNORECASE)
NO_TRANSACTION = "-- no-transaction"
_SKIPPED = re.compile(r"(\s+|--[^\n]*\n|/\*.*?\*/)*", re.DOTALL)


@dataclass(frozen=True)
class Statement:
    """One statement; `node` is its syntax tree."""

    node: Any
    line: int

    @property
    def type(self) -> str:
        """The name PostgreSQL has for this kind of statement."""
        return type(self.node).__name__


@dataclass
class Migration:
    """One file of migrations/."""

    file: str
    text: str
    version: int
    statements: list[Statement] = field(default_factory=list)
    syntax_error: tuple[int, str] | None = None

    @property
    def header(self) -> list[str]:
        """The comment lines before the first statement."""
        lines = self.text.splitlines()
        end = next((number for number, line in enumerate(lines) if line and not line.startswith("--")), len(lines))
        return lines[:end]

    @property
    def contracts(self) -> re.Match[str] | None:
        """The marker of a contract step."""
        return next((match for line in self.header if (match := CONTRACTS.fullmatch(line))), None)

    @property
    def in_transaction(self) -> bool:
        """Whether it runs in a transaction, which sqlx decides by the first line."""
        return not self.text.startswith(NO_TRANSACTION)


def is_good_name(name: str) -> bool:
    """Whether it begins with a time that exists and goes on in lower case."""
    match = NAME.fullmatch(name)
    if match is None:
        return False
    try:
        datetime.strptime(match[1], "%Y%m%d%H%M%S")
    except ValueError:
        return False
    return True


def read(name: str, text: str) -> Migration:
    """Parses one migration whose name is good."""
    migration = Migration(name, text, int(name[:14]))
    try:
        raw = pglast.parse_sql(text)
    except ParseError as error:
        at = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0
        migration.syntax_error = (text.count("\n", 0, at) + 1, str(error.args[0]))
        return migration
    for statement in raw:
        start = statement.stmt_location or 0
        skipped = _SKIPPED.match(text, start)
        begin = skipped.end() if skipped else start
        migration.statements.append(Statement(statement.stmt, text.count("\n", 0, begin) + 1))
    return migration


def folder(path: Path) -> dict[str, str]:
    """The files of a folder of migrations by name."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(path.iterdir()) if file.is_file()}
