"""Runs every check on the assets as they are; with --mutations, also shows that each check notices what it is for."""

import importlib
import json
import logging
import sys
import time

from assets import CHECKS, TEMPLATE, Assets, Check
from faults import FAULTS

# In the order in which they are asked about a fault: those that only compare take no time, those that run things do.
MODULES = (
    "checks_names", "checks_task", "checks_network", "checks_deployment", "checks_build", "checks_iam", "checks_tools",
    "checks_runs",
)  # fmt: skip
for module in MODULES:
    importlib.import_module(module)
logging.getLogger("werkzeug").setLevel(logging.ERROR)


def check_everything() -> int:
    """How many checks fail on the assets as they are."""
    assets, failed = Assets(), 0
    for check in CHECKS:
        began = time.monotonic()
        found = check.findings(assets)
        print(f"{'FAILED' if found else 'ok':7} {check.name} ({time.monotonic() - began:.1f} s)", flush=True)
        for one in found:
            print(f"        {one}", flush=True)
        failed += bool(found)
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return failed


def noticed(assets: Assets, changed: str) -> tuple[Check, str] | None:
    """The first check that finds something, of those that read the changed file."""
    for check in CHECKS:
        if changed in check.reads:
            found = check.findings(assets)
            if found:
                return check, found[0]
    return None


def seed_faults() -> int:
    """Puts in one fault after the other; returns how many are not noticed, and how many checks notice nothing."""
    assets = Assets()
    # Faults are put into the template as JSON, which alone must make no difference.
    compact = json.dumps(assets.template, separators=(",", ":"), ensure_ascii=False)
    difference = noticed(Assets(assets.root, {TEMPLATE: compact}), TEMPLATE)
    if difference:
        print(f"the template as JSON: {difference[0].name}: {difference[1]}")
        return 1
    began, idle, missed = time.monotonic(), {check.name for check in CHECKS}, []
    print(f"\n{'fault':58} noticed by")
    for fault in FAULTS:
        started = time.monotonic()
        try:
            changed = fault.put_into(assets)
        except (LookupError, ValueError) as error:
            caught, reason = None, f"cannot be put in: {error}"
        else:
            caught = noticed(changed, fault.file)
            reason = f"{caught[0].name}: {' '.join(caught[1].split())}" if caught else "NOTHING"
        if caught:
            idle.discard(caught[0].name)
        else:
            missed.append(fault.what)
        print(f"{fault.what:58} {reason[:130]} ({time.monotonic() - started:.1f} s)", flush=True)
    total = len(FAULTS)
    print(f"\n{total - len(missed)} of {total} faults noticed in {time.monotonic() - began:.0f} s")
    for what in missed:
        print(f"NOT NOTICED: {what}")
    for name in sorted(idle):
        print(f"NEVER NEEDED: {name}: put in a fault that it is the first to notice, or take it out")
    return len(missed) + len(idle)


def main() -> int:
    """The exit code."""
    failed = check_everything()
    if not failed and sys.argv[1:] == ["--mutations"]:
        failed = seed_faults()
    return 1 if failed else 0


sys.exit(main())
