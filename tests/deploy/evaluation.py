"""What CloudFormation makes of the template for given parameters, so that checks compare values and not the ways to say them.

A resource's name and its attributes are not known before it is made: `!Ref X` becomes `@X`, `!GetAtt X.Arn` becomes `@X.Arn`,
also inside texts. Resources whose condition does not hold are gone.
"""

import re
from typing import Any

PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "AWS::StackName": "tripmgmt",
    "AWS::URLSuffix": "amazonaws.com",
}
# What people have to say.
REQUIRED = {"KeyPairName": "key", "VpcId": "vpc-1", "PublicSubnet1Id": "subnet-1", "PublicSubnet2Id": "subnet-2"}
# The template as it is, and with everything that can be switched on.
SCENARIOS: dict[str, dict[str, str]] = {
    "by default": {},
    "with every option": {
        "CertificateArn": "arn:aws:acm:eu-west-1:123456789012:certificate/1",
        "PublicUrl": "https://trips.example.com",
        "PrivateSubnet1Id": "subnet-3",
        "PrivateSubnet2Id": "subnet-4",
        "AllowedAddresses": "203.0.113.0/24",
        "AlarmEmail": "ops@example.com",
        "SnapshotIdentifier": "snapshot",
        "Firewall": "on",
    },
}
_NOTHING = object()


class Evaluation:
    """The template's resources and outputs under one set of parameters."""

    def __init__(self, template: dict[str, Any], parameters: dict[str, str] | None = None) -> None:
        self.template = template
        given = {**REQUIRED, **(parameters or {})}
        self.parameters: dict[str, Any] = {}
        for name, declared in template.get("Parameters", {}).items():
            value = given.get(name, declared.get("Default"))
            is_list = str(declared.get("Type", "")).startswith(("CommaDelimitedList", "List<"))
            self.parameters[name] = str(value).split(",") if is_list else value
        self.resources: dict[str, dict[str, Any]] = {}
        for name, resource in template["Resources"].items():
            if self.holds(resource.get("Condition")):
                self.resources[name] = self.resolve(resource)
        self.outputs = {name: self.resolve(output) for name, output in template.get("Outputs", {}).items()}

    def holds(self, condition: str | None) -> bool:
        """Whether a condition of the template is true; none at all is."""
        return condition is None or self._truth(self.template["Conditions"][condition])

    def _truth(self, value: Any) -> bool:
        if isinstance(value, dict) and len(value) == 1:
            ((name, argument),) = value.items()
            if name == "Condition":
                return self.holds(argument)
            if name == "Fn::Not":
                return not self._truth(argument[0])
            if name == "Fn::And":
                return all(self._truth(part) for part in argument)
            if name == "Fn::Or":
                return any(self._truth(part) for part in argument)
            if name == "Fn::Equals":
                one, other = (self.resolve(part) for part in argument)
                return one == other
        raise ValueError(f"no condition: {value}")

    def resolve(self, value: Any) -> Any:
        """The value with every function worked out as far as it can be."""
        if isinstance(value, list):
            parts = [self.resolve(part) for part in value]
            return [part for part in parts if part is not _NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name == "Ref":
                return self._ref(argument)
            if name.startswith("Fn::"):
                return self._function(name[4:], argument)
        resolved = {key: self.resolve(part) for key, part in value.items()}
        return {key: part for key, part in resolved.items() if part is not _NOTHING}

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NOTHING
        if name in PSEUDO:
            return PSEUDO[name]
        return self.parameters[name] if name in self.parameters else f"@{name}"

    def _function(self, name: str, argument: Any) -> Any:
        if name == "GetAtt":
            return "@" + ".".join(argument)
        if name == "If":
            condition, yes, no = argument
            return self.resolve(yes if self.holds(condition) else no)
        if name == "Sub":
            return self._sub(argument)
        if name == "Join":
            separator, parts = argument[0], self.resolve(argument[1])
            return separator.join(parts) if isinstance(parts, list) else parts
        if name == "Split":
            text = self.resolve(argument[1])
            return [text] if text.startswith("@") else text.split(argument[0])
        if name == "Select":
            return self.resolve(argument[1])[int(argument[0])]
        return self.resolve(argument)

    def _sub(self, argument: Any) -> str:
        text, own = argument if isinstance(argument, list) else (argument, {})

        def value(match: re.Match[str]) -> str:
            name = match.group(1)
            return str(self.resolve(own[name]) if name in own else self._ref(name))

        return re.sub(r"\$\{([A-Za-z0-9:.]+)\}", value, text)

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """The properties of all resources of a type, by name."""
        return {
            name: resource.get("Properties", {}) for name, resource in self.resources.items() if resource["Type"] == kind
        }

    def properties(self, name: str) -> dict[str, Any]:
        """The properties of one resource."""
        return self.resources[name].get("Properties", {})

    def physical(self, reference: str) -> str:
        """The name that a resource is given in the template, for a reference to it."""
        name = reference.removeprefix("@").split(".")[0]
        resource = self.resources.get(name, {})
        properties = resource.get("Properties", {})
        for key in ("Name", "FunctionName", "RoleName", "LogGroupName", "ClusterName", "ServiceName", "ApplicationName"):
            if key in properties:
                return properties[key]
        return reference
