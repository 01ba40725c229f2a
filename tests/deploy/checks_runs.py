"""What happens when the files are used: tasks registered by the real client, and the build's phases run for real."""

import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import botocore.session
import scratch
import yaml
from assets import APPSPEC, BUILDSPEC, CODEBUILD, DOCKERFILE, RENDERER, TASK, Assets, Findings, check
from botocore.validate import ParamValidator
from moto.server import ThreadedMotoServer
from scratch import BY_HAND, COMMIT, IMAGE, REPOSITORY, STACK
from scratch import CODEBUILD as SET_BY_CODEBUILD

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
TOOLS = Path(sys.executable).parent
ARTIFACTS = ("appspec.yaml", "imageDetail.json", "taskdef.json")
READS = (APPSPEC, BUILDSPEC, CODEBUILD, DOCKERFILE, RENDERER, TASK, "data/rds-global-bundle.pem", "scripts/rds-authorities")


def _folder(assets: Assets, name: str) -> Path:
    """A copy of the assets to run things in, with what was changed in them."""
    folder = scratch.copy_to(Path(name), assets.root)
    for path, text in assets.changed.items():
        if (folder / path).exists():
            (folder / path).write_text(text, encoding="utf-8")
    return folder


@functools.cache
def _ecs() -> str:
    """The address of an ECS that is only pretended."""
    os.environ.update({"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"})
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return f"http://{host}:{port}"


def _register(folder: Path, file: str) -> tuple[str, dict[str, Any]]:
    """`aws ecs register-task-definition`, as people type it; what it says, and what is registered then."""
    env = {
        "AWS_ENDPOINT_URL": _ecs(), "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "eu-west-1", "NO_PROXY": "*",
    }  # fmt: skip
    command = ("aws", "ecs", "register-task-definition", "--cli-input-json", f"file://{file}")
    answer = scratch.run(folder, *command, env=env, path=str(TOOLS))
    if answer.returncode:
        return answer.stderr, {}
    return "", json.loads(answer.stdout)["taskDefinition"]


def _differences(findings: Findings, what: str, registered: Any, wanted: Any) -> None:
    """Everything that was asked for has to be there; the service adds defaults."""
    if isinstance(wanted, dict) and isinstance(registered, dict):
        for key, value in wanted.items():
            _differences(findings, f"{what}.{key}", registered.get(key), value)
    elif isinstance(wanted, list) and isinstance(registered, list) and len(wanted) == len(registered):
        for index, value in enumerate(wanted):
            _differences(findings, f"{what}[{index}]", registered[index], value)
    else:
        findings.same(what, registered, wanted)


@check("registered by hand", TASK, RENDERER)
def by_hand(assets: Assets) -> list[str]:
    """envsubst and register-task-definition as typed, with a password that has everything in it that JSON can bear."""
    findings = Findings()
    with tempfile.TemporaryDirectory() as name:
        folder = _folder(assets, name)
        typed = scratch.run(folder, "sh", "-c", 'envsubst < "taskdef_src.json" > "taskdef.json"', env=BY_HAND)
        findings.expect(typed.returncode == 0, typed.stderr)
        error, registered = _register(folder, "taskdef.json")
        if error:
            return [error]
        wanted = json.loads((folder / "taskdef.json").read_text())
        _differences(findings, "registered", registered, wanted)
        settings = {one["name"]: one["value"] for one in registered["containerDefinitions"][0]["environment"]}
        findings.same("the password", settings["PGPASSWORD"], scratch.PASSWORD)
        findings.same("the host", settings["PGHOST"], BY_HAND["AURORA_PGSQL_RDS_URL"])
        findings.same("the image", registered["containerDefinitions"][0]["image"], BY_HAND["ECR_LATEST_IMAGE_URL"])
        findings.same("the role", registered["executionRoleArn"], BY_HAND["TASK_EXECUTION_ROLE_ARN"])
    return findings


