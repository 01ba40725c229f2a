"""Rights: no more than is used, and no less than the code and the services need."""

import ast
import fnmatch
import json
import re
from collections.abc import Iterator

import parliament
from assets import TEMPLATE, Assets, Findings, check
from evaluation import Evaluation
from template import inline_code

# Actions that may stand beside "*", and why.
EVERYTHING = {
    "ecr:GetAuthorizationToken": "a login is to a registry, not to a repository",
    "ecs:DiscoverPollEndpoint": "an agent asks for its address before it is in a cluster",
    "elasticloadbalancing:DescribeTargetGroups": "knows no resource",
    "elasticloadbalancing:DescribeListeners": "knows no resource",
    "elasticloadbalancing:DescribeRules": "knows no resource",
    "cloudwatch:DescribeAlarms": "knows no resource that CodeDeploy would name",
    "ecs:CreateTaskSet": "a task set has no name before it is made; the service is a condition",
    "ecs:DeleteTaskSet": "task sets have names of chance; the service is a condition",
    "ecs:DescribeTaskDefinition": "knows no resource",
    "codedeploy:GetDeploymentTarget": "a deployment is no resource",
    "codedeploy:PutLifecycleEventHookExecutionStatus": "a deployment is no resource",
    "codedeploy:ContinueDeployment": "a deployment is no resource",
    "ec2:DescribeSubnets": "knows no resource",
    "autoscaling:DescribeAutoScalingGroups": "knows no resource",
}
# Who takes a role, by its published name or else by its logical id.
SERVICES = {
    "ecsTaskExecutionRole": "ecs-tasks.amazonaws.com",
    "ecsInstanceRole": "ec2.amazonaws.com",
    "ecsCodeDeployRole": "codedeploy.amazonaws.com",
    "codebuild-tripmgmt-demo-build-service-role": "codebuild.amazonaws.com",
    "codepipeline-tripmgmt-demo-service-role": "codepipeline.amazonaws.com",
    "HookRole": "lambda.amazonaws.com",
    "HelperRole": "lambda.amazonaws.com",
    "RerouteRole": "scheduler.amazonaws.com",
}
# What a role needs for what no code here does itself.
NEEDED = {
    "ecsTaskExecutionRole": {"ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
                          "logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue"},
    "ecsCodeDeployRole": {"ecs:DescribeServices", "ecs:CreateTaskSet", "ecs:DeleteTaskSet", "ecs:UpdateServicePrimaryTaskSet",
                   "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeListeners",
                   "elasticloadbalancing:ModifyListener", "lambda:InvokeFunction", "cloudwatch:DescribeAlarms", "iam:PassRole"},
    "codebuild-tripmgmt-demo-build-service-role": {"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload",
                  "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage", "ecr:BatchGetImage",
                  "ecr:GetDownloadUrlForLayer", "logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:PutObject"},
    "codepipeline-tripmgmt-demo-service-role": {"codebuild:StartBuild", "codebuild:BatchGetBuilds", "codedeploy:CreateDeployment",
                     "codedeploy:GetDeployment", "codedeploy:RegisterApplicationRevision", "ecs:RegisterTaskDefinition",
                     "iam:PassRole", "s3:GetObject", "s3:PutObject"},
    "RerouteRole": {"codedeploy:ContinueDeployment"},
}  # fmt: skip


