"""Runs the hook's code as it stands in the CloudFormation template, with the event it finds on standard input."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "deploy"))

import template  # noqa: E402 - the checks' own reader of the template

if __name__ == "__main__":
    template.inline_module().handler(json.load(sys.stdin), None)