class _Build:
    """The phases of buildspec.yml in a copy of the assets; aws and docker only write down what they are asked."""

    def __init__(self, assets: Assets, folder: Path, variables: dict[str, str], registered: Path | None = None) -> None:
        self.folder, self.changed = _folder(assets, str(folder)), bool(assets.changed)
        self.log = self.folder / "calls.log"
        self.log.touch()
        self.failed = ""
        env = {**SET_BY_CODEBUILD, **variables, "CALLS": str(self.log), "REGISTERED": str(registered or ""), "IMAGE": IMAGE}
        for phase, steps in assets.buildspec["phases"].items():
            for command in steps["commands"]:
                answer = scratch.run(self.folder, "bash", "-c", command, env=env, path=str(HERE / "stand-ins"))
                if answer.returncode:
                    self.failed = f"{phase}: {command}: {answer.stderr or answer.stdout}"
                    return
        self.artifacts = self.folder / assets.buildspec["artifacts"]["base-directory"]

    @property
    def calls(self) -> list[str]:
        """What was asked, in order."""
        return self.log.read_text(encoding="utf-8").replace(str(self.folder), "/build").splitlines()


def _compare(findings: Findings, name: str, build: _Build) -> None:
    """The calls and the three artifacts, byte by byte, with what is kept in golden/ (UPDATE_GOLDEN=1 keeps what is made now)."""
    found = {"calls.txt": "\n".join(build.calls) + "\n"}
    found |= {file: (build.artifacts / file).read_text(encoding="utf-8") for file in ARTIFACTS}
    for file, text in found.items():
        kept = GOLDEN / name / file
        if os.environ.get("UPDATE_GOLDEN") and not build.changed:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(text, encoding="utf-8")
        findings.expect(kept.read_text(encoding="utf-8") == text, f"{name}/{file} is not as in tests/deploy/golden: {text}")
    findings.same("the artifacts", sorted(file.name for file in build.artifacts.iterdir()), list(ARTIFACTS))


@check("the build of the stack", *READS)
def build_of_the_stack(assets: Assets) -> list[str]:
    """All phases with the stack's variables; what they hand on is taken by the client, once CodePipeline has done its part."""
    findings = Findings()
    with tempfile.TemporaryDirectory() as name:
        build = _Build(assets, Path(name), STACK)
        if build.failed:
            return [build.failed]
        _compare(findings, "stack", build)
        definition = (build.artifacts / "taskdef.json").read_text(encoding="utf-8")
        image = json.loads((build.artifacts / "imageDetail.json").read_text(encoding="utf-8"))["ImageURI"]
        (build.artifacts / "taskdef.json").write_text(definition.replace("<IMAGE1_NAME>", image), encoding="utf-8")
        error, registered = _register(build.artifacts, "taskdef.json")
        if error:
            return [error]
        container = registered["containerDefinitions"][0]
        findings.same("the image", container["image"], IMAGE)
        _differences(findings, "secrets", container["secrets"], json.loads(definition)["containerDefinitions"][0]["secrets"])
        appspec = yaml.safe_load((build.artifacts / "appspec.yaml").read_text(encoding="utf-8"))
        findings.extend(_as_a_task_set(appspec, registered["taskDefinitionArn"]))
    return findings


def _as_a_task_set(appspec: dict[str, Any], arn: str) -> list[str]:
    """CodeDeploy makes a task set of the appspec; it has to be one that ECS takes."""
    properties = appspec["Resources"][0]["TargetService"]["Properties"]

    def lower(value: Any) -> Any:
        if isinstance(value, dict):
            return {key[0].lower() + key[1:]: lower(part) for key, part in value.items()}
        return [lower(part) for part in value] if isinstance(value, list) else value

    request = {
        "cluster": "ecs-cluster-tripmgmtdemo",
        "service": "svc-tripmgmt-demo",
        **lower({key: value for key, value in properties.items() if key != "LoadBalancerInfo"}),
        "taskDefinition": properties["TaskDefinition"].replace("<TASK_DEFINITION>", arn),
        "loadBalancers": [lower(properties["LoadBalancerInfo"])],
    }
    shape = botocore.session.get_session().get_service_model("ecs").operation_model("CreateTaskSet").input_shape
    report = ParamValidator().validate(request, shape)
    return [report.generate_report()] if report.has_errors() else []


