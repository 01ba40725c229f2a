"""The files of a deployment as checks see them: read once, with a fault put into one of them if need be."""

import functools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import template as cloudformation
import yaml
from evaluation import SCENARIOS, Evaluation
from scratch import ROOT

TEMPLATE = "cloudformation-infra/tripmgmt.yml"
TASK = "taskdef_src.json"
APPSPEC = "appspec.yaml"
BUILDSPEC = "buildspec.yml"
DOCKERFILE = "Dockerfile"
CODEBUILD = "scripts/codebuild"
RENDERER = "scripts/render-deployment"


class Assets:
    """All files under a root; `changed` holds other texts for some."""

    def __init__(self, root: Path = ROOT, changed: dict[str, str] | None = None) -> None:
        self.root = root
        self.changed = changed or {}

    def text(self, path: str) -> str:
        """The text of a file."""
        return self.changed[path] if path in self.changed else (self.root / path).read_text(encoding="utf-8")

    @functools.cached_property
    def template(self) -> dict[str, Any]:
        """The template, its short tags made long."""
        text = self.text(TEMPLATE)
        # A fault is put in as JSON, which is read a hundred times faster.
        return json.loads(text) if text.startswith("{") else cloudformation.load_text(text)

    @functools.cached_property
    def scenarios(self) -> dict[str, Evaluation]:
        """What the template makes, by default and with every option."""
        return {name: Evaluation(self.template, parameters) for name, parameters in SCENARIOS.items()}

    @property
    def default(self) -> Evaluation:
        """What the template makes by default."""
        return self.scenarios["by default"]

    @functools.cached_property
    def task(self) -> dict[str, Any]:
        """The task definition with its placeholders."""
        return json.loads(self.text(TASK))

    @property
    def container(self) -> dict[str, Any]:
        """Its one container."""
        return self.task["containerDefinitions"][0]

    @functools.cached_property
    def appspec(self) -> dict[str, Any]:
        """The appspec as it is in the repository."""
        return yaml.safe_load(self.text(APPSPEC))

    @functools.cached_property
    def buildspec(self) -> dict[str, Any]:
        """The build's phases."""
        return yaml.safe_load(self.text(BUILDSPEC))

    def constant(self, path: str, pattern: str) -> str:
        """What the first group of a pattern finds in a file; that it finds nothing is an error of the check."""
        found = re.search(pattern, self.text(path))
        if not found:
            raise LookupError(f"{path} has nothing like {pattern}")
        return found.group(1)


@dataclass(frozen=True)
class Check:
    """One check: what it is called, which files it reads, and what it finds (nothing, if all is well)."""

    name: str
    reads: tuple[str, ...]
    find: Callable[[Assets], list[str]]

    def findings(self, assets: Assets) -> list[str]:
        """What is wrong. A file that cannot even be read that way is a finding, too."""
        try:
            return self.find(assets)
        except Exception as error:  # whatever a broken asset does to a check, it is broken
            return [f"{type(error).__name__}: {error}"]


CHECKS: list[Check] = []


def check(name: str, *reads: str) -> Callable[[Callable[[Assets], list[str]]], Callable[[Assets], list[str]]]:
    """Registers a function as a check of these files."""

    def register(find: Callable[[Assets], list[str]]) -> Callable[[Assets], list[str]]:
        CHECKS.append(Check(name, reads, find))
        return find

    return register


class Findings(list[str]):
    """Collects what does not hold."""

    def expect(self, holds: object, otherwise: str) -> None:
        """`otherwise` says what is wrong if it does not hold."""
        if not holds:
            self.append(otherwise)

    def same(self, what: str, found: object, wanted: object) -> None:
        """Two values that have to agree."""
        if found != wanted:
            self.append(f"{what} is {found!r}, not {wanted!r}")
