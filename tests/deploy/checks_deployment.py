"""Blue/green: what CodeDeploy, the service, the hook and the alarms have to agree about, trap by trap."""

import ast

from assets import RENDERER, TEMPLATE, Assets, Findings, check
from checks_names import build_variables
from evaluation import Evaluation
from template import inline_code

HOOKS = {
    "BeforeInstall": "HOOK_BEFORE_INSTALL",
    "AfterAllowTestTraffic": "HOOK_AFTER_ALLOW_TEST_TRAFFIC",
    "AfterAllowTraffic": "HOOK_AFTER_ALLOW_TRAFFIC",
}


def _one(stack: Evaluation, kind: str) -> dict:
    (properties,) = stack.of_type(kind).values()
    return properties


@check("deployment group", TEMPLATE)
def deployment_group(assets: Assets) -> list[str]:
    """Waits for somebody to reroute, gives up after an hour, and rolls back by itself."""
    findings = Findings()
    parameters = assets.template["Parameters"]
    for scenario, stack in assets.scenarios.items():
        group = _one(stack, "AWS::CodeDeploy::DeploymentGroup")
        findings.same("the platform", _one(stack, "AWS::CodeDeploy::Application")["ComputePlatform"], "ECS")
        findings.same("the style", group["DeploymentStyle"],
                      {"DeploymentType": "BLUE_GREEN", "DeploymentOption": "WITH_TRAFFIC_CONTROL"})  # fmt: skip
        blue_green = group["BlueGreenDeploymentConfiguration"]
        ready = blue_green["DeploymentReadyOption"]
        # CONTINUE_DEPLOYMENT would ignore the wait, and nobody would see 8080.
        findings.same("at the end of the wait", ready["ActionOnTimeout"], "STOP_DEPLOYMENT")
        latest = int(parameters["RerouteAfterMinutes"]["MaxValue"])
        earliest_stop = int(parameters["RerouteDeadlineMinutes"]["MinValue"])
        findings.expect("WaitTimeInMinutes" in ready and earliest_stop > latest,
                        f"it may stop after {earliest_stop} min, but be rerouted only after {latest}")  # fmt: skip
        findings.same("the wait", ready.get("WaitTimeInMinutes"), stack.parameters["RerouteDeadlineMinutes"])
        findings.same("minutes of preview", stack.parameters["RerouteAfterMinutes"], 5)
        ending = blue_green["TerminateBlueInstancesOnDeploymentSuccess"]
        findings.same("the old tasks", ending["Action"], "TERMINATE")
        findings.expect(ending["TerminationWaitTimeInMinutes"] >= 15, "there is no time for a rollback")
        rollback = group["AutoRollbackConfiguration"]
        findings.expect(rollback["Enabled"] and {"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"} <= set(rollback["Events"]),
                        "nothing rolls back by itself")  # fmt: skip
        services = group["ECSServices"]
        findings.same("its service", services, [{"ClusterName": "@Cluster", "ServiceName": "@Service.Name"}])
        (pair,) = group["LoadBalancerInfo"]["TargetGroupPairInfoList"]
        names = {name.removeprefix("@").split(".")[0] for name in (one["Name"] for one in pair["TargetGroups"])}
        findings.same("its target groups", names, set(stack.of_type("AWS::ElasticLoadBalancingV2::TargetGroup")))
        by_port = {int(one["Port"]): f"@{name}" for name, one in stack.of_type("AWS::ElasticLoadBalancingV2::Listener").items()}
        production = by_port[443 if scenario == "with every option" else 80]
        findings.same(f"{scenario}: production", pair["ProdTrafficRoute"]["ListenerArns"], [production])
        preview = pair.get("TestTrafficRoute", {}).get("ListenerArns")
        findings.same(f"{scenario}: the preview", preview, [by_port.get(8080)])
    return findings


