"""The task definition against the image and the program it runs."""

import re

from assets import DOCKERFILE, TASK, TEMPLATE, Assets, Findings, check

SERVER, VISIT, CONFIG = "src/server/mod.rs", "src/server/visit.rs", "src/config.rs"


@check("task definition", TASK, DOCKERFILE)
def task_definition(assets: Assets) -> list[str]:
    """What every task gets, and nothing more."""
    findings = Findings()
    task, container = assets.task, assets.container
    findings.same("the network mode", task["networkMode"], "awsvpc")
    findings.same("the launch type", task["requiresCompatibilities"], ["EC2"])
    findings.same("the size", (task["cpu"], task["memory"]), ("512", "1024"))
    findings.same("the number of containers", len(task["containerDefinitions"]), 1)
    findings.same("the user", container["user"], assets.constant(DOCKERFILE, r"(?m)^USER (\S+)$"))
    findings.same("privileged", container["privileged"], False)
    findings.same("a read-only root", container["readonlyRootFilesystem"], True)
    findings.same("capabilities", container["linuxParameters"]["capabilities"], {"drop": ["ALL"]})
    findings.expect("secrets" not in container, "a secret of one account stands in the source")
    nofile = [limit for limit in container["ulimits"] if limit["name"] == "nofile"]
    findings.expect(nofile and nofile[0]["softLimit"] >= 16384, "connections could run out of file descriptors")
    program = assets.constant(DOCKERFILE, r'ENTRYPOINT \["(\S+)"\]')
    findings.same("the health check", container["healthCheck"]["command"], ["CMD", program, "healthcheck"])
    health = container["healthCheck"]
    findings.expect(health["timeout"] < health["interval"], "a health check may meet the next one")
    return findings


@check("database settings", TASK, "data/rds-global-bundle.pem", DOCKERFILE)
def database_settings(assets: Assets) -> list[str]:
    """Over TLS, to the server that is meant, with the authorities that are in the image; no URL for a password to break."""
    findings = Findings()
    settings = {setting["name"]: setting["value"] for setting in assets.container["environment"]}
    wanted = {
        "PGHOST": "${AURORA_PGSQL_RDS_URL}", "PGPORT": "5432", "PGDATABASE": "tripmgmt", "PGUSER": "${DB_USERNAME}",
        "PGPASSWORD": "${DB_PASSWORD}", "PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/etc/ssl/certs/rds-global-bundle.pem",
    }  # fmt: skip
    findings.same("the environment", settings, wanted)
    findings.expect("find data -name '*.pem' -exec cp -t /image/etc/ssl/certs" in assets.text(DOCKERFILE),
                    "the image gets no authorities from data/")  # fmt: skip
    authorities = assets.text("data/rds-global-bundle.pem").count("-----BEGIN CERTIFICATE-----")
    findings.expect(authorities >= 81, f"only {authorities} authorities are in the image")
    return findings


@check("log settings", TASK, TEMPLATE)
def log_settings(assets: Assets) -> list[str]:
    """To the group that exists. A log service that does not answer must not stop the portal, so lines wait in a buffer of
    25 MB, which is minutes of full load, and are lost only after that."""
    findings = Findings()
    logs = assets.container["logConfiguration"]
    wanted = {
        "awslogs-group": "${LOG_GROUP}", "awslogs-region": "${AWS_DEFAULT_REGION}",
        "awslogs-stream-prefix": "awslogs-tripmgmtdemo-ecstask", "mode": "non-blocking", "max-buffer-size": "25m",
    }  # fmt: skip
    findings.same("the driver", logs["logDriver"], "awslogs")
    findings.same("the log settings", logs["options"], wanted)
    (bootstrap,) = assets.default.of_type("AWS::ECS::TaskDefinition").values()
    options = bootstrap["ContainerDefinitions"][0]["LogConfiguration"]["Options"]
    findings.same("the bootstrap task's prefix", options["awslogs-stream-prefix"], wanted["awslogs-stream-prefix"])
    findings.same("its group", assets.default.physical(options["awslogs-group"]), "tripmgmt-demo-ecstask-loggrp")
    return findings


@check("stop and idle times", TASK, TEMPLATE, SERVER, VISIT, CONFIG)
def times(assets: Assets) -> list[str]:
    """Nobody is cut off: ECS waits for the portal to end, and the balancer lets go of a connection before the portal does."""
    findings = Findings()
    drain = int(assets.constant(SERVER, r"const DRAIN: Duration = Duration::from_secs\((\d+)\)"))
    idle = int(assets.constant(VISIT, r"idle: Duration::from_secs\((\d+)\)"))
    delay = int(assets.constant(CONFIG, r'SHUTDOWN_DELAY_SECONDS".*range\(0\.\.=(\d+)\)'))
    stop = assets.container["stopTimeout"]
    # Five seconds for the signal to arrive and the process to go.
    findings.expect(stop >= delay + drain + 5, f"stopTimeout {stop} s is shorter than {delay} + {drain} + 5 s")
    for scenario, stack in assets.scenarios.items():
        (balancer,) = stack.of_type("AWS::ElasticLoadBalancingV2::LoadBalancer").values()
        attributes = {one["Key"]: one["Value"] for one in balancer.get("LoadBalancerAttributes", [])}
        waits = int(attributes.get("idle_timeout.timeout_seconds", 60))
        findings.expect(waits < idle, f"{scenario}: the balancer keeps idle connections {waits} s, the portal only {idle} s")
        for name, group in stack.of_type("AWS::ElasticLoadBalancingV2::TargetGroup").items():
            deregistration = {a["Key"]: a["Value"] for a in group.get("TargetGroupAttributes", [])}
            seconds = int(deregistration.get("deregistration_delay.timeout_seconds", 300))
            findings.expect(seconds >= delay + drain, f"{name} cuts requests off after {seconds} s")
    return findings


@check("the stack's secrets", TEMPLATE, "scripts/render-deployment")
def secrets(assets: Assets) -> list[str]:
    """The keys that the renderer names are in the secret, and long enough for the portal."""
    findings = Findings()
    renderer = assets.text("scripts/render-deployment")
    keys = set(re.findall(r'\$ENV\.DB_SECRET_ARN \+ ":(\w+)::"', renderer))
    findings.same("the JSON keys", keys, {"username", "password"})
    for scenario, stack in assets.scenarios.items():
        variables = {v["Name"]: v["Value"] for v in stack.properties("Build")["Environment"]["EnvironmentVariables"]}
        database = stack.properties(variables["DB_SECRET_ARN"].removeprefix("@"))["GenerateSecretString"]
        found = set(re.findall(r'"(\w+)":', database["SecretStringTemplate"])) | {database["GenerateStringKey"]}
        findings.expect(keys <= found, f"{scenario}: the secret has {sorted(found)}")
        findings.expect('"username":"postgres"' in database["SecretStringTemplate"], "the secret's user is not postgres")
        signing = stack.properties(variables["SIGNING_SECRET_ARN"].removeprefix("@"))["GenerateSecretString"]
        findings.expect(signing["PasswordLength"] >= 64 and "GenerateStringKey" not in signing,
                        "the signing secret is no text of at least 64 characters")  # fmt: skip
        (cluster,) = stack.of_type("AWS::RDS::DBCluster").values()
        # A snapshot brings its own.
        password = f"{{{{resolve:secretsmanager:{variables['DB_SECRET_ARN']}:SecretString:password}}}}"
        wanted = None if "SnapshotIdentifier" in cluster else password
        findings.same(f"{scenario}: the database's password", cluster.get("MasterUserPassword"), wanted)
    return findings
