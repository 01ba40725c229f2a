"""What squawk finds beside our own rules, as far as it does not know less than they do."""

import json
import subprocess
from pathlib import Path

from .findings import Finding
from .source import Migration

# What our own rules decide better: they know which tables and columns came with this release, and contract steps.
OURS = [
    "ban-drop-column",
    "ban-drop-constraint",
    "ban-drop-function",
    "ban-drop-not-null",
    "ban-drop-sequence",
    "ban-drop-table",
    "ban-drop-view",
    "adding-not-nullable-field",
    "renaming-column",
    "renaming-table",
    "require-concurrent-index-creation",
    "require-concurrent-index-deletion",
]
# Counters, such as a row's version, fit 32 bits.
NOT_OURS = ["prefer-bigint-over-int"]
# Time-outs cannot be set there, and `if not exists` would take an index that failed halfway for a good one.
OUTSIDE_TRANSACTION = ["require-timeout-settings", "prefer-robust-stmts"]


def squawk(program: Path, folder: Path, migrations: list[Migration]) -> list[Finding]:
    """Runs squawk over files of a folder."""
    findings = []
    for migration in migrations:
        excluded = [*OURS, *NOT_OURS, *([] if migration.in_transaction else OUTSIDE_TRANSACTION)]
        command: list[str | Path] = [
            program,
            "--pg-version=15.0",
            "--reporter=json",
            *(f"--exclude={rule}" for rule in excluded),
        ]
        if migration.in_transaction:
            command.append("--assume-in-transaction")
        ran = subprocess.run(
            [*command, folder / migration.file], capture_output=True, text=True, check=False, timeout=60
        )
        if ran.returncode not in (0, 1) or not ran.stdout.strip():
            raise RuntimeError(f"squawk failed: {ran.stderr}")
        for found in json.loads(ran.stdout):
            findings.append(
                Finding(migration.file, found["line"] + 1, f"squawk/{found['rule_name']}", found["message"])
            )
    return findings
