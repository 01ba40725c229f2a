"""Names are an interface: people type them, and files name what others make."""

import re

from assets import APPSPEC, BUILDSPEC, CODEBUILD, RENDERER, TASK, TEMPLATE, Assets, Findings, check
from evaluation import Evaluation

# Every name that is published: by the type of resource, its property and its value.
NAMES = (
    ("AWS::IAM::Role", "RoleName", "ecsTaskExecutionRole"),
    ("AWS::IAM::Role", "RoleName", "ecsInstanceRole"),
    ("AWS::IAM::Role", "RoleName", "ecsCodeDeployRole"),
    ("AWS::IAM::Role", "RoleName", "codebuild-tripmgmt-demo-build-service-role"),
    ("AWS::IAM::Role", "RoleName", "codepipeline-tripmgmt-demo-service-role"),
    ("AWS::ECR::Repository", "RepositoryName", "devops/tripmgmtdemo"),
    ("AWS::ECR::Repository", "ImageTagMutability", "MUTABLE"),
    ("AWS::RDS::DBCluster", "DBClusterIdentifier", "tripmgmtdb-cluster"),
    ("AWS::RDS::DBCluster", "DatabaseName", "tripmgmt"),
    ("AWS::RDS::DBCluster", "MasterUsername", "postgres"),
    ("AWS::RDS::DBInstance", "DBInstanceClass", "db.t4g.medium"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name", "tripmgmtdemo-alb"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Scheme", "internet-facing"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name", "alb-tg-tripmgmtdemo-1"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name", "alb-tg-tripmgmtdemo-2"),
    ("AWS::EC2::SecurityGroup", "GroupName", "ALBSecurityGroup"),
    ("AWS::EC2::SecurityGroup", "GroupName", "ECS-ALB-SecurityGroup"),
    ("AWS::ECS::Cluster", "ClusterName", "ecs-cluster-tripmgmtdemo"),
    ("AWS::Logs::LogGroup", "LogGroupName", "tripmgmt-demo-ecstask-loggrp"),
    ("AWS::Logs::LogGroup", "LogGroupName", "codebuild-logs"),
    ("AWS::ECS::TaskDefinition", "Family", "task-tripmgmt-demo"),
    ("AWS::CodeBuild::Project", "Name", "tripmgmt-demo-build"),
    ("AWS::CodeConnections::Connection", "ConnectionName", "tripmgmt-connection"),
    ("AWS::CodeDeploy::Application", "ApplicationName", "Deploy-Tripmgmt-Demo-App"),
    ("AWS::CodeDeploy::DeploymentGroup", "DeploymentGroupName", "deploygrp-tripmgmt-demo"),
    ("AWS::CodeDeploy::DeploymentGroup", "DeploymentConfigName", "CodeDeployDefault.ECSAllAtOnce"),
    ("AWS::CodePipeline::Pipeline", "Name", "codepipeline-tripmgmt-demo"),
)
CONTAINER, PORT, FAMILY = "cntr-img-tripmgmt", 8080, "task-tripmgmt-demo"
SEVEN = {
    "LOG_GROUP", "DB_USERNAME", "DB_PASSWORD", "AWS_DEFAULT_REGION", "TASK_EXECUTION_ROLE_ARN", "AURORA_PGSQL_RDS_URL",
    "ECR_LATEST_IMAGE_URL",
}  # fmt: skip


@check("published names", TEMPLATE)
def published_names(assets: Assets) -> list[str]:
    """The names table, and the parameters that people have to give."""
    findings = Findings()
    for kind, key, value in NAMES:
        found = [properties.get(key) for properties in assets.default.of_type(kind).values()]
        findings.expect(value in found, f"no {kind} with {key} {value}: {found}")
    parameters = assets.template["Parameters"]
    required = {name for name, declared in parameters.items() if "Default" not in declared}
    findings.same("what has to be given", required, {"KeyPairName", "VpcId", "PublicSubnet1Id", "PublicSubnet2Id"})
    grouped = assets.template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    listed = [name for group in grouped for name in group["Parameters"]]
    findings.same("the parameters in groups", sorted(listed), sorted(parameters))
    for name in ("PortalUrl", "PreviewUrl", "NextSteps"):
        findings.expect(name in assets.default.outputs, f"no output {name}")
    return findings


