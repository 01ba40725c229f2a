"""Who reaches what, and whether there is room for two versions side by side."""

from assets import TEMPLATE, Assets, Findings, check
from evaluation import Evaluation

ROUTES = "src/web/routes.rs"
# Network interfaces of an instance (one is its own), vCPUs and GiB. Tasks in `awsvpc` mode take an interface each.
INSTANCES = {
    "t3.large": (3, 2, 8), "t3.xlarge": (4, 4, 16), "m6i.large": (3, 2, 8), "m7i.large": (3, 2, 8), "t3.small": (3, 2, 2),
    "m6i.xlarge": (4, 4, 16), "m7i.xlarge": (4, 4, 16),
}  # fmt: skip
# Classes that Aurora PostgreSQL runs on in most regions. No linter looks at the values that a parameter allows.
DATABASES = {"db.t4g.medium", "db.t4g.large"} | {
    f"db.{kind}.{size}" for kind in ("r6g", "r7g", "r8g") for size in ("large", "xlarge", "2xlarge", "4xlarge")
}
# What the operating system and the agent keep of a GiB, about.
USABLE = 0.93
# The smallest network a load balancer takes is a /27, of which AWS keeps five addresses; it wants eight free ones itself.
SMALLEST_SUBNET, BALANCER_ADDRESSES = 32 - 5, 8


def _rules(group: dict) -> set[tuple]:
    """Who may come in: port from, port to, and from where."""
    return {
        (rule["FromPort"], rule["ToPort"], rule.get("CidrIp") or rule.get("SourceSecurityGroupId", "").split(".")[0])
        for rule in group.get("SecurityGroupIngress", [])
    }


@check("who may come in", TEMPLATE)
def who_may_come_in(assets: Assets) -> list[str]:
    """The three security groups let in exactly what they have to."""
    findings = Findings()
    for scenario, stack in assets.scenarios.items():
        groups = stack.of_type("AWS::EC2::SecurityGroup")
        named = {group.get("GroupName"): name for name, group in groups.items()}
        balancer, tasks = named["ALBSecurityGroup"], named["ECS-ALB-SecurityGroup"]
        (database,) = set(groups) - {balancer, tasks}
        world = {(port, port, "0.0.0.0/0") for port in _ports(stack)}
        findings.same(f"{scenario}: what {balancer} lets in", _rules(groups[balancer]), world)
        from_balancer = {(80, 80, f"@{balancer}"), (8080, 8080, f"@{balancer}")}
        findings.same(f"{scenario}: what {tasks} lets in", _rules(groups[tasks]), from_balancer)
        findings.same(f"{scenario}: what {database} lets in", _rules(groups[database]), {(5432, 5432, f"@{tasks}")})
        findings.expect(not stack.of_type("AWS::EC2::SecurityGroupIngress"), "a rule stands apart from its group")
        (service,) = stack.of_type("AWS::ECS::Service").values()
        network = service["NetworkConfiguration"]["AwsvpcConfiguration"]
        findings.same(f"{scenario}: the tasks' group", _names(network["SecurityGroups"]), [tasks])
        findings.expect("AssignPublicIp" not in network, "tasks on instances get no public address")
        (cluster,) = stack.of_type("AWS::RDS::DBCluster").values()
        findings.same(f"{scenario}: the database's group", _names(cluster["VpcSecurityGroupIds"]), [database])
    return findings


def _names(references: list[str]) -> list[str]:
    return [reference.removeprefix("@").split(".")[0] for reference in references]


def _ports(stack: Evaluation) -> set[int]:
    return {int(listener["Port"]) for listener in stack.of_type("AWS::ElasticLoadBalancingV2::Listener").values()}


