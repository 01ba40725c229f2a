"""The hook, read out of the template as it will run: every phase, and every way to fail."""

from __future__ import annotations

import calendar
import contextlib
import io
import json
import os
import time
import unittest
from typing import Any
from unittest import mock

import fake_portal
import template
from fake_aws import FakeAws
from fake_portal import FakePortal, Page

COMMIT = "0123456789abcdef0123456789abcdef01234567"
SHORT = COMMIT[:9]
DEPLOYMENT = "d-ABCDEF123"
OLD = {"org.opencontainers.image.revision": "fedcba98" * 5}
EVENT = {"DeploymentId": DEPLOYMENT, "LifecycleEventHookExecutionId": "execution-1"}
EVENTS = ["BeforeInstall", "Install", "AfterInstall", "AllowTestTraffic", "AfterAllowTestTraffic", "BeforeAllowTraffic",
          "AllowTraffic", "AfterAllowTraffic"]
MODULE = template.inline_module()


class Clock:
    """Sleeping costs no time, and neither does a slow page; what else passes is real."""

    def __init__(self) -> None:
        self.slept = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


class HookCase(unittest.TestCase):
    """A hook between a stand-in of AWS and one of the portal, where everything is well."""

    def setUp(self) -> None:
        self.aws, self.clock = FakeAws(), Clock()
        self.portal = FakePortal(SHORT, self.clock.sleep)
        self.addCleanup(self.aws.close)
        self.addCleanup(self.portal.close)
        environment = {
            "AWS_ENDPOINT_URL": self.aws.url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "eu-central-1", "AWS_MAX_ATTEMPTS": "1", "AWS_EC2_METADATA_DISABLED": "true",
            "CLUSTER": "ecs-cluster", "SERVICE": "svc", "CONTAINER_NAME": "cntr-img-tripmgmt", "APPLICATION": "app",
            "DEPLOYMENT_GROUP": "group", "TEST_URL": self.portal.url, "BYPASS_SECRET_ARN": "",
            "WAIT_SECONDS": "240", "CHECK_SECONDS": "120", "SLOWEST_SECONDS": "30",
            "REROUTE": "automatic", "REROUTE_AFTER_MINUTES": "5",
            "REROUTE_ROLE_ARN": "arn:aws:iam::123456789012:role/reroute", "PARTITION": "aws",
        }
        # Proxies of the machine are none of the hook's business, which `ProxyHandler({})` has to see to.
        self.environment = mock.patch.dict(os.environ, environment | {"http_proxy": "http://127.0.0.1:1", "no_proxy": "127.0.0.1"},
                                           clear=True)
        self.environment.start()
        self.addCleanup(self.environment.stop)
        patched = mock.patch.object(MODULE, "time", self.clock)
        patched.start()
        self.addCleanup(patched.stop)
        self.labels: dict[str, str] = {"org.opencontainers.image.revision": COMMIT}
        self.at("AfterAllowTestTraffic")
        self.aws.answers |= {
            "PutLifecycleEventHookExecutionStatus": {}, "RegisterScalableTarget": {}, "ListDeployments": {"deployments": []},
            "CreateSchedule": {"ScheduleArn": "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/x"},
            "DescribeServices": {"services": [{"taskSets": [
                {"externalId": "d-BLUE", "taskDefinition": "task-tripmgmt-demo:1", "computedDesiredCount": 2},
                {"externalId": DEPLOYMENT, "taskDefinition": "task-tripmgmt-demo:2", "computedDesiredCount": 2}]}]},
            "DescribeTaskDefinition": lambda request: {"taskDefinition": {"containerDefinitions": [
                {"name": "sidecar"}, {"name": "cntr-img-tripmgmt",
                                      "dockerLabels": self.labels if request["taskDefinition"].endswith(":2") else OLD}]}},
        }

    def at(self, phase: str | None, done: str | None = None) -> None:
        """Puts the deployment at a hook; with `done` alone, right behind that event and with none in progress."""
        last = EVENTS.index(phase) if phase else EVENTS.index(done or "") + 1
        events = [{"lifecycleEventName": name, "status": "Succeeded" if index < last else "Pending"}
                  for index, name in enumerate(EVENTS)]
        if phase:
            events[last]["status"] = "InProgress"
        self.aws.answers["GetDeploymentTarget"] = {
            "deploymentTarget": {"deploymentTargetType": "ECSTarget", "ecsTarget": {"lifecycleEvents": events}}}

    def run_hook(self, event: dict[str, Any] = EVENT) -> Any:
        """Runs the handler; keeps what it logged."""
        output = io.StringIO()
        try:
            with contextlib.redirect_stdout(output):
                return MODULE.handler(event, None)
        finally:
            self.log = [json.loads(line) for line in output.getvalue().splitlines()]

    def reasons(self, message: str) -> list[str]:
        return [line["reason"] for line in self.log if line["message"] == message]

    def reported(self) -> list[str]:
        return [request["status"] for request in self.aws.called("PutLifecycleEventHookExecutionStatus")]

    def assert_passes(self) -> None:
        self.run_hook()
        self.assertEqual(self.reported(), ["Succeeded"], self.log)

    def assert_fails(self, reason: str) -> None:
        """The hook reports Failed, reroutes nothing, and says in one line why."""
        self.run_hook()
        self.assertEqual(self.reported(), ["Failed"], self.log)
        self.assertEqual(self.aws.called("CreateSchedule"), [])
        self.assertEqual(len(self.reasons("hook failed")), 1, self.log)
        told = self.reasons("hook failed") + self.reasons("check failed")
        self.assertTrue(any(reason in line for line in told), f"{reason!r} is not in {told}")