@check("the build by hand", *READS)
def build_by_hand(assets: Assets) -> list[str]:
    """A build project without the stack's variables uses the registered task definition again, or says what is missing."""
    findings = Findings()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        folder = _folder(assets, other)
        scratch.run(folder, "sh", "-c", "envsubst < taskdef_src.json > taskdef.json", env=BY_HAND)
        _, registered = _register(folder, "taskdef.json")
        # As describe-task-definition shows it, with what a registration does not take.
        registered |= {"registeredAt": "2026-11-24T12:00:00Z", "registeredBy": "arn:aws:iam::123456789012:user/somebody"}
        answer = folder / "registered.json"
        answer.write_text(json.dumps({"taskDefinition": registered, "tags": []}), encoding="utf-8")
        build = _Build(assets, Path(name), {}, answer)
        if build.failed:
            return [build.failed]
        findings.expect("aws ecr get-login-password --region eu-west-1" in build.calls, "no login")
        findings.expect(f"docker push --quiet {REPOSITORY}:{COMMIT}" in build.calls, "another repository")
        error, again = _register(build.artifacts, "taskdef.json")
        if error:
            return [error]
        container = again["containerDefinitions"][0]
        findings.same("the image", container["image"], IMAGE)
        findings.same("the label", container["dockerLabels"], {"org.opencontainers.image.revision": COMMIT})
        findings.same("the settings", container["environment"], registered["containerDefinitions"][0]["environment"])
        # The part of it that JSON writes as it is.
        kept = [path.name for path in build.folder.rglob("*.json") if "<PGSqlPwd>&##2006" in path.read_text(encoding="utf-8")]
        findings.same("where the password is left", kept, ["taskdef.json"])
    return findings


@check("a build that cannot work", *READS)
def early_failures(assets: Assets) -> list[str]:
    """It ends in the first phase and says what is missing."""
    findings = Findings()
    for what, variables, said in (
        ("a variable", {name: value for name, value in STACK.items() if name != "LOG_GROUP"}, "LOG_GROUP"),
        ("a hook", {**STACK, "HOOK_AFTER_ALLOW_TRAFFIC": ""}, "HOOK_AFTER_ALLOW_TRAFFIC"),
        ("a task definition", {}, "ecs:DescribeTaskDefinition"),
        ("git", {**STACK, "CODEBUILD_RESOLVED_SOURCE_VERSION": "main"}, "must come from git"),
        ("authorities", {**STACK, "AWS_DEFAULT_REGION": "xx-west-1"}, "no authority of region xx-west-1"),
        ("privileged mode", {**STACK, "NO_DOCKER": "1"}, "privileged"),
    ):
        with tempfile.TemporaryDirectory() as name:
            build = _Build(assets, Path(name), variables)
            findings.expect(build.failed.startswith("install: "), f"without {what} the build goes on to {build.failed or 'its end'}")
            findings.expect(said in build.failed, f"without {what} the build says {build.failed}")
            findings.expect(not any("docker run" in call for call in build.calls), f"without {what} tests are run")
    return findings


@check("tests of renderer and hook", APPSPEC, RENDERER, TASK, "scripts/rds-authorities", "cloudformation-infra/tripmgmt.yml")
def unit_tests(assets: Assets) -> list[str]:
    """test_render.py and test_hook.py; on changed assets only if they are about what was changed."""
    findings = Findings()
    names = ["test_render", "test_hook"]
    with tempfile.TemporaryDirectory() as name:
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        if assets.changed:
            names = ["test_hook" if "cloudformation-infra/tripmgmt.yml" in assets.changed else "test_render"]
            env["DEPLOY_ROOT"] = name
            folder = _folder(assets, name)
            (folder / "cloudformation-infra").mkdir()
            (folder / "cloudformation-infra/tripmgmt.yml").write_text(assets.text("cloudformation-infra/tripmgmt.yml"))
        answer = subprocess.run([sys.executable, "-m", "unittest", "--failfast", *names], cwd=HERE, env=env, text=True,
                                capture_output=True, timeout=300, check=False)  # fmt: skip
    if answer.returncode:
        findings.append(answer.stderr[-2000:])
    ran = re.search(r"Ran (\d+) tests", answer.stderr)
    findings.expect(ran and int(ran.group(1)) >= 10, "no tests were run")
    return findings
