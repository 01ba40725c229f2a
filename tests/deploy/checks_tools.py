"""What linters say: of the template, of every shell command wherever it stands, and of the code in the template."""

import functools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import cloudformation_validate as validate
from assets import BUILDSPEC, DOCKERFILE, TASK, TEMPLATE, Assets, Findings, check
from cfnlint.api import lint
from cfnlint.config import ManualArgs
from checks_names import build_variables
from template import inline_code

HERE = Path(__file__).resolve().parent
TOOLS = Path(sys.executable).parent
# Regions that differ in what they have, with the oldest and largest among them.
REGIONS = ["us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-2", "sa-east-1"]

# What the schemas say that is meant: rule and resource, and why.
MEANT = {("W3688", "Database"): "the user's name is left out when there is a snapshot"}


def _run(*command: str | Path, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=text, text=True, capture_output=True, timeout=60, check=False)


@functools.cache
def _engine() -> validate.CompositeEngine:
    rules = [validate.file_to_external_rule_source(path) for path in sorted((HERE / "guard").glob("*.guard"))]
    return validate.CompositeEngine(validate.CompositeEngineConfig(guard_rules=rules))


@check("schemas and our own rules", TEMPLATE)
def schemas(assets: Assets) -> list[str]:
    """Every resource against its schema, and against the Guard rules in tests/deploy/guard."""
    content = validate.TemplateContent(assets.text(TEMPLATE), TEMPLATE)
    report = _engine().validate_template(content, validate.ValidateConfig(severity_level=validate.Severity.WARN))
    said = {(one.rule_id, one.entity.logical_id if one.entity else ""): one for one in report.diagnostics}
    findings = [f"{rule} {name} (line {one.start_line}): {one.message}" for (rule, name), one in said.items() if (rule, name) not in MEANT]
    return findings + [f"{excuse} is no longer said, so no longer to be excused" for excuse in MEANT.keys() - said.keys()]


@check("cfn-lint", TEMPLATE)
def cfn_lint(assets: Assets) -> list[str]:
    """What cfn-lint calls an error or warns of, in regions of every kind."""
    matches = lint(assets.text(TEMPLATE), config=ManualArgs(regions=REGIONS))
    return [f"{match.rule.id} (line {match.linenumber}): {match.message}" for match in matches]


class _Checkov:
    """Checkov in a virtual environment of its own (its libraries disagree with moto's), started once for all templates."""

    @functools.cached_property
    def process(self) -> subprocess.Popen[str]:
        python = os.environ["CHECKOV_PYTHON"]
        return subprocess.Popen([python, HERE / "checkov_worker.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def failed(self, text: str) -> list[list[str]]:
        """Check, resource and title of everything that failed."""
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


_checkov = _Checkov()


@check("checkov", TEMPLATE)
def checkov(assets: Assets) -> list[str]:
    """What checkov wants, but for what is listed with its reason in tests/deploy/checkov.json."""
    listed = json.loads((HERE / "checkov.json").read_text(encoding="utf-8"))
    meant = {(rule, resource): why for rule, entry in listed.items() for resource, why in entry.items()}
    failed = {(rule, resource): title for rule, resource, title in _checkov.failed(assets.text(TEMPLATE))}
    findings = Findings(f"{rule} {resource}: {title}" for (rule, resource), title in failed.items() if (rule, resource) not in meant)
    for rule, resource in meant.keys() - failed.keys():
        findings.append(f"{rule} no longer fails for {resource}: take it out of checkov.json")
    return findings


@check("hadolint", DOCKERFILE)
def hadolint(assets: Assets) -> list[str]:
    """The Dockerfile and every command in it."""
    answer = _run(TOOLS / "hadolint", "--no-color", "--failure-threshold", "style", "-", text=assets.text(DOCKERFILE))
    return answer.stdout.splitlines() if answer.returncode else []


@check("shellcheck of embedded commands", BUILDSPEC, TASK, TEMPLATE)
def embedded_commands(assets: Assets) -> list[str]:
    """The build's phases, the instances' first script, the bootstrap container's command; the scripts' own step sees the rest."""
    findings = Findings()
    environment = "".join(f"export {name}=x\n" for name in sorted(build_variables(assets.default)))
    for name, phase in assets.buildspec["phases"].items():
        script = "#!/bin/bash\n" + environment + "\n".join(phase["commands"]) + "\n"
        findings.extend(_shellcheck(f"{BUILDSPEC}: {name}", script))
    for name, properties in assets.default.of_type("AWS::EC2::LaunchTemplate").items():
        script = properties["LaunchTemplateData"]["UserData"]
        findings.extend(_shellcheck(f"user data of {name}", script))
        # The agent's settings, one a line; nothing else belongs there.
        findings.expect("ECS_CLUSTER=@Cluster" in script, "instances do not join the cluster")
        findings.expect("/etc/ecs/ecs.config" in script, "the agent does not read that file")
    for name, properties in assets.default.of_type("AWS::ECS::TaskDefinition").items():
        shell, option, script = properties["ContainerDefinitions"][0]["Command"]
        findings.same(f"{name}'s shell", (shell, option), ("sh", "-c"))
        findings.extend(_shellcheck(f"command of {name}", "#!/bin/sh\n" + script + "\n"))
    command = assets.container["healthCheck"]["command"]
    findings.expect(command[0] == "CMD", "the image has no shell for CMD-SHELL")
    return findings


def _shellcheck(where: str, script: str) -> list[str]:
    answer = _run("shellcheck", "--format", "gcc", "--severity", "style", "-", text=script)
    return [f"{where}{line.removeprefix('-')}" for line in answer.stdout.splitlines()]


@check("code in the template", TEMPLATE)
def inline(assets: Assets) -> list[str]:
    """Every function's code: compiles, and has nothing that ruff knows to be wrong."""
    findings = Findings()
    for name in assets.default.of_type("AWS::Lambda::Function"):
        code = inline_code(name, assets.template)
        compile(code, name, "exec")
        findings.expect(re.search(r"(?m)^def handler\(", code), f"{name} has no handler")
        answer = _run(TOOLS / "ruff", "check", "--isolated", "--no-cache", "--quiet", "--output-format", "concise",
                      "--target-version", "py313", "--select", "E4,E7,E9,F,B,PLE",
                      "--stdin-filename", f"{name}.py", "-", text=code)  # fmt: skip
        findings.extend(answer.stdout.splitlines())
    return findings
