"""Every example in `bad/` is refused by the rule in its name and no other, every one in `good/` by none.

An example is a file, taken as the one migration since the release in `released/`, or a folder that is laid over it,
where an empty file stands for one that was removed. After `--` the name tells examples of one rule apart. Run by
scripts/check-migrations.
"""

import os
import tempfile
import unittest
from pathlib import Path

from migration_lint.__main__ import check
from migration_lint.findings import RULES
from migration_lint.source import folder

HERE = Path(__file__).parent
RELEASED = HERE / "released"
SQUAWK = Path(os.environ["SQUAWK"])


def rule_of(example: Path) -> str:
    """The rule that refuses this example."""
    name = example.name.removesuffix(".sql").split("--")[0]
    return name.replace("squawk-", "squawk/") if name.startswith("squawk-") else name


def laid_over(example: Path) -> dict[str, str]:
    """The migrations of the release with those of the example, empty ones left out."""
    files = folder(example) if example.is_dir() else {"20260201000000_example.sql": example.read_text(encoding="utf-8")}
    return {name: text for name, text in (folder(RELEASED) | files).items() if text}


def rules_broken(example: Path) -> set[str]:
    """The rules that an example breaks."""
    with tempfile.TemporaryDirectory() as work:
        for name, text in laid_over(example).items():
            Path(work, name).write_text(text, encoding="utf-8")
        findings, _ = check(RELEASED, Path(work), SQUAWK)
    return {finding.rule for finding in findings}


class Examples(unittest.TestCase):
    """The linter refuses what it should, for the reason it should."""

    def test_each_bad_example_breaks_the_rule_in_its_name(self) -> None:
        for example in sorted(HERE.glob("bad/*")):
            with self.subTest(example.name):
                broken = rules_broken(example)
                expected = rule_of(example)
                self.assertIn(expected, broken)
                # squawk may know more names for it.
                self.assertEqual({rule for rule in broken if not rule.startswith("squawk/")} - {expected}, set())

    def test_no_good_example_breaks_any(self) -> None:
        for example in sorted(HERE.glob("good/*")):
            with self.subTest(example.name):
                self.assertEqual(rules_broken(example), set())

    def test_every_rule_has_an_example(self) -> None:
        self.assertEqual(RULES.keys() - {rule_of(example) for example in HERE.glob("bad/*")}, set())


if __name__ == "__main__":
    unittest.main()