def _list(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _statements(stack: Evaluation) -> Iterator[tuple[str, dict]]:
    """Every statement of every role's policies; roles go by their published names, or else by their logical ids."""
    for name, role in stack.of_type("AWS::IAM::Role").items():
        for policy in role.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                yield role.get("RoleName", name), statement


@check("least rights", TEMPLATE)
def least_rights(assets: Assets) -> list[str]:
    """On everything only where an action knows nothing else, for a written reason; nobody but the right service takes a role."""
    findings = Findings()
    used: set[str] = set()
    for scenario, stack in assets.scenarios.items():
        for role, statement in _statements(stack):
            actions = _list(statement["Action"])
            for action in actions:
                findings.expect(":" in action and not action.endswith(":*") and action != "*", f"{role} may do {action}")
                if "*" in _list(statement["Resource"]):
                    findings.expect(action in EVERYTHING, f"{role} may {action} on everything, for no written reason")
                    used.add(action)
            if "iam:PassRole" in actions:
                passed = statement.get("Condition", {}).get("StringEquals", {}).get("iam:PassedToService")
                findings.expect(passed, f"{role} may pass a role to any service")
            if {"ecs:CreateTaskSet", "ecs:DeleteTaskSet"} & set(actions):
                findings.expect("ecs:service" in str(statement.get("Condition")), f"{role} may make task sets of any service")
        for name, role in stack.of_type("AWS::IAM::Role").items():
            findings.expect(not role.get("ManagedPolicyArns"), f"{name} has rights that stand elsewhere")
            findings.expect(not stack.of_type("AWS::IAM::Policy"), "rights stand apart from their role")
            (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
            takes = SERVICES.get(role.get("RoleName", name))
            findings.same(f"{scenario}: who takes {name}", trust["Principal"], {"Service": takes})
        for name, policy in stack.of_type("AWS::S3::BucketPolicy").items():
            for statement in policy["PolicyDocument"]["Statement"]:
                open_to_all = statement["Effect"] == "Allow" and "*" in str(statement["Principal"])
                findings.expect(not open_to_all, f"{name} lets everybody in")
    findings.expect(EVERYTHING.keys() <= used, f"reasons that nothing needs any more: {sorted(EVERYTHING.keys() - used)}")
    return findings


@check("rights for everything that is done", TEMPLATE)
def enough_rights(assets: Assets) -> list[str]:
    """Services get what they need, and code what it calls."""
    findings = Findings()
    for scenario, stack in assets.scenarios.items():
        granted: dict[str, set[str]] = {}
        for role, statement in _statements(stack):
            granted.setdefault(role, set()).update(_list(statement["Action"]))
        for role, needed in NEEDED.items():
            missing = {action for action in needed if not _covers(granted.get(role, set()), action)}
            findings.expect(not missing, f"{role} may not {sorted(missing)}")
        for function, properties in stack.of_type("AWS::Lambda::Function").items():
            role = stack.physical(properties["Role"]).removeprefix("@").split(".")[0]
            called = _calls(inline_code(function, assets.template))
            if scenario != "with every option":
                # Only the firewall's secret is read.
                called -= {"secretsmanager:GetSecretValue"}
            missing = {action for action in called if not _covers(granted[role], action)}
            findings.expect(not missing, f"{function} calls, but {role} may not: {sorted(missing)}")
        secrets = [s for role, s in _statements(stack) if role == "ecsTaskExecutionRole" and "secretsmanager:GetSecretValue" in s["Action"]]
        readable = {resource for statement in secrets for resource in _list(statement["Resource"])}
        readable &= {f"@{name}" for name in stack.of_type("AWS::SecretsManager::Secret")}
        told = {v["Name"]: v["Value"] for v in stack.properties("Build")["Environment"]["EnvironmentVariables"]}
        findings.same(f"{scenario}: secrets that tasks read", readable, {told["DB_SECRET_ARN"], told["SIGNING_SECRET_ARN"]})
    return findings


def _covers(granted: set[str], action: str) -> bool:
    return any(fnmatch.fnmatch(action, pattern) for pattern in granted)


def _calls(code: str) -> set[str]:
    """What code calls of boto3's clients, as IAM calls it."""
    tree = ast.parse(code)
    clients: dict[str, str] = {}

    def service(node: ast.AST) -> str | None:
        if isinstance(node, ast.Name):
            return clients.get(node.id)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "boto3.client" and isinstance(node.args[0], ast.Constant):
            return node.args[0].value
        return None

    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and service(node.value):
            clients[node.targets[0].id] = service(node.value)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and service(node.func.value):
            name = "".join(part.capitalize() for part in node.func.attr.split("_"))
            found.add(f"{service(node.func.value)}:{name}")
    return found


ARNS = {
    "AWS::ECR::Repository": "arn:aws:ecr:eu-west-1:123456789012:repository/devops/tripmgmtdemo",
    "AWS::Logs::LogGroup": "arn:aws:logs:eu-west-1:123456789012:log-group:group:*",
    "AWS::SecretsManager::Secret": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:name-AbCdEf",
    "AWS::ECS::Cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/ecs-cluster-tripmgmtdemo",
    "AWS::ECS::Service": "arn:aws:ecs:eu-west-1:123456789012:service/ecs-cluster-tripmgmtdemo/svc-tripmgmt-demo",
    "AWS::Lambda::Function": "arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_tripmgmt",
    "AWS::IAM::Role": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
    "AWS::S3::Bucket": "arn:aws:s3:::bucket",
    "AWS::CodeBuild::Project": "arn:aws:codebuild:eu-west-1:123456789012:project/tripmgmt-demo-build",
    "AWS::CodeConnections::Connection": "arn:aws:codeconnections:eu-west-1:123456789012:connection/00000000-0000-0000-0000-000000000000",
    "AWS::ElasticLoadBalancingV2::Listener": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/tripmgmtdemo-alb/50dc6c495c0c9188/f2f7dc8efc522ab2",
}  # fmt: skip

# What the linter says that is not so, or is meant: role, its kind of finding, the action, and why.
MEANT = {
    ("ecsCodeDeployRole", "RESOURCE_MISMATCH", "elasticloadbalancing:ModifyListener"): "it wants a network load balancer's as well",
}


@check("policies", TEMPLATE)
def policies(assets: Assets) -> list[str]:
    """Every policy as parliament reads it: actions that exist, on resources of their kind, under conditions they know."""
    findings = Findings()
    met: set[tuple[str, str, str]] = set()
    for stack in assets.scenarios.values():
        for role, statement in _statements(stack):
            text = json.dumps({"Version": "2012-10-17", "Statement": [_with_arns(statement, stack)]})
            for finding in parliament.analyze_policy_string(text, include_community_auditors=False).findings:
                actions = {one["action"] if isinstance(one, dict) else one for one in _list(finding.detail or "")}
                said = {(role, finding.issue, action) for action in actions}
                met |= said & MEANT.keys()
                # Told for all of them at once, so that one more among them is not overlooked.
                written = finding.issue == "RESOURCE_STAR" and actions <= EVERYTHING.keys()
                findings.expect(written or said <= MEANT.keys(), f"{role}: {finding.issue} {finding.detail} in {text[40:]}")
    findings.expect(met == MEANT.keys(), f"no longer said, so no longer to be excused: {sorted(MEANT.keys() - met)}")
    return sorted(set(findings))


def _with_arns(statement: dict, stack: Evaluation) -> dict:
    """References as what they stand for: ARNs, or names inside of longer texts."""

    def arn(match: re.Match[str]) -> str:
        before, name, attribute = match.groups()
        kind = stack.resources[name]["Type"]
        is_name = attribute == ".Name" or (before != '"' and attribute != ".Arn") or kind not in ARNS
        return before + (name.lower() if is_name else ARNS[kind])

    return json.loads(re.sub(r"(.)@([A-Za-z0-9]+)(\.(?:Arn|Name))?", arn, json.dumps(statement)))
