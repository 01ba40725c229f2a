"""What scripts/render-deployment makes of values, and which it refuses."""

import json
import tempfile
import unittest
from pathlib import Path

import scratch
import yaml
from scratch import BY_HAND, COMMIT, IMAGE, STACK


class Rendering(unittest.TestCase):
    """A copy of the assets for each test."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = scratch.copy_to(Path(folder.name))

    def by_hand(self, **changes: str | None):
        """Runs the script with the seven variables, some changed or (None) not set."""
        env = {name: value for name, value in {**BY_HAND, **changes}.items() if value is not None}
        return scratch.run(self.folder, "scripts/render-deployment", "by-hand", env=env)

    def pipeline(self, *base: str, env: dict[str, str]):
        """Renders the three files, with the region that CodeBuild knows."""
        env = {"AWS_DEFAULT_REGION": "eu-west-1", **env}
        return scratch.run(self.folder, "scripts/render-deployment", "pipeline", IMAGE, COMMIT, "out", *base, env=env)

    def read(self, name: str):
        """A JSON or YAML file that was made."""
        return yaml.safe_load((self.folder / name).read_text())


class ByHand(Rendering):
    """The seven variables."""

    def test_it_writes_what_envsubst_writes(self) -> None:
        self.assertEqual(self.by_hand().returncode, 0)
        written = (self.folder / "taskdef.json").read_text()
        typed = scratch.run(self.folder, "sh", "-c", "envsubst < taskdef_src.json", env=BY_HAND)
        self.assertEqual(written, typed.stdout)

    def test_the_password_arrives_as_it_is(self) -> None:
        for password in (scratch.PASSWORD, "SuperSecretPGSqlPwd##2006", "<<x", "a<<b>>c"):
            with self.subTest(password):
                self.assertEqual(self.by_hand(DB_PASSWORD=password).returncode, 0)
                settings = self.read("taskdef.json")["containerDefinitions"][0]["environment"]
                self.assertIn({"name": "PGPASSWORD", "value": password}, settings)

    def test_the_file_with_the_password_is_for_its_owner_alone(self) -> None:
        self.by_hand()
        self.assertEqual((self.folder / "taskdef.json").stat().st_mode & 0o077, 0)

    def test_it_refuses_what_would_not_work_and_says_what_to_do(self) -> None:
        host = BY_HAND["AURORA_PGSQL_RDS_URL"]
        for name, value, remedy in (
            ("DB_PASSWORD", None, "export DB_PASSWORD="),
            ("DB_PASSWORD", "", "export DB_PASSWORD="),
            ("DB_PASSWORD", 'Super"Secret', "choose another one"),
            ("DB_PASSWORD", "Super\\Secret", "choose one without"),
            ("DB_PASSWORD", "SuperSecret\n", "export it again in one line"),
            ("DB_PASSWORD", "Super\tSecret", "export it again in one line"),
            ("DB_USERNAME", "post gres", "postgres, for example"),
            ("AWS_DEFAULT_REGION", "<<AWS-REGION>>", "put your own value there"),
            ("AWS_DEFAULT_REGION", "Ireland", "eu-west-1, for example"),
            ("AWS_DEFAULT_REGION", "xx-west-1", "downloaded with"),
            ("TASK_EXECUTION_ROLE_ARN", "arn:aws:iam::<<AccountID>>:role/ecsTaskExecutionRole", "put your own value there"),
            ("TASK_EXECUTION_ROLE_ARN", "ecsTaskExecutionRole", "arn:aws:iam::123456789012:role/"),
            ("AURORA_PGSQL_RDS_URL", f"jdbc:postgresql://{host}:5432/tripmgmt", "the host alone"),
            ("AURORA_PGSQL_RDS_URL", f"{host}:5432", "the host alone"),
            ("AURORA_PGSQL_RDS_URL", host.replace(".cluster-", ".cluster-ro-"), "without -ro"),
            ("AURORA_PGSQL_RDS_URL", host.replace("eu-west-1", "us-east-1"), "make them agree"),
            ("ECR_LATEST_IMAGE_URL", f"https://{BY_HAND['ECR_LATEST_IMAGE_URL']}", ":latest, for example"),
            ("LOG_GROUP", "my group", "loggrp, for example"),
        ):
            with self.subTest(f"{name}={value}"):
                answer = self.by_hand(**{name: value})
                self.assertEqual(answer.returncode, 1)
                self.assertIn(name if "downloaded" not in remedy else "region", answer.stderr)
                self.assertIn(remedy, answer.stderr)
                self.assertNotIn("SuperSecret", answer.stderr + answer.stdout)
                self.assertFalse((self.folder / "taskdef.json").exists())

    def test_it_names_everything_that_is_wrong_at_once(self) -> None:
        answer = self.by_hand(DB_USERNAME=None, LOG_GROUP=None)
        self.assertIn("DB_USERNAME", answer.stderr)
        self.assertIn("LOG_GROUP", answer.stderr)
        self.assertIn("2 of the values", answer.stderr)


class OfTheStack(Rendering):
    """What the pipeline of the stack deploys."""

    def setUp(self) -> None:
        super().setUp()
        answer = self.pipeline(env=STACK)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.definition = self.read("out/taskdef.json")
        self.container = self.definition["containerDefinitions"][0]

    def test_secrets_go_by_name_alone(self) -> None:
        self.assertEqual(
            {secret["name"]: secret["valueFrom"] for secret in self.container["secrets"]},
            {
                "PGUSER": STACK["DB_SECRET_ARN"] + ":username::",
                "PGPASSWORD": STACK["DB_SECRET_ARN"] + ":password::",
                "SIGNING_SECRET": STACK["SIGNING_SECRET_ARN"],
            },
        )
        self.assertFalse({"PGUSER", "PGPASSWORD"} & {setting["name"] for setting in self.container["environment"]})

    def test_no_placeholder_is_left_but_the_image_for_codepipeline(self) -> None:
        text = json.dumps(self.definition)
        self.assertNotIn("${", text)
        self.assertEqual(self.container.pop("image"), "<IMAGE1_NAME>")
        self.assertNotIn("<", json.dumps(self.definition))

    def test_the_task_knows_its_commit_and_the_portals_address(self) -> None:
        self.assertEqual(self.container["dockerLabels"], {"org.opencontainers.image.revision": COMMIT})
        self.assertIn({"name": "PUBLIC_URL", "value": STACK["PUBLIC_URL"]}, self.container["environment"])
        self.assertIn({"name": "SECURE_COOKIES", "value": "true"}, self.container["environment"])

    def test_without_a_certificate_cookies_go_over_http(self) -> None:
        self.pipeline(env={**STACK, "PUBLIC_URL": "http://tripmgmtdemo-alb.example.com"})
        names = [setting["name"] for setting in self.read("out/taskdef.json")["containerDefinitions"][0]["environment"]]
        self.assertNotIn("SECURE_COOKIES", names)

    def test_the_image_is_named_by_its_digest(self) -> None:
        self.assertEqual(self.read("out/imageDetail.json"), {"ImageURI": IMAGE})
        answer = scratch.run(
            self.folder, "scripts/render-deployment", "pipeline", f"{scratch.REPOSITORY}:latest", COMMIT, "out", env=STACK
        )
        self.assertIn("digest", answer.stderr)
        self.assertEqual(answer.returncode, 1)

    def test_the_appspec_repeats_the_capacity_provider_and_names_the_hooks(self) -> None:
        appspec = self.read("out/appspec.yaml")
        properties = appspec["Resources"][0]["TargetService"]["Properties"]
        self.assertEqual(properties["TaskDefinition"], "<TASK_DEFINITION>")
        self.assertEqual(
            properties["CapacityProviderStrategy"], [{"CapacityProvider": "cp-tripmgmtdemo", "Base": 0, "Weight": 1}]
        )
        self.assertEqual(
            appspec["Hooks"],
            [
                {"BeforeInstall": STACK["HOOK_BEFORE_INSTALL"]},
                {"AfterAllowTestTraffic": STACK["HOOK_AFTER_ALLOW_TEST_TRAFFIC"]},
                {"AfterAllowTraffic": STACK["HOOK_AFTER_ALLOW_TRAFFIC"]},
            ],
        )

    def test_a_missing_setting_is_named(self) -> None:
        answer = self.pipeline(env={name: value for name, value in STACK.items() if name != "LOG_GROUP"})
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("LOG_GROUP is not set", answer.stderr)


class OfOneRegisteredByHand(Rendering):
    """A build project without the stack's variables."""

    def setUp(self) -> None:
        super().setUp()
        self.by_hand()
        self.typed = self.read("taskdef.json")
        registered = {**self.typed, "revision": 3, "status": "ACTIVE", "registeredBy": "somebody", "registeredAt": "today"}
        (self.folder / "registered.json").write_text(json.dumps({"taskDefinition": registered, "tags": []}))

    def test_it_is_used_again_with_the_new_image(self) -> None:
        answer = self.pipeline("registered.json", env={})
        self.assertEqual(answer.returncode, 0, answer.stderr)
        expected = json.loads(json.dumps(self.typed))
        expected["containerDefinitions"][0]["image"] = IMAGE
        expected["containerDefinitions"][0]["dockerLabels"] = {"org.opencontainers.image.revision": COMMIT}
        self.assertEqual(self.read("out/taskdef.json"), expected)
        self.assertEqual(self.read("out/imageDetail.json"), {"ImageURI": IMAGE})

    def test_an_arn_put_into_the_appspec_gives_way_to_the_build(self) -> None:
        file = self.folder / "appspec.yaml"
        arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/task-tripmgmt-demo:3"
        file.write_text(file.read_text().replace("TaskDefinition: <TASK_DEFINITION>", f'TaskDefinition: "{arn}"'))
        self.pipeline("registered.json", env={})
        appspec = self.read("out/appspec.yaml")
        properties = appspec["Resources"][0]["TargetService"]["Properties"]
        self.assertEqual(properties["TaskDefinition"], "<TASK_DEFINITION>")
        self.assertNotIn("CapacityProviderStrategy", properties)
        self.assertNotIn("Hooks", appspec)

    def test_a_strategy_put_into_the_appspec_stays_alone(self) -> None:
        file = self.folder / "appspec.yaml"
        file.write_text(file.read_text().replace("        # CapacityP", "        CapacityP").replace("        #   - {", "          - {"))
        self.pipeline("registered.json", env={"CAPACITY_PROVIDER": "other"})
        properties = self.read("out/appspec.yaml")["Resources"][0]["TargetService"]["Properties"]
        self.assertEqual(properties["CapacityProviderStrategy"], [{"CapacityProvider": "NAME", "Base": 0, "Weight": 1}])

    def test_one_of_another_container_is_refused(self) -> None:
        answer = self.pipeline("registered.json", env={"CONTAINER_NAME": "another"})
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("no container another", answer.stderr)


if __name__ == "__main__":
    unittest.main()
