"""How a fault is put into a copy of the assets: a few ways to change the template as data and the other files as text."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assets import TEMPLATE, Assets

_GONE = object()


@dataclass(frozen=True)
class Fault:
    """What somebody did to which file. The template is changed as data, so that its layout does not
    matter."""

    what: str
    file: str
    change: Callable[[Any], Any]

    def put_into(self, assets: Assets) -> Assets:
        """The same assets with this fault in them."""
        if self.file == TEMPLATE:
            template = copy.deepcopy(assets.template)
            before = json.dumps(template)
            self.change(template)
            after = json.dumps(template, separators=(",", ":"), ensure_ascii=False)
            if json.loads(before) == json.loads(after):
                raise LookupError(f"{self.what}: nothing to change")
        else:
            after = self.change(assets.text(self.file))
        return Assets(assets.root, {self.file: after})


def swap(old: str, new: str) -> Callable[[str], str]:
    """Other words in a text file."""

    def change(text: str) -> str:
        if old not in text:
            raise LookupError(f"no {old!r} to put a fault into")
        return text.replace(old, new)

    return change


def resource(template: dict[str, Any], which: str, name: str | None = None) -> dict[str, Any]:
    """A resource by its logical id or by type; of several, the one with this text in it."""
    resources = template["Resources"]
    if which in resources:
        return resources[which]
    for resource in resources.values():
        if resource["Type"] == which and (name is None or name in json.dumps(resource["Properties"])):
            return resource
    raise LookupError(f"no {which} {name or ''}")


def put(which: str, path: str, value: Any = _GONE, name: str | None = None) -> Callable[[dict[str, Any]], None]:
    """Another value at a path below a resource, or none."""

    def change(template: dict[str, Any]) -> None:
        place: Any = resource(template, which, name)
        *way, last = path.split("/")
        for part in way:
            place = place[int(part) if isinstance(place, list) else part]
        key: Any = int(last) if isinstance(place, list) else last
        if value is _GONE:
            del place[key]
        else:
            place[key] = value

    return change


def inside(which: str, old: str, new: str, name: str | None = None) -> Callable[[dict[str, Any]], None]:
    """Other words anywhere below a resource, such as in its code."""

    def change(template: dict[str, Any]) -> None:
        place = resource(template, which, name)
        text = json.dumps(place, ensure_ascii=False)
        if old not in text:
            raise LookupError(f"no {old!r} in {which}")
        place.clear()
        place.update(json.loads(text.replace(old, new)))

    return change


def without(which: str) -> Callable[[dict[str, Any]], None]:
    """A resource less."""
    return lambda template: template["Resources"].pop(which) and None


def parameter(name: str, key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """A parameter that is declared otherwise."""
    return lambda template: template["Parameters"][name].update({key: value})


def granted(role: str, action: str, other: str | None) -> Callable[[dict[str, Any]], None]:
    """An action of a role (told by its name) replaced by another one, or taken away."""

    def change(template: dict[str, Any]) -> None:
        for policy in resource(template, "AWS::IAM::Role", role)["Properties"]["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = statement.get("Action")
                if isinstance(actions, list) and action in actions:
                    actions.remove(action)
                    actions += [other] if other else []
                    return
                if actions == action:
                    statement["Action"] = other or "sts:GetCallerIdentity"
                    return
        raise LookupError(f"{role} has no {action}")

    return change


def in_container(change: Callable[[dict[str, Any]], None]) -> Callable[[str], str]:
    """Something else in the task definition's container."""

    def changed(text: str) -> str:
        task = json.loads(text)
        change(task["containerDefinitions"][0])
        return json.dumps(task, indent=2)

    return changed
