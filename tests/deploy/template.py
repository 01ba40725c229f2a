"""Reads the CloudFormation template: short tags become their long forms, and the hook's code becomes a module."""

from __future__ import annotations

import os
import types
from pathlib import Path
from typing import Any

import yaml

# A run on changed assets says where they are.
ROOT = Path(os.environ.get("DEPLOY_ROOT") or Path(__file__).resolve().parents[2])
TEMPLATE = ROOT / "cloudformation-infra" / "tripmgmt.yml"


class _Loader(yaml.SafeLoader):
    """YAML as CloudFormation reads it. It has neither aliases nor two keys of one name."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.constructor.ConstructorError(None, None, "CloudFormation takes no aliases", self.peek_event().start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {str(key) for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"twice: {', '.join(sorted(twice))}", node.start_mark)
        return super().construct_mapping(node, deep)


def _short_tag(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    """`!Ref X` is `{"Ref": "X"}`, `!GetAtt A.B` is `{"Fn::GetAtt": ["A", "B"]}`, any other `!Name` is `{"Fn::Name": …}`."""
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


def _timestamp_as_text(loader: _Loader, node: yaml.ScalarNode) -> str:
    """`2012-10-17` is a version, not a day."""
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!", _short_tag)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _timestamp_as_text)


def load(path: Path = TEMPLATE) -> dict[str, Any]:
    """The template as CloudFormation understands it."""
    return load_text(path.read_text(encoding="utf-8"))


def load_text(text: str) -> dict[str, Any]:
    """The same of a text, such as one with a fault put into it."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader with CloudFormation's tags


def inline_code(function: str = "SmokeTestFunction", template: dict[str, Any] | None = None) -> str:
    """The source of a function whose code stands in the template."""
    resources = (template or load())["Resources"]
    return resources[function]["Properties"]["Code"]["ZipFile"]


def inline_module(function: str = "SmokeTestFunction", template: dict[str, Any] | None = None) -> types.ModuleType:
    """That code, run as the module `index`, as Lambda does. Its settings come from the environment at every call."""
    module = types.ModuleType("index")
    code = compile(inline_code(function, template), f"{TEMPLATE.name}:{function}", "exec")
    exec(code, module.__dict__)  # noqa: S102 - it is the project's own code
    return module