class Phases(HookCase):
    def test_before_install_suspends_all_scaling(self) -> None:
        self.at("BeforeInstall")
        self.assert_passes()
        self.assertEqual(self.aws.called("GetDeploymentTarget"), [{"deploymentId": DEPLOYMENT, "targetId": "ecs-cluster:svc"}])
        (request,) = self.aws.called("RegisterScalableTarget")
        self.assertEqual(request["ResourceId"], "service/ecs-cluster/svc")
        self.assertEqual(request["SuspendedState"], {"DynamicScalingInSuspended": True, "DynamicScalingOutSuspended": True,
                                                     "ScheduledScalingSuspended": True})
        self.assertEqual(self.portal.requests, [])

    def test_without_suspended_scaling_nothing_is_installed(self) -> None:
        self.at("BeforeInstall")
        self.aws.answers["RegisterScalableTarget"] = (400, "ConcurrentUpdateException")
        self.run_hook()
        self.assertEqual(self.reported(), ["Failed"])
        self.assertIn("ConcurrentUpdate", self.reasons("hook failed")[0])

    def test_after_allow_traffic_resumes_scaling(self) -> None:
        self.at("AfterAllowTraffic")
        self.assert_passes()
        (request,) = self.aws.called("RegisterScalableTarget")
        self.assertEqual(set(request["SuspendedState"].values()), {False})
        self.assertNotIn("MinCapacity", request)

    def test_scaling_that_does_not_resume_rolls_nothing_back(self) -> None:
        self.at("AfterAllowTraffic")
        self.aws.answers["RegisterScalableTarget"] = (400, "ConcurrentUpdateException")
        self.assert_passes()
        self.assertIn("ConcurrentUpdate", self.reasons("hook failed")[0])

    def test_an_event_that_does_not_show_yet_is_waited_for(self) -> None:
        self.at("BeforeInstall")
        late = self.aws.answers["GetDeploymentTarget"]
        early = {"deploymentTarget": {"ecsTarget": {}}}
        answers = iter([early, early, late])
        self.aws.answers["GetDeploymentTarget"] = lambda _: next(answers)
        self.assert_passes()
        self.assertEqual(self.clock.slept, 4)

    def test_without_an_event_in_progress_the_moved_traffic_tells_the_phase(self) -> None:
        for done, phase in [("Install", "BeforeInstall"), ("AllowTestTraffic", "AfterAllowTestTraffic"),
                            ("BeforeAllowTraffic", "AfterAllowTestTraffic"), ("AllowTraffic", "AfterAllowTraffic")]:
            with self.subTest(done):
                self.at(None, done)
                self.assertEqual(self.run_hook()["phase"], phase)

    def test_a_deployment_that_cannot_be_looked_up_fails(self) -> None:
        self.aws.answers["GetDeploymentTarget"] = (400, "DeploymentDoesNotExistException")
        self.run_hook()
        self.assertEqual(self.reported(), ["Failed"])
        self.assertIn("DeploymentDoesNotExist", self.reasons("hook failed")[0])

    def test_a_report_that_came_twice_is_none_too_many(self) -> None:
        self.aws.answers["PutLifecycleEventHookExecutionStatus"] = (400, "LifecycleEventAlreadyCompletedException")
        self.assertEqual(self.run_hook()["status"], "Succeeded")

    def test_a_report_that_fails_is_an_error_that_lambda_tries_again(self) -> None:
        self.aws.answers["PutLifecycleEventHookExecutionStatus"] = (400, "ThrottlingException")
        with self.assertRaisesRegex(Exception, "Throttling"):
            self.run_hook()