@check("listeners and target groups", TEMPLATE, ROUTES)
def listeners(assets: Assets) -> list[str]:
    """80 (or 443) shows what is in production, 8080 what is to come, and health is asked for as the portal answers."""
    findings = Findings()
    for scenario, stack in assets.scenarios.items():
        by_port = {int(one["Port"]): one for one in stack.of_type("AWS::ElasticLoadBalancingV2::Listener").values()}
        secure = "certificate" in str(by_port.get(443, {}).get("Certificates", "")).lower()
        findings.same(f"{scenario}: the ports", set(by_port), {80, 443, 8080} if scenario == "with every option" else {80, 8080})
        groups = stack.of_type("AWS::ElasticLoadBalancingV2::TargetGroup")
        findings.same("the groups' ports", {g["Name"]: g["Port"] for g in groups.values()},
                      {"alb-tg-tripmgmtdemo-1": 80, "alb-tg-tripmgmtdemo-2": 8080})  # fmt: skip
        by_name = {group["Name"]: f"@{name}" for name, group in groups.items()}
        production = by_port[443 if 443 in by_port else 80]
        findings.same(f"{scenario}: production", _target(production), by_name["alb-tg-tripmgmtdemo-1"])
        findings.same(f"{scenario}: the preview", _target(by_port.get(8080, {})), by_name["alb-tg-tripmgmtdemo-2"])
        if 443 in by_port:
            findings.expect(secure and by_port[443]["Protocol"] == "HTTPS", "443 has no certificate")
            findings.expect("TLS13" in by_port[443].get("SslPolicy", ""), "443 takes TLS before 1.2")
            findings.same("80 beside 443", by_port[80]["DefaultActions"][0]["Type"], "redirect")
        for name, group in groups.items():
            findings.same(f"{name}'s target type", group["TargetType"], "ip")
            findings.same(f"{name}'s protocol", group["Protocol"], "HTTP")
            path = group.get("HealthCheckPath", "/")
            findings.same(f"{name}'s health path", path, "/")
            findings.expect(f'.get("{path}", ' in assets.text(ROUTES), f"the portal has no GET {path}")
            findings.same(f"{name}'s wanted answer", str(group.get("Matcher", {}).get("HttpCode", "200")), "200")
            health = {key for key in group if key.startswith("HealthCheck")} - {"HealthCheckPath"}
            findings.expect(not health, f"{name}'s health check is not the default one: {sorted(health)}")
    return findings


def _target(listener: dict) -> str:
    return listener.get("DefaultActions", [{}])[0].get("TargetGroupArn", "none")


@check("room for two versions", TEMPLATE, "taskdef_src.json")
def room(assets: Assets) -> list[str]:
    """Network interfaces, CPU, memory and addresses for blue and green at once, at least and at most of them."""
    findings = Findings()
    parameters = assets.template["Parameters"]
    cpu, memory = int(assets.task["cpu"]), int(assets.task["memory"])
    (bootstrap,) = assets.default.of_type("AWS::ECS::TaskDefinition").values()
    findings.same("the bootstrap task's size", (bootstrap["Cpu"], bootstrap["Memory"]), (assets.task["cpu"], assets.task["memory"]))
    kinds = parameters["InstanceType"]["AllowedValues"]
    findings.expect(assets.default.parameters["InstanceType"] in kinds, "the usual instance is none of the allowed ones")
    fits = {}
    for kind in kinds:
        interfaces, cores, gigabytes = INSTANCES[kind]
        fits[kind] = min(interfaces - 1, cores * 1024 // cpu, int(gigabytes * 1024 * USABLE) // memory)
        findings.expect(fits[kind] >= 2, f"a {kind} has room for {fits[kind]} tasks, not two")
    unknown = set(parameters["DatabaseClass"]["AllowedValues"]) - DATABASES
    findings.expect(not unknown, f"Aurora has no {sorted(unknown)}")
    usual = fits[assets.default.parameters["InstanceType"]]
    values = {name: int(assets.default.parameters[name]) for name in ("MinInstances", "MaxInstances", "MinTasks", "MaxTasks")}
    findings.same("tasks and instances", (values["MinTasks"], values["MinInstances"], values["MaxInstances"]), (2, 2, 4))
    for tasks, instances in (("MinTasks", "MinInstances"), ("MaxTasks", "MaxInstances")):
        both = 2 * values[tasks]
        findings.expect(usual * values[instances] >= both, f"{both} tasks (blue and green) do not fit {values[instances]} instances")
    # Two subnets; an instance, its tasks and a database server each take an address.
    addresses = BALANCER_ADDRESSES + (values["MaxInstances"] + 2 * values["MaxTasks"] + 2) / 2
    findings.expect(addresses <= SMALLEST_SUBNET, f"{addresses} addresses a subnet do not fit the smallest one, a /27")
    for scenario, stack in assets.scenarios.items():
        (balancer,) = stack.of_type("AWS::ElasticLoadBalancingV2::LoadBalancer").values()
        findings.same(f"{scenario}: the balancer's subnets", balancer["Subnets"], ["subnet-1", "subnet-2"])
        zones = {server.get("AvailabilityZone") for server in stack.of_type("AWS::RDS::DBInstance").values()}
        findings.expect(len(zones) == 2 and None not in zones, "writer and reader are not in two zones")
    return findings