@check("service", TEMPLATE)
def service(assets: Assets) -> list[str]:
    """Made after what it needs, with a capacity provider, and left alone by everything but CodeDeploy and the hook."""
    findings = Findings()
    for scenario, stack in assets.scenarios.items():
        one = _one(stack, "AWS::ECS::Service")
        findings.same("its controller", one["DeploymentController"], {"Type": "CODE_DEPLOY"})
        findings.expect("LaunchType" not in one, "a launch type beside a capacity provider")
        strategy = [part["CapacityProvider"] for part in one.get("CapacityProviderStrategy", [])]
        findings.same("its capacity provider", strategy, ["@CapacityProvider"])
        findings.same("that of the build", build_variables(stack)["CAPACITY_PROVIDER"], "@CapacityProvider")
        findings.same("its first target group", one["LoadBalancers"][0]["TargetGroupArn"], "@TargetGroup1")
        findings.same("its tasks", int(one["DesiredCount"]), 2)
        depends = _reaches(stack, "Service")
        needed = set(stack.of_type("AWS::ElasticLoadBalancingV2::Listener")) | {"CapacityProviders", "BootstrapTask"}
        findings.expect(needed <= depends, f"{scenario}: it may be made before {sorted(needed - depends)}")
        group = _one(stack, "AWS::AutoScaling::AutoScalingGroup")
        provider = _one(stack, "AWS::ECS::CapacityProvider")["AutoScalingGroupProvider"]
        if provider.get("ManagedTerminationProtection") == "ENABLED":
            findings.same("protection from scale-in", group.get("NewInstancesProtectedFromScaleIn"), True)
        findings.same("managed scaling", provider["ManagedScaling"]["Status"], "ENABLED")
        target = _one(stack, "AWS::ApplicationAutoScaling::ScalableTarget")
        findings.expect("@Service" in target["ResourceId"] and "@Cluster" in target["ResourceId"], "scaling is of another service")
        findings.same("the least of tasks", target["MinCapacity"], one["DesiredCount"])
        findings.expect(int(target["MaxCapacity"]) > int(target["MinCapacity"]), "there is nothing to scale to")
    return findings


def _reaches(stack: Evaluation, name: str) -> set[str]:
    """Everything that is made before a resource: what it depends on or refers to, and so on."""
    seen: set[str] = set()
    left = [name]
    while left:
        resource = stack.resources.get(left.pop(), {})
        depends = resource.get("DependsOn", [])
        text = str(resource.get("Properties", {}))
        found = {depends} if isinstance(depends, str) else set(depends)
        found |= {other for other in stack.resources if f"@{other}'" in text or f"@{other}." in text or f"@{other}/" in text}
        left += found - seen
        seen |= found
    return seen


@check("hooks", TEMPLATE, RENDERER)
def hooks(assets: Assets) -> list[str]:
    """Every hook of the appspec is a function of the stack that knows what to do then, may be called, and ends in time."""
    findings = Findings()
    for name in HOOKS:
        findings.expect(name in assets.text(RENDERER), f"the renderer writes no {name} into the appspec")
    phases = _phases(inline_code("SmokeTestFunction", assets.template))
    findings.same("the hook's phases", phases, set(HOOKS))
    for scenario, stack in assets.scenarios.items():
        told = build_variables(stack)
        functions = {told[variable].removeprefix("@") for variable in HOOKS.values()}
        for function in functions:
            properties = stack.properties(function)
            findings.expect(properties["FunctionName"].startswith("CodeDeployHook_"), f"CodeDeploy may not call {function}")
            findings.same("its handler", properties["Handler"], "index.handler")
            settings = properties["Environment"]["Variables"]
            waits = int(settings["WAIT_SECONDS"]) + int(settings["CHECK_SECONDS"])
            # 30 s to find out the phase, and as much for the calls.
            findings.expect(waits + 60 <= properties["Timeout"] <= 900, f"{waits} s of tests do not fit its {properties['Timeout']} s")
            findings.expect(settings["TEST_URL"].endswith(":8080"), "the smoke test asks another listener than the test one")
            findings.same("minutes until the rerouting", settings["REROUTE_AFTER_MINUTES"], stack.parameters["RerouteAfterMinutes"])
            role = stack.properties("DeployRole")
            invokes = [s for p in role["Policies"] for s in p["PolicyDocument"]["Statement"] if "lambda:InvokeFunction" in s["Action"]]
            findings.expect(any(f"@{function}.Arn" in str(s["Resource"]) for s in invokes), f"CodeDeploy may not invoke {function}")
        rule = _one(stack, "AWS::Events::Rule")
        findings.same("deployments that end", set(rule["EventPattern"]["detail"]["state"]), {"SUCCESS", "FAILURE", "STOP"})
        findings.expect(str(rule["Targets"][0]["Arn"]).endswith(".Arn"), "the end of a deployment calls nothing")
        permission = _one(stack, "AWS::Lambda::Permission")
        findings.same(f"{scenario}: who may call", permission["Principal"], "events.amazonaws.com")
        findings.expect("SourceArn" in permission, "any rule of any account may call the hook")
    return findings