class Ends(HookCase):
    event = {"detail-type": "CodeDeploy Deployment State-change Notification",
             "detail": {"deploymentId": DEPLOYMENT, "state": "FAILURE"}}

    def test_the_end_of_a_deployment_resumes_scaling(self) -> None:
        self.run_hook(self.event)
        (request,) = self.aws.called("RegisterScalableTarget")
        self.assertEqual(set(request["SuspendedState"].values()), {False})
        self.assertEqual(self.reported(), [])

    def test_the_deployment_that_ended_is_not_taken_for_the_next_one(self) -> None:
        self.aws.answers["ListDeployments"] = {"deployments": [DEPLOYMENT]}
        self.run_hook(self.event)
        self.assertEqual(len(self.aws.called("RegisterScalableTarget")), 1)

    def test_while_the_next_deployment_runs_scaling_stays_suspended(self) -> None:
        self.aws.answers["ListDeployments"] = {"deployments": ["d-ROLLBACK1"]}
        self.run_hook(self.event)
        self.assertEqual(self.aws.called("RegisterScalableTarget"), [])
        (request,) = self.aws.called("ListDeployments")
        self.assertEqual((request["applicationName"], request["deploymentGroupName"]), ("app", "group"))
        self.assertNotIn("Failed", request["includeOnlyStatuses"])

    def test_an_error_is_left_to_lambda_which_tries_again(self) -> None:
        self.aws.answers["RegisterScalableTarget"] = (400, "ConcurrentUpdateException")
        with self.assertRaisesRegex(Exception, "ConcurrentUpdate"):
            self.run_hook(self.event)


class Reroute(HookCase):
    def test_a_passed_smoke_test_schedules_the_rerouting_once(self) -> None:
        began = int(time.time())
        self.assert_passes()
        (request,) = self.aws.called("CreateSchedule")
        self.assertEqual(request["Name"], f"reroute-{DEPLOYMENT}")
        self.assertEqual(request["ActionAfterCompletion"], "DELETE")
        self.assertEqual(request["Target"]["Arn"], "arn:aws:scheduler:::aws-sdk:codedeploy:continueDeployment")
        self.assertEqual(json.loads(request["Target"]["Input"]), {"DeploymentId": DEPLOYMENT, "DeploymentWaitType": "READY_WAIT"})
        at = time.strptime(request["ScheduleExpression"], "at(%Y-%m-%dT%H:%M:%S)")
        self.assertTrue(began + 300 <= calendar.timegm(at) <= time.time() + 300, request["ScheduleExpression"])

    def test_the_schedule_is_made_before_success_is_reported(self) -> None:
        self.assert_passes()
        names = [name for name, _ in self.aws.calls]
        self.assertLess(names.index("CreateSchedule"), names.index("PutLifecycleEventHookExecutionStatus"))

    def test_manual_rerouting_schedules_nothing(self) -> None:
        os.environ["REROUTE"] = "manual"
        self.assert_passes()
        self.assertEqual(self.aws.called("CreateSchedule"), [])

    def test_a_second_run_finds_its_schedule_and_is_content(self) -> None:
        self.aws.answers["CreateSchedule"] = (409, "ConflictException")
        self.assert_passes()

    def test_a_schedule_that_cannot_be_made_fails(self) -> None:
        self.aws.answers["CreateSchedule"] = (400, "AccessDeniedException")
        self.run_hook()
        self.assertEqual(self.reported(), ["Failed"])
        self.assertIn("AccessDenied", self.reasons("hook failed")[0])


