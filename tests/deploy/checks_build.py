"""The build: what it runs, what it is told, and what it hands on."""

import re

from assets import BUILDSPEC, CODEBUILD, DOCKERFILE, RENDERER, TEMPLATE, Assets, Findings, check
from checks_names import SEVEN, build_variables

# Variables that CodeBuild sets by itself, and those of shells and Docker.
OTHERS = {
    "AWS_DEFAULT_REGION", "CODEBUILD_BUILD_ARN", "CODEBUILD_RESOLVED_SOURCE_VERSION", "PWD", "PATH", "LIBRARY",
    "DOCKER_BUILDKIT", "BUILDX_NO_DEFAULT_ATTESTATIONS", "BUILDKIT_INLINE_CACHE", "GIT_COMMIT", "CI", "ENV",
    # Words of messages and of other languages, not variables of the build.
    "WARNING", "ALL", "AWS", "EC2", "JSON", "IMAGE", "COMMIT", "FOLDER", "REMEDY", "VARIABLE",
}  # fmt: skip
STEPS = ["check", "login", "test", "image", "push", "render"]
ARTIFACTS = ["appspec.yaml", "imageDetail.json", "taskdef.json"]


def _used(text: str) -> set[str]:
    """Names of variables that a script reads, whether as `$NAME`, `${NAME:-}`, jq's `$ENV.NAME` or by `${!name}`."""
    code = re.sub(r"(?m)^\s*#.*$", "", text)
    direct = set(re.findall(r"\$\{?([A-Z][A-Z0-9_]{2,})", code)) | set(re.findall(r"\$ENV\.([A-Z][A-Z0-9_]+)", code))
    listed = set(re.findall(r"\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b", "\n".join(re.findall(r"(?s)\bfor \w+ in (.*?);", code))))
    return direct | listed


@check("variables of the build", TEMPLATE, CODEBUILD, RENDERER, BUILDSPEC)
def variables(assets: Assets) -> list[str]:
    """Every variable that is read is told, and every one that is told is read."""
    findings = Findings()
    used = _used(assets.text(CODEBUILD)) | _used(assets.text(RENDERER)) | _used(str(assets.buildspec))
    used -= OTHERS | (SEVEN - {"LOG_GROUP", "TASK_EXECUTION_ROLE_ARN", "AURORA_PGSQL_RDS_URL"})
    # The renderer reads these by the names in the task definition, and the hooks' by the hooks' names.
    used |= set(re.findall(r"\$\{(\w+)\}", assets.text("taskdef_src.json"))) & build_variables(assets.default).keys()
    told = set(build_variables(assets.default))
    findings.expect(used <= told, f"read, but not told by the build project: {sorted(used - told)}")
    findings.expect(told <= used, f"told by the build project, but never read: {sorted(told - used)}")
    own = set(assets.buildspec.get("env", {}).get("variables", {}))
    findings.expect(not own, f"{BUILDSPEC} holds values of its own: {sorted(own)}")
    return findings


@check("values of the build", TEMPLATE)
def values(assets: Assets) -> list[str]:
    """The variables tell of the right things, whatever options the stack has."""
    findings = Findings()
    rules = [str(rule) for rule in assets.template.get("Rules", {}).values()]
    findings.expect(any("CertificateArn" in rule and "PublicUrl" in rule for rule in rules),
                    "with a certificate PUBLIC_URL may be an address without one")  # fmt: skip
    for scenario, stack in assets.scenarios.items():
        told = build_variables(stack)
        kinds = {
            "REPOSITORY_URI": "AWS::ECR::Repository",
            "TASK_EXECUTION_ROLE_ARN": "AWS::IAM::Role",
            "LOG_GROUP": "AWS::Logs::LogGroup",
            "DB_SECRET_ARN": "AWS::SecretsManager::Secret",
            "SIGNING_SECRET_ARN": "AWS::SecretsManager::Secret",
            "AURORA_PGSQL_RDS_URL": "AWS::RDS::DBCluster",
            "CAPACITY_PROVIDER": "AWS::ECS::CapacityProvider",
            "HOOK_BEFORE_INSTALL": "AWS::Lambda::Function",
            "HOOK_AFTER_ALLOW_TEST_TRAFFIC": "AWS::Lambda::Function",
            "HOOK_AFTER_ALLOW_TRAFFIC": "AWS::Lambda::Function",
        }
        for name, kind in kinds.items():
            resource = stack.resources.get(told[name].removeprefix("@").split(".")[0], {})
            findings.same(f"{scenario}: {name}", resource.get("Type"), kind)
        findings.expect(told["AURORA_PGSQL_RDS_URL"].endswith(".Endpoint.Address"), "AURORA_PGSQL_RDS_URL is not the writer")
        findings.expect(told["DB_SECRET_ARN"] != told["SIGNING_SECRET_ARN"], "one secret for two purposes")
        findings.same("LOG_GROUP", stack.physical(told["LOG_GROUP"]), "tripmgmt-demo-ecstask-loggrp")
        findings.same("the role", stack.physical(told["TASK_EXECUTION_ROLE_ARN"]), "ecsTaskExecutionRole")
        secure = scenario == "with every option"
        findings.expect(told["PUBLIC_URL"].startswith("https://" if secure else "http://"), f"PUBLIC_URL {told['PUBLIC_URL']}")
    return findings


