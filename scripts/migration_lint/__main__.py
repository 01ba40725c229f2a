"""Checks a folder of migrations: `python -m migration_lint --released FOLDER --squawk PROGRAM migrations`."""

import argparse
import sys
from pathlib import Path

from .findings import Finding
from .history import lint
from .source import folder, is_good_name, read
from .squawk import squawk


def check(released: Path, migrations: Path, program: Path) -> tuple[list[Finding], int]:
    """What is wrong with the migrations that came since the release, and how many those are."""
    before, now = folder(released), folder(migrations)
    new = [read(name, text) for name, text in now.items() if name not in before and is_good_name(name)]
    findings = lint(before, now) + squawk(program, migrations, [one for one in new if one.syntax_error is None])
    return sorted(findings, key=lambda finding: (finding.file, finding.line)), len(new)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="migration_lint")
    parser.add_argument("--released", type=Path, required=True)
    parser.add_argument("--squawk", type=Path, required=True)
    parser.add_argument("migrations", type=Path)
    arguments = parser.parse_args()
    findings, count = check(arguments.released, arguments.migrations, arguments.squawk)
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print(f"{count} migrations since the previous release: each of them can be applied while that release runs")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
