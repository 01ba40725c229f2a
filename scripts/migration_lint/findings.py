"""What may be wrong with a migration: every rule by its name, what it is about, and how it reads to its author."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """Whether a rule can be lifted."""

    ALWAYS = "always"
    # Locks or rewrites a table that is in use; refused in a contract step, too.
    LOCKING = "locking"
    # Takes away, or narrows, what the previous release reads or writes; the contract step of an older expand may.
    CONTRACTING = "contracting"


RULES: dict[str, Kind] = {
    "file-name": Kind.ALWAYS,
    "duplicate-timestamp": Kind.ALWAYS,
    "late-timestamp": Kind.ALWAYS,
    "released-changed": Kind.ALWAYS,
    "released-removed": Kind.ALWAYS,
    "syntax": Kind.ALWAYS,
    "says-what-it-is": Kind.ALWAYS,
    "unknown-marker": Kind.ALWAYS,
    "contract-unreleased": Kind.ALWAYS,
    "contract-unrelated": Kind.ALWAYS,
    "contract-needless": Kind.ALWAYS,
    "timeouts": Kind.ALWAYS,
    "transaction-control": Kind.ALWAYS,
    "no-transaction": Kind.ALWAYS,
    "half-made-index": Kind.ALWAYS,
    "unknown-statement": Kind.ALWAYS,
    "drop-cascade": Kind.ALWAYS,
    "required-column": Kind.ALWAYS,
    "index-blocks-writes": Kind.LOCKING,
    "foreign-key-validated": Kind.LOCKING,
    "check-validated": Kind.LOCKING,
    "validated-at-once": Kind.LOCKING,
    "key-without-index": Kind.LOCKING,
    "not-null-unproven": Kind.LOCKING,
    "retype": Kind.LOCKING,
    "rewriting-column": Kind.LOCKING,
    "inline-constraint": Kind.LOCKING,
    "two-tables-locked": Kind.LOCKING,
    "whole-table-changed": Kind.LOCKING,
    "change-under-lock": Kind.LOCKING,
    "drop-table": Kind.CONTRACTING,
    "drop-column": Kind.CONTRACTING,
    "drop-object": Kind.CONTRACTING,
    "drop-key": Kind.CONTRACTING,
    "drop-default": Kind.CONTRACTING,
    "drop-not-null": Kind.CONTRACTING,
    "set-not-null": Kind.CONTRACTING,
    "rename": Kind.CONTRACTING,
    "replace": Kind.CONTRACTING,
    "narrowing-check": Kind.CONTRACTING,
    "narrowing-foreign-key": Kind.CONTRACTING,
    "restricting-foreign-key": Kind.CONTRACTING,
    "narrowing-key": Kind.CONTRACTING,
    "remove-rows": Kind.CONTRACTING,
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and where; `table` tells what a contracting statement is about."""

    file: str
    line: int
    rule: str
    message: str
    table: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.message}"
