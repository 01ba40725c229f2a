"""Prints what the rehearsal has to know of the CloudFormation template, as JSON: waits, health check, alarms, hook."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "deploy"))

import template  # noqa: E402 - the checks' own reader of the template

# What a target group does about which the template says nothing.
HEALTH_DEFAULTS = {
    "HealthCheckPath": "/",
    "HealthCheckIntervalSeconds": 30,
    "HealthCheckTimeoutSeconds": 5,
    "HealthyThresholdCount": 5,
    "UnhealthyThresholdCount": 2,
    "Matcher": {"HttpCode": "200"},
}
DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds"


def only(stack: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The properties of all resources of a type."""
    return [resource.get("Properties", {}) for resource in stack["Resources"].values() if resource["Type"] == kind]


def value(stack: dict[str, Any], given: Any) -> Any:
    """A literal, or the default of the parameter it refers to; None for what only AWS knows."""
    if not isinstance(given, dict) or not any(name == "Ref" or name.startswith("Fn::") for name in given):
        return given
    return stack["Parameters"].get(given.get("Ref"), {}).get("Default")


def health(stack: dict[str, Any]) -> dict[str, Any]:
    """The health check of the target groups, which have to agree."""
    groups = only(stack, "AWS::ElasticLoadBalancingV2::TargetGroup")
    checks = [{name: value(stack, group.get(name, default)) for name, default in HEALTH_DEFAULTS.items()} for group in groups]
    delays = [
        int(attribute["Value"])
        for group in groups
        for attribute in group.get("TargetGroupAttributes", [])
        if attribute["Key"] == DEREGISTRATION_DELAY
    ]
    if len(checks) != 2 or checks[0] != checks[1]:
        raise SystemExit(f"two target groups with one health check were expected, not {checks}")
    check = checks[0]
    return {
        "path": check["HealthCheckPath"],
        "interval_seconds": int(check["HealthCheckIntervalSeconds"]),
        "timeout_seconds": int(check["HealthCheckTimeoutSeconds"]),
        "healthy_count": int(check["HealthyThresholdCount"]),
        "unhealthy_count": int(check["UnhealthyThresholdCount"]),
        "status": int(check["Matcher"]["HttpCode"]),
        "deregistration_seconds": max(delays, default=300),
    }


def target_group(stack: dict[str, Any], properties: dict[str, Any]) -> str | None:
    """The name of the target group that an alarm watches."""
    for dimension in properties["Dimensions"]:
        if dimension["Name"] == "TargetGroup":
            return stack["Resources"][dimension["Value"]["Fn::GetAtt"][0]]["Properties"]["Name"]
    return None


def alarms(stack: dict[str, Any], deployment_group: dict[str, Any]) -> list[dict[str, Any]]:
    """Those alarms on errors by which a deployment is rolled back."""
    names = [alarm["Name"]["Ref"] for alarm in deployment_group["AlarmConfiguration"]["Alarms"]]
    properties = [stack["Resources"][name]["Properties"] for name in names]
    found = [
        {
            "group": target_group(stack, alarm),
            "threshold": float(value(stack, alarm["Threshold"])),
            "period_seconds": int(value(stack, alarm["Period"])),
            "periods": int(value(stack, alarm["EvaluationPeriods"])),
            "needed": int(value(stack, alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]))),
            "comparison": alarm["ComparisonOperator"],
        }
        for alarm in properties
        if alarm["MetricName"] in ("HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count")
    ]
    if len(found) != 3:
        raise SystemExit(f"an alarm for each target group and one for the load balancer were expected, not {found}")
    return found


def main() -> None:
    """Prints the facts."""
    stack = template.load()
    (group,) = only(stack, "AWS::CodeDeploy::DeploymentGroup")
    blue_green = group["BlueGreenDeploymentConfiguration"]
    (service,) = only(stack, "AWS::ECS::Service")
    variables = stack["Resources"]["SmokeTestFunction"]["Properties"]["Environment"]["Variables"]
    settings = {name: value(stack, given) for name, given in variables.items()}
    facts = {
        "health": health(stack),
        "alarms": alarms(stack, group),
        "tasks": int(value(stack, service["DesiredCount"])),
        "termination_minutes": int(
            value(stack, blue_green["TerminateBlueInstancesOnDeploymentSuccess"]["TerminationWaitTimeInMinutes"])
        ),
        "hook": {name: str(setting) for name, setting in settings.items() if setting is not None},
    }
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