@check("container and port", TEMPLATE, TASK, APPSPEC, RENDERER, "Dockerfile", CODEBUILD)
def container_and_port(assets: Assets) -> list[str]:
    """Container, port and family are the same wherever they stand."""
    findings = Findings()
    findings.same("the family of the task definition", assets.task["family"], FAMILY)
    findings.same("the task definition's container", assets.container["name"], CONTAINER)
    ports = [mapping["containerPort"] for mapping in assets.container["portMappings"]]
    findings.same("the task definition's ports", ports, [PORT])
    target = assets.appspec["Resources"][0]["TargetService"]["Properties"]["LoadBalancerInfo"]
    findings.same("the appspec's target", target, {"ContainerName": CONTAINER, "ContainerPort": PORT})
    findings.same("EXPOSE", assets.constant("Dockerfile", r"(?m)^EXPOSE (\d+)$"), str(PORT))
    findings.same("PORT in the image", assets.constant("Dockerfile", r"PORT=(\d+)"), str(PORT))
    findings.same("the renderer's container", assets.constant(RENDERER, r"CONTAINER_NAME:-([\w-]+)"), CONTAINER)
    for script in (RENDERER, CODEBUILD):
        findings.same(f"the family in {script}", assets.constant(script, r"TASK_FAMILY:-([\w-]+)"), FAMILY)
    for scenario, stack in assets.scenarios.items():
        findings.extend(f"{scenario}: {finding}" for finding in _in_the_stack(stack))
    return findings


def _in_the_stack(stack: Evaluation) -> list[str]:
    findings = Findings()
    for task in stack.of_type("AWS::ECS::TaskDefinition").values():
        findings.same("the bootstrap family", task["Family"], FAMILY)
        (container,) = task["ContainerDefinitions"]
        findings.same("the bootstrap container", container["Name"], CONTAINER)
        findings.same("its ports", [mapping["ContainerPort"] for mapping in container["PortMappings"]], [PORT])
        findings.expect(re.search(rf"-p {PORT}\b", " ".join(container["Command"])), f"it does not listen at {PORT}")
    for service in stack.of_type("AWS::ECS::Service").values():
        (balanced,) = service["LoadBalancers"]
        findings.same("the service's container", balanced["ContainerName"], CONTAINER)
        findings.same("the service's port", balanced["ContainerPort"], PORT)
        findings.same("the service's task definition (the family alone)", service["TaskDefinition"], FAMILY)
    variables = build_variables(stack)
    findings.same("CONTAINER_NAME of the build", variables.get("CONTAINER_NAME"), CONTAINER)
    findings.same("TASK_FAMILY of the build", variables.get("TASK_FAMILY"), FAMILY)
    hook = stack.properties("SmokeTestFunction")["Environment"]["Variables"]
    findings.same("the hook's container", hook["CONTAINER_NAME"], CONTAINER)
    (cluster,), (service,) = stack.of_type("AWS::ECS::Cluster").values(), stack.of_type("AWS::ECS::Service").values()
    findings.same("the hook's cluster", stack.physical(hook["CLUSTER"]), cluster["ClusterName"])
    findings.same("the hook's service", stack.physical(hook["SERVICE"]), service["ServiceName"])
    return findings


def build_variables(stack: Evaluation) -> dict[str, str]:
    """What the build project tells its builds."""
    (project,) = stack.of_type("AWS::CodeBuild::Project").values()
    return {variable["Name"]: variable["Value"] for variable in project["Environment"]["EnvironmentVariables"]}


@check("placeholders", TASK, APPSPEC, BUILDSPEC, RENDERER)
def placeholders(assets: Assets) -> list[str]:
    """The seven variables and no other; nothing of one account."""
    findings = Findings()
    found = set(re.findall(r"\$\{(\w+)\}", assets.text(TASK)))
    findings.same(f"the variables of {TASK}", found, SEVEN)
    findings.expect("$" not in re.sub(r"\$\{\w+\}", "", assets.text(TASK)), f"{TASK} has a $ that envsubst would touch")
    findings.same("the renderer's variables", set(assets.constant(RENDERER, r"(?s)\nseven=\((.*?)\)").split()), SEVEN)
    properties = assets.appspec["Resources"][0]["TargetService"]["Properties"]
    findings.same("the appspec's task definition", properties["TaskDefinition"], "<TASK_DEFINITION>")
    findings.expect('.image = "<IMAGE1_NAME>"' in assets.text(RENDERER), "the renderer puts no <IMAGE1_NAME> for CodePipeline")
    for path in (TASK, APPSPEC, BUILDSPEC):
        findings.expect(not re.search(r"\d{12}", assets.text(path)), f"{path} holds an account's number")
        findings.expect(not re.search(r"\b[a-z]{2}-[a-z]+-\d\b", assets.text(path)), f"{path} names a region")
    return findings