class NewVersion(HookCase):
    """Waiting until the new version, all of it and nothing else, answers."""

    def test_every_wanted_task_has_to_answer(self) -> None:
        self.portal.pages["/management/info"] = fake_portal.info(SHORT, "ip-10-0-0-11")
        self.assert_fails("1 of 2 tasks answered in a row within 240 s")
        self.assertLess(self.clock.slept, 241)

    def test_the_old_version_may_answer_for_a_while(self) -> None:
        old, new = fake_portal.info("fedcba987", "old"), self.portal.pages["/management/info"]
        assert isinstance(new, list)
        self.portal.pages["/management/info"] = [*new, old, *new, old, *(new * 50)]
        self.assert_passes()
        asked = [path for _, path, _, _ in self.portal.requests].count("/management/info")
        self.assertEqual(asked, 6 + 20)

    def test_the_old_version_may_not_answer_for_ever(self) -> None:
        self.portal.pages["/management/info"] = [fake_portal.info(SHORT, "a"), fake_portal.info(SHORT, "b"),
                                                 fake_portal.info("fedcba987", "old")]
        self.assert_fails(f"revision fedcba987 answers instead of {COMMIT}")

    def test_what_is_no_portal_is_told(self) -> None:
        for page, reason in [(Page("hello"), "/management/info answers 200 text/html instead of 200 application/json"),
                             (Page("{", kind="application/json"), "JSONDecodeError"),
                             (Page.json(["x"]), "TypeError"),
                             (Page.json({"git": {}}), "KeyError('commit')"),
                             (fake_portal.info("", "a"), f"revision  answers instead of {COMMIT}"),
                             (Page.json({}, 503), "answers 503 application/json instead of 200"),
                             (Page(cut=True), "/management/info: Remote end closed connection")]:
            with self.subTest(reason):
                self.aws.calls.clear()
                self.portal.pages["/management/info"] = page
                self.assert_fails(reason)

    def test_nobody_listening_is_told(self) -> None:
        self.portal.close()
        self.assert_fails("Connection refused")

    def test_without_a_label_all_tasks_have_to_agree(self) -> None:
        for labels in ({}, {"org.opencontainers.image.revision": "unknown"}):
            with self.subTest(labels):
                self.aws.calls.clear()
                self.labels = labels
                self.assert_passes()
                self.assertIn(SHORT, [line.get("revision") for line in self.log])
        self.aws.calls.clear()
        self.portal.pages["/management/info"] = [fake_portal.info(SHORT, "a"), fake_portal.info("fedcba987", "b")]
        self.assert_fails("answers instead of")

    def test_the_bootstrap_container_is_never_promoted(self) -> None:
        self.labels = {"org.opencontainers.image.revision": "bootstrap"}
        self.assert_fails("bootstrap container, not a release")
        self.assertEqual(self.portal.requests, [])

    def test_a_deployment_without_a_task_set_fails(self) -> None:
        self.aws.answers["DescribeServices"] = {"services": [{"taskSets": []}]}
        self.assert_fails("no task set of this deployment")

    def test_a_task_definition_without_the_container_fails(self) -> None:
        self.aws.answers["DescribeTaskDefinition"] = {"taskDefinition": {"containerDefinitions": [{"name": "other"}]}}
        self.assert_fails("has no container cntr-img-tripmgmt")


