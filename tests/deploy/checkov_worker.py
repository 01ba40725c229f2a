"""Runs checkov for run.py: a template (as JSON text) a line in, what failed a line out."""

import json
import os
import sys
import tempfile

os.environ["LOG_LEVEL"] = "ERROR"

from checkov.cloudformation.runner import Runner  # noqa: E402
from checkov.runner_filter import RunnerFilter  # noqa: E402

# Its own words must not get between the answers.
answers, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    with tempfile.NamedTemporaryFile("w", suffix=".yml", encoding="utf-8") as file:
        file.write(json.loads(line))
        file.flush()
        report = Runner().run(root_folder=None, files=[file.name], runner_filter=RunnerFilter(framework=["cloudformation"]))
    failed = [[one.check_id, one.resource.split(".")[-1], one.check_name] for one in report.failed_checks]
    failed += [["parsing", name, "cannot be read"] for name in report.parsing_errors]
    print(json.dumps(failed), file=answers, flush=True)