def _phases(code: str) -> set[str]:
    """The keys of the hook's table PHASES."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            if any(isinstance(target, ast.Name) and target.id == "PHASES" for target in node.targets):
                return {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
    return set()


@check("alarms", TEMPLATE)
def alarms(assets: Assets) -> list[str]:
    """Production may be behind either target group, so both are watched; a deployment stops on what is wrong with the portal."""
    findings = Findings()
    for scenario, stack in assets.scenarios.items():
        group = _one(stack, "AWS::CodeDeploy::DeploymentGroup")["AlarmConfiguration"]
        findings.same("alarms of the deployment", group["Enabled"], True)
        watched: dict[str, set[str]] = {}
        every = stack.of_type("AWS::CloudWatch::Alarm")
        for name in (alarm["Name"].removeprefix("@") for alarm in group["Alarms"]):
            findings.expect(name in every, f"{name} is no alarm of the stack")
            dimensions = {one["Name"]: one["Value"] for one in every.get(name, {}).get("Dimensions", [])}
            if "TargetGroup" in dimensions:
                watched.setdefault(every[name]["MetricName"], set()).add(dimensions["TargetGroup"].split(".")[0])
        both = {f"@{name}" for name in stack.of_type("AWS::ElasticLoadBalancingV2::TargetGroup")}
        for metric in ("HTTPCode_Target_5XX_Count", "UnHealthyHostCount", "TargetResponseTime"):
            findings.same(f"{scenario}: target groups whose {metric} stops a deployment", watched.get(metric), both)
        for name, alarm in every.items():
            findings.expect("AlarmTopic" in str(alarm.get("AlarmActions")), f"{name} tells nobody")
            findings.expect(alarm.get("TreatMissingData") == "notBreaching", f"{name} does not know what silence means")
    return findings


@check("cleaning up", TEMPLATE)
def cleaning_up(assets: Assets) -> list[str]:
    """Deleting the stack leaves the snapshot behind and nothing else, and is not held up by anything."""
    findings = Findings()
    for kind in ("AWS::Logs::LogGroup", "AWS::ECR::Repository", "AWS::S3::Bucket"):
        findings.expect(assets.default.of_type(kind), f"the stack makes no {kind} itself, so nobody deletes it")
    for name, resource in assets.template["Resources"].items():
        kept = resource.get("DeletionPolicy", "Delete")
        findings.same(f"what is left of {name}", kept, "Snapshot" if resource["Type"] == "AWS::RDS::DBCluster" else "Delete")
        if resource["Type"] == "AWS::RDS::DBCluster":
            findings.same("what a replacement leaves", resource.get("UpdateReplacePolicy"), "Snapshot")
    findings.same("a full repository", _one(assets.default, "AWS::ECR::Repository").get("EmptyOnDelete"), True)
    groups = {group["LogGroupName"]: group for group in assets.default.of_type("AWS::Logs::LogGroup").values()}
    findings.same("days of logs", groups["tripmgmt-demo-ecstask-loggrp"].get("RetentionInDays"), 5)
    for name, group in groups.items():
        findings.expect(group.get("RetentionInDays"), f"{name} never ends")
    functions = assets.default.of_type("AWS::Lambda::Function")
    for name, function in functions.items():
        own = function.get("LoggingConfig", {}).get("LogGroup", f"/aws/lambda/{function.get('FunctionName', name)}")
        findings.expect(own.startswith("@") or own in groups, f"{name} makes a log group that nobody deletes")
    return findings