@check("phases of the build", BUILDSPEC, CODEBUILD)
def phases(assets: Assets) -> list[str]:
    """All steps in order, and none after one that failed."""
    findings = Findings()
    findings.same("the buildspec's version", assets.buildspec["version"], 0.2)
    findings.same("the phases", list(assets.buildspec["phases"]), ["install", "pre_build", "build", "post_build"])
    commands = []
    for name, phase in assets.buildspec["phases"].items():
        findings.same(f"{name} on failure", phase.get("on-failure"), "ABORT")
        commands += phase["commands"]
    called = re.findall(r"scripts/codebuild (\w+)", "\n".join(commands))
    findings.same("the steps", called, STEPS)
    findings.same("the steps there are", re.findall(r"(?m)^step_(\w+)\(\)", assets.text(CODEBUILD)), STEPS)
    findings.expect(commands[0].startswith("chmod +x scripts/*"), "scripts may have lost their mode on the way")
    findings.same("the cache", assets.buildspec["cache"]["paths"], ["target/**/*"])
    return findings


@check("artifacts and stages", TEMPLATE, BUILDSPEC, CODEBUILD, RENDERER)
def artifacts(assets: Assets) -> list[str]:
    """Three small files go from the build to the deployment, under the names it looks for."""
    findings = Findings()
    findings.same("the artifacts", sorted(assets.buildspec["artifacts"]["files"]), ARTIFACTS)
    folder = assets.buildspec["artifacts"]["base-directory"]
    findings.expect(f'"$(commit)" {folder}' in assets.text(CODEBUILD), f"nothing is rendered into {folder}")
    for name in ARTIFACTS:
        findings.expect(f'>"$folder/{name}"' in assets.text(RENDERER), f"the renderer writes no {name}")
    for scenario, stack in assets.scenarios.items():
        (pipeline,) = stack.of_type("AWS::CodePipeline::Pipeline").values()
        actions = {stage["Name"]: stage["Actions"][0] for stage in pipeline["Stages"]}
        source, build, deploy = (actions[name] for name in ("Source", "Build", "Deploy"))
        kinds = [(action["ActionTypeId"]["Category"], action["ActionTypeId"]["Provider"]) for action in actions.values()]
        wanted = [("Source", "CodeStarSourceConnection"), ("Build", "CodeBuild"), ("Deploy", "CodeDeployToECS")]
        findings.same(f"{scenario}: the actions", kinds, wanted)
        out, built = source["OutputArtifacts"][0]["Name"], build["OutputArtifacts"][0]["Name"]
        findings.same("what is built", [one["Name"] for one in build["InputArtifacts"]], [out])
        findings.same("what is deployed", [one["Name"] for one in deploy["InputArtifacts"]], [built])
        configuration = deploy["Configuration"]
        findings.same(f"{scenario}: the deployment", configuration, {
            "ApplicationName": "@Application", "DeploymentGroupName": "@DeploymentGroup",
            "TaskDefinitionTemplateArtifact": built, "TaskDefinitionTemplatePath": "taskdef.json",
            "AppSpecTemplateArtifact": built, "AppSpecTemplatePath": "appspec.yaml",
            "Image1ArtifactName": built, "Image1ContainerName": "IMAGE1_NAME",
        })  # fmt: skip
        findings.same("the project", build["Configuration"]["ProjectName"], "@Build")
        findings.same("the connection", source["Configuration"]["ConnectionArn"], "@Connection")
        (connection,) = stack.of_type("AWS::CodeConnections::Connection").values()
        findings.same("the provider", connection["ProviderType"], "GitLab")
        (project,) = stack.of_type("AWS::CodeBuild::Project").values()
        findings.same("source and artifacts", (project["Source"]["Type"], project["Artifacts"]["Type"]), ("CODEPIPELINE",) * 2)
        findings.same("the build's file", project["Source"].get("BuildSpec", "buildspec.yml"), "buildspec.yml")
        findings.same("privileged", project["Environment"]["PrivilegedMode"], True)
        findings.expect("LOCAL_CUSTOM_CACHE" in project["Cache"]["Modes"], "what was compiled is not kept")
        logs = project["LogsConfig"]["CloudWatchLogs"]
        findings.same("the build's logs", (stack.physical(logs["GroupName"]), logs["StreamName"]),
                      ("codebuild-logs", "tripmgmtdemo-build"))  # fmt: skip
    return findings


@check("images by digest", CODEBUILD, RENDERER, DOCKERFILE)
def digests(assets: Assets) -> list[str]:
    """What is deployed is what was built; what it is built on comes from a registry without limits on pulls."""
    findings = Findings()
    script, renderer = assets.text(CODEBUILD), assets.text(RENDERER)
    findings.expect('grep -F "$repository@sha256:"' in script, "the image is not looked up by its digest")
    findings.expect("@sha256:[0-9a-f]{64}$ ]] || die" in renderer, "the renderer takes an image without a digest")
    findings.expect('| .image = "<IMAGE1_NAME>"' in renderer and ".image = $image" in renderer, "another image is rendered")
    findings.same("ARG LIBRARY", assets.constant(DOCKERFILE, r"(?m)^ARG LIBRARY=(\S+)$"), "docker.io/library")
    stages = re.findall(r"(?m)^FROM (\S+)(?: AS (\w+))?$", assets.text(DOCKERFILE))
    known = {name for _, name in stages} | {"scratch"}
    for image, _ in stages:
        findings.expect(image in known or image.startswith("${LIBRARY}/"), f"{image} comes from Docker Hub whatever LIBRARY is")
    findings.expect("dependencies" in known and "--target dependencies" in script, "the layer of dependencies is not cached")
    findings.same("library", assets.constant(CODEBUILD, r"(?m)^library=(\S+)$"), "public.ecr.aws/docker/library")
    findings.expect(script.count('--build-arg LIBRARY="$library"') == 2, "an image is built on Docker Hub's")
    return findings
