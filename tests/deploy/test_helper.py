"""The function behind the stack's custom resources, as it stands in the template, against moto."""

from __future__ import annotations

import os
import sys
import types
import unittest
from typing import Any
from unittest import mock

import boto3
import moto
import template

GROUP = "ecs-cluster-tripmgmtdemo"


class Helper(unittest.TestCase):
    """CloudFormation asks; what it is answered is kept."""

    def setUp(self) -> None:
        environment = {"AWS_DEFAULT_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        self.enterContext(mock.patch.dict(os.environ, environment))
        self.enterContext(moto.mock_aws())
        self.answers: list[tuple[str, dict[str, str], str, str | None]] = []
        # Lambda puts this module beside code that stands in a template.
        response = types.ModuleType("cfnresponse")
        response.send = self.send  # type: ignore[attr-defined]
        self.enterContext(mock.patch.dict(sys.modules, {"cfnresponse": response}))
        self.module = template.inline_module("Helper")
        self.enterContext(mock.patch.object(self.module, "time", mock.Mock()))

    def send(self, _event: Any, _context: Any, status: str, data: dict[str, str], name: str, *, reason: str | None) -> None:
        self.answers.append((status, data, name, reason))

    def ask(self, request: str, **properties: Any) -> tuple[str, dict[str, str], str, str | None]:
        """The answer to one request; there has to be exactly one."""
        self.answers.clear()
        self.module.handler({"RequestType": request, "LogicalResourceId": "Thing", "ResourceProperties": properties}, None)
        (answer,) = self.answers
        return answer

    def subnet(self, zone: str) -> str:
        """A new subnet in a zone of the first network."""
        client = boto3.client("ec2")
        vpc = client.describe_vpcs()["Vpcs"][0]["VpcId"]
        block = f"172.31.{128 + len(client.describe_subnets()['Subnets'])}.0/24"
        return client.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]

    def group(self) -> Any:
        """Two instances that may not be ended by scaling in."""
        client = boto3.client("autoscaling")
        client.create_launch_configuration(LaunchConfigurationName="any", ImageId="ami-12c6146b", InstanceType="t3.large")
        client.create_auto_scaling_group(
            AutoScalingGroupName=GROUP, LaunchConfigurationName="any", MinSize=2, MaxSize=4,
            AvailabilityZones=["eu-central-1a"], NewInstancesProtectedFromScaleIn=True,
        )  # fmt: skip
        return client

    def test_zones_come_in_the_order_of_the_subnets(self) -> None:
        second, first = self.subnet("eu-central-1a"), self.subnet("eu-central-1c")
        status, data, name, _ = self.ask("Create", Subnets=[first, second])
        self.assertEqual((status, name), ("SUCCESS", "Thing"))
        self.assertEqual(data, {"Subnets": f"{first},{second}", "Zone1": "eu-central-1c", "Zone2": "eu-central-1a"})

    def test_other_subnets_are_looked_up_again(self) -> None:
        first, second = self.subnet("eu-central-1b"), self.subnet("eu-central-1c")
        self.assertEqual(self.ask("Update", Subnets=[first, second])[1]["Zone1"], "eu-central-1b")

    def test_an_unknown_subnet_is_answered_with_a_reason(self) -> None:
        status, _, _, reason = self.ask("Create", Subnets=["subnet-0000000000000000a", "subnet-0000000000000000b"])
        self.assertEqual(status, "FAILED")
        self.assertIn("InvalidSubnetID", str(reason))

    def test_deletion_empties_the_bucket_with_all_versions(self) -> None:
        client = boto3.client("s3")
        client.create_bucket(Bucket="storage", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        client.put_object(Bucket="storage", Key="AWSLogs/before-versions", Body=b"1")
        client.put_bucket_versioning(Bucket="storage", VersioningConfiguration={"Status": "Enabled"})
        for number in range(3):
            client.put_object(Bucket="storage", Key="codepipeline-tripmgm/artifact", Body=str(number).encode())
        client.delete_object(Bucket="storage", Key="codepipeline-tripmgm/artifact")
        self.assertEqual(self.ask("Delete", Bucket="storage")[0], "SUCCESS")
        client.delete_bucket(Bucket="storage")

    def test_only_deletion_empties_or_removes(self) -> None:
        client = boto3.client("s3")
        client.create_bucket(Bucket="storage", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        client.put_object(Bucket="storage", Key="log", Body=b"1")
        groups = self.group()
        for request in ("Create", "Update"):
            self.assertEqual(self.ask(request, Bucket="storage")[0], "SUCCESS")
            self.assertEqual(self.ask(request, Group=GROUP)[0], "SUCCESS")
        self.assertEqual(client.list_objects_v2(Bucket="storage")["KeyCount"], 1)
        self.assertEqual(len(groups.describe_auto_scaling_groups()["AutoScalingGroups"]), 1)

    def test_deletion_removes_protected_instances_and_their_group(self) -> None:
        groups = self.group()
        self.assertEqual(self.ask("Delete", Group=GROUP)[0], "SUCCESS")
        self.assertEqual(groups.describe_auto_scaling_groups()["AutoScalingGroups"], [])
        # A cluster that still knows its instances cannot be deleted.
        self.assertEqual(self.module.time.sleep.call_args, mock.call(60))

    def test_a_group_that_does_not_end_is_told_in_time(self) -> None:
        client = mock.Mock()
        client.describe_auto_scaling_groups.return_value = {"AutoScalingGroups": [{}]}
        with mock.patch.object(boto3, "client", return_value=client):
            status, _, _, reason = self.ask("Delete", Group=GROUP)
        self.assertEqual((status, reason), ("FAILED", f"TimeoutError('{GROUP}')"))
        client.delete_auto_scaling_group.assert_called_once_with(AutoScalingGroupName=GROUP, ForceDelete=True)
        waited = sum(call.args[0] for call in self.module.time.sleep.call_args_list)
        self.assertLess(waited, template.load()["Resources"]["Helper"]["Properties"]["Timeout"])

    def test_a_group_that_is_gone_holds_nothing_up(self) -> None:
        self.assertEqual(self.ask("Delete", Group=GROUP)[0], "SUCCESS")

    def test_the_deletion_of_zones_does_nothing(self) -> None:
        self.assertEqual(self.ask("Delete", Subnets=["subnet-1", "subnet-2"])[:2], ("SUCCESS", {}))


if __name__ == "__main__":
    unittest.main()