class Checks(HookCase):
    def test_a_good_version_passes_every_check(self) -> None:
        self.assert_passes()
        self.assertEqual(self.reasons("check tried again"), [])
        asked = {path for _, path, _, _ in self.portal.requests}
        self.assertEqual(asked, set(self.portal.pages) - {"/assets/fonts/overpass.woff2"})

    def test_each_fault_fails_with_its_own_reason(self) -> None:
        home = fake_portal.HOME
        faults = [
            ("/management/health/readiness", Page.json({"status": "DOWN"}, 503), "readiness answers 503"),
            ("/management/health/readiness", Page.json({"status": "OUT_OF_SERVICE"}), "readiness is not UP"),
            ("/", Page(home, 500), "/ answers 500 text/html instead of 200"),
            ("/", Page(status=302, headers={"Location": "/login"}), "/ answers 302 text/html instead of 200"),
            ("/", Page(home, kind="text/plain"), "/ answers 200 text/plain instead of 200 text/html"),
            ("/", Page(home.replace("Trip Management", "nginx")), "home page has no <title>"),
            ("/", Page(home.replace('id="ribbon"', "")), "home page has no id=\"ribbon\""),
            ("/", Page(home.replace(".css", ".txt")), "home page has no \"/assets"),
            ("/", Page(home, delay=31), "/ took 3"),
            ("/", Page(cut=True), "/: Remote end closed connection"),
            ("/assets/css/base.3f2a.css", Page("", 404), "/assets/css/base.3f2a.css answers 404"),
            ("/assets/js/copy.77aa.js", fake_portal.asset("text/javascript", ""), "copy.77aa.js may not be kept"),
            ("/assets/js/copy.77aa.js", fake_portal.asset("text/javascript", "max-age=300"), "copy.77aa.js may not be kept"),
            ("/assets/img/icons.9b1c.svg", Page("", 404), "icons.9b1c.svg answers 404"),
            ("/api/authenticate", fake_portal.problem(500), "/api/authenticate answers 500 application/problem+json instead of 401"),
            ("/api/authenticate", Page.json({"id_token": "x"}), "/api/authenticate answers 200 application/json instead of 401"),
            ("/api/authenticate", Page("", 401), "/api/authenticate answers 401 text/html instead of 401 application/problem+json"),
            ("/api/trips", Page.json([]), "/api/trips answers 200 application/json instead of 401"),
        ]
        for path, page, reason in faults:
            with self.subTest(reason), mock.patch.dict(self.portal.pages, {path: page}):
                self.aws.calls.clear()
                self.assert_fails(reason)

    def test_all_failed_checks_are_named_at_once(self) -> None:
        self.portal.pages["/"] = Page("", 500)
        self.portal.pages["/api/trips"] = Page.json([])
        self.assert_fails("the smoke test failed: home_page, trips_are_closed")
        self.assertEqual(len(self.reasons("check failed")), 2)

    def test_one_lost_request_is_no_failure(self) -> None:
        self.portal.pages["/api/trips"] = [Page(cut=True), fake_portal.problem(401)]
        self.assert_passes()
        self.assertEqual(self.reasons("check tried again"), ["/api/trips: Remote end closed connection without response"])

    def test_signing_in_is_by_a_name_of_this_deployment_alone(self) -> None:
        self.assert_passes()
        (body,) = [json.loads(body) for _, path, _, body in self.portal.requests if path == "/api/authenticate"]
        self.assertEqual(body["username"], f"smoke-test-{DEPLOYMENT}")

    def test_the_firewall_is_passed_with_a_secret_header(self) -> None:
        os.environ["BYPASS_SECRET_ARN"] = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:bypass"
        self.aws.answers["GetSecretValue"] = {"SecretString": "let-me-in"}
        self.assert_passes()
        self.assertEqual({headers.get("X-Smoke-Test") for _, _, headers, _ in self.portal.requests}, {"let-me-in"})
        self.assertNotIn("let-me-in", json.dumps(self.log))

    def test_all_checks_together_end_in_time(self) -> None:
        os.environ["CHECK_SECONDS"] = "0"
        self.assert_fails("the smoke test failed: readiness, home_page, database, trips_are_closed")


if __name__ == "__main__":
    unittest.main()
