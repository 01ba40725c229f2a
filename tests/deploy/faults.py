"""Faults as people make them, one at a time, in a copy of the assets. Each has to be noticed by some check."""

from assets import APPSPEC, BUILDSPEC, CODEBUILD, DOCKERFILE, RENDERER, TASK, TEMPLATE
from seeding import Fault, granted, in_container, inside, parameter, put, resource, swap, without

GROUP, SERVICE, TARGETS = "AWS::CodeDeploy::DeploymentGroup", "AWS::ECS::Service", "AWS::ElasticLoadBalancingV2::TargetGroup"
LISTENER, CLUSTER, INSTANCE = "AWS::ElasticLoadBalancingV2::Listener", "AWS::RDS::DBCluster", "AWS::RDS::DBInstance"
ROLE, PIPELINE, PROJECT = "AWS::IAM::Role", "AWS::CodePipeline::Pipeline", "AWS::CodeBuild::Project"
MACHINE, BALANCER = "AWS::EC2::LaunchTemplate", "AWS::ElasticLoadBalancingV2::LoadBalancer"
HOOK = "SmokeTestFunction"
READY = "Properties/BlueGreenDeploymentConfiguration/DeploymentReadyOption"
PAIR = "Properties/LoadBalancerInfo/TargetGroupPairInfoList/0"
DATA = "Properties/LaunchTemplateData"
BOOTSTRAP = "Properties/ContainerDefinitions/0"

FAULTS: tuple[Fault, ...] = (
    # Names
    Fault("another container name in the task definition", TASK, swap("cntr-img-tripmgmt", "tripmgmt")),
    Fault("another container name in the appspec", APPSPEC, swap("ContainerName: cntr-img-tripmgmt", "ContainerName: tripmgmt")),
    Fault("another container name in the service", TEMPLATE, put(SERVICE, "Properties/LoadBalancers/0/ContainerName", "app")),
    Fault("another task family", TASK, swap("task-tripmgmt-demo", "task-tripmgmt")),
    Fault("another cluster for the hook", TEMPLATE, put(HOOK, "Properties/Environment/Variables/CLUSTER", "cluster")),
    Fault("a repository of another name", TEMPLATE, put("AWS::ECR::Repository", "Properties/RepositoryName", "tripmgmt")),
    Fault("a role of another name", TEMPLATE, inside(ROLE, "ecsCodeDeployRole", "CodeDeployRole", "ecsCodeDeployRole")),
    Fault("one more parameter to give", TEMPLATE, lambda t: t["Parameters"]["BranchName"].pop("Default") and None),
    # Ports and health
    Fault("another port in the image", DOCKERFILE, swap("EXPOSE 8080", "EXPOSE 8081")),
    Fault("another port in the appspec", APPSPEC, swap("ContainerPort: 8080", "ContainerPort: 80")),
    Fault("another port in the task definition", TASK, swap('"containerPort": 8080', '"containerPort": 8081')),
    Fault("a health path that redirects", TEMPLATE, put(TARGETS, "Properties/HealthCheckPath", "/trip")),
    Fault("a health path that is not there", TEMPLATE, put(TARGETS, "Properties/HealthCheckPath", "/health")),
    Fault("no page at the health path", "src/web/routes.rs", swap('.get("/", home::index)', '.get("/home", home::index)')),
    Fault("a redirect counts as healthy", TEMPLATE, put(TARGETS, "Properties/Matcher", {"HttpCode": "200-399"})),
    Fault("targets are instances", TEMPLATE, put(TARGETS, "Properties/TargetType", "instance")),
    Fault("a health check by a shell", TASK, swap('["CMD", "/usr/local/bin/tripmgmt", "healthcheck"]', '["CMD-SHELL", "curl localhost:8080"]')),
    Fault("no port in the bootstrap container's command", TEMPLATE, inside("AWS::ECS::TaskDefinition", "-p 8080", "-p 80")),
    # Blue/green
    Fault("goes on without waiting", TEMPLATE, put(GROUP, f"{READY}/ActionOnTimeout", "CONTINUE_DEPLOYMENT")),
    Fault("stops without waiting", TEMPLATE, put(GROUP, f"{READY}/WaitTimeInMinutes")),
    Fault("may stop before it is rerouted", TEMPLATE, parameter("RerouteDeadlineMinutes", "MinValue", 5)),
    Fault("no time for a rollback", TEMPLATE, parameter("TerminationWaitMinutes", "Default", 0)),
    Fault("no rollback by itself", TEMPLATE, put(GROUP, "Properties/AutoRollbackConfiguration/Enabled", False)),
    Fault("no rollback on an alarm", TEMPLATE, put(GROUP, "Properties/AutoRollbackConfiguration/Events", ["DEPLOYMENT_FAILURE"])),
    Fault("no test traffic", TEMPLATE, put(GROUP, f"{PAIR}/TestTrafficRoute")),
    Fault("the same target group twice", TEMPLATE, inside(GROUP, "TargetGroup2", "TargetGroup1")),
    Fault("no listener for the preview", TEMPLATE, without("TestListener")),
    Fault("the preview shows production", TEMPLATE, inside(LISTENER, "TargetGroup2", "TargetGroup1", "8080")),
    Fault("deployed by ECS itself", TEMPLATE, put(SERVICE, "Properties/DeploymentController/Type", "ECS")),
    Fault("a revision in the service", TEMPLATE, put(SERVICE, "Properties/TaskDefinition", {"Ref": "BootstrapTask"})),
    Fault("the service before its capacity", TEMPLATE, put(SERVICE, "DependsOn", ["BootstrapTask"])),
    Fault("no capacity provider in the service", TEMPLATE, put(SERVICE, "Properties/CapacityProviderStrategy")),
    Fault("no capacity provider in the appspec", RENDERER, swap("CapacityProviderStrategy:\\n", "Strategy:\\n")),
    Fault("termination protection without scale-in protection", TEMPLATE, put("AWS::AutoScaling::AutoScalingGroup", "Properties/NewInstancesProtectedFromScaleIn")),
    Fault("too few instances for two versions", TEMPLATE, parameter("MinInstances", "Default", 1)),
    Fault("an instance with room for one task", TEMPLATE, parameter("InstanceType", "AllowedValues", ["t3.large", "t3.small"])),
    Fault("tasks as large as the old ones", TASK, swap('"cpu": "512"', '"cpu": "2048"')),
    Fault("writer and reader in one zone", TEMPLATE, inside(INSTANCE, "Zone2", "Zone1", "Zone2")),
    # Hooks
    Fault("no hook after the test traffic", RENDERER, swap("BeforeInstall AfterAllowTestTraffic AfterAllowTraffic", "BeforeInstall AfterAllowTraffic")),
    Fault("a hook that CodeDeploy may not call", TEMPLATE, put(HOOK, "Properties/FunctionName", "tripmgmt-smoke-test")),
    Fault("a hook that is stopped before it answers", TEMPLATE, put(HOOK, "Properties/Timeout", 300)),
    Fault("a hook that does not know a phase", TEMPLATE, inside(HOOK, '\\"BeforeInstall\\":', '\\"BeforeInstallation\\":')),
    Fault("a hook that tests production", TEMPLATE, inside(HOOK, ":8080", ":80")),
    Fault("a hook with a misspelt name in it", TEMPLATE, inside(HOOK, "json.dumps(", "jsn.dumps(")),
    Fault("a hook that does not compile", TEMPLATE, inside(HOOK, "def handler(", "def handler((")),
    Fault("a hook that passes whatever fails", TEMPLATE, inside(HOOK, '\\"Failed\\"', '\\"Succeeded\\"')),
    Fault("a hook that reroutes at once", TEMPLATE, put(HOOK, "Properties/Environment/Variables/REROUTE_AFTER_MINUTES", 0)),
    # Images
    Fault("the newest image instead of the one built", CODEBUILD, swap('grep -F "$repository@sha256:" | head -n 1', 'head -n 1')),
    Fault("a bootstrap image that changes", TEMPLATE, put("AWS::ECS::TaskDefinition", f"{BOOTSTRAP}/Image", "public.ecr.aws/docker/library/busybox:latest")),
    Fault("another placeholder for the image", TEMPLATE, put(PIPELINE, "Properties/Stages/2/Actions/0/Configuration/Image1ContainerName", "IMAGE")),
    Fault("a base image from Docker Hub", DOCKERFILE, swap("FROM ${LIBRARY}/rust:", "FROM rust:")),
    Fault("tags that cannot move", TEMPLATE, put("AWS::ECR::Repository", "Properties/ImageTagMutability", "IMMUTABLE")),
    Fault("a command that fails unseen in the Dockerfile", DOCKERFILE, swap('SHELL ["/bin/bash", "-o", "pipefail", "-c"]', "")),
    Fault("another user in the image", DOCKERFILE, swap("USER 10001:10001", "USER 10002:10002")),
    # Secrets
    Fault("the password as a plain value in the pipeline", RENDERER, swap('select(.name != "PGUSER" and .name != "PGPASSWORD")', "select(true)")),
    Fault("a key of a secret without its ending", RENDERER, swap('":password::"', '":password"')),
    Fault("a key that the secret does not have", TEMPLATE, inside("AWS::SecretsManager::Secret", "username", "user", "username")),
    Fault("a secret that tasks may not read", TEMPLATE, inside(ROLE, '{"Ref": "SigningSecret"}', '{"Ref": "DatabaseSecret"}', "SigningSecret")),
    Fault("a password in the template", TEMPLATE, put(CLUSTER, "Properties/MasterUserPassword", "SuperSecretPGSqlPwd2006")),
    Fault("a signing secret in the source", TASK, in_container(lambda c: c["environment"].append({"name": "SIGNING_SECRET", "value": "x"}))),
    Fault("no check of the password's characters", RENDERER, swap("""elif [[ $value == *'"'* ]]; then""", "elif false; then")),
    Fault("a committed account number", TASK, swap("${TASK_EXECUTION_ROLE_ARN}", "arn:aws:iam::123456789012:role/ecsTaskExecutionRole")),
    # Rights
    Fault("a role that may do everything", TEMPLATE, granted("codebuild-tripmgmt", "ecr:GetAuthorizationToken", "*")),
    Fault("a role that may do everything of a service", TEMPLATE, granted("codebuild-tripmgmt", "ecr:GetAuthorizationToken", "ecr:*")),
    Fault("an action on everything without a reason", TEMPLATE, granted("codebuild-tripmgmt", "ecr:GetAuthorizationToken", "ecr:DeleteRepository")),
    Fault("an action that does not exist", TEMPLATE, granted("s3:ListBucketVersions", "s3:DeleteObjectVersion", "s3:DeleteObjectVersions")),
    Fault("an action on resources of another kind", TEMPLATE, granted("s3:ListBucketVersions", "s3:ListBucketVersions", "sqs:SendMessage")),
    Fault("a pipeline that may not start the build", TEMPLATE, granted("codepipeline-tripmgmt", "codebuild:StartBuild", None)),
    Fault("a hook that may not look at the deployment", TEMPLATE, granted("PutLifecycleEventHookExecutionStatus", "codedeploy:GetDeploymentTarget", None)),
    Fault("a deployment that may not move a listener", TEMPLATE, granted("ecsCodeDeployRole", "elasticloadbalancing:ModifyListener", None)),
    Fault("the wrong service takes a role", TEMPLATE, inside(ROLE, "codedeploy.amazonaws.com", "ecs.amazonaws.com", "ecsCodeDeployRole")),
    Fault("another account takes a role", TEMPLATE, inside(ROLE, '{"Service": "ecs-tasks.amazonaws.com"}', '{"AWS": "*"}', "ecsTaskExecutionRole")),
    Fault("a role with somebody else's policy", TEMPLATE, put(ROLE, "Properties/ManagedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"])),
    Fault("a role passed to any service", TEMPLATE, inside(ROLE, "iam:PassedToService", "aws:SourceAccount", "codepipeline-tripmgmt")),
    # Network
    Fault("the database open to the world", TEMPLATE, inside("AWS::EC2::SecurityGroup", '"SourceSecurityGroupId": {"Ref": "EcsGroup"}', '"CidrIp": "0.0.0.0/0"', "5432")),
    Fault("SSH open to the world", TEMPLATE, inside("AWS::EC2::SecurityGroup", '"FromPort": 8080, "ToPort": 8080', '"FromPort": 22, "ToPort": 22', "0.0.0.0/0")),
    Fault("the instances' group open to the world", TEMPLATE, put("AWS::EC2::SecurityGroup", "Properties/SecurityGroupIngress/0", {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}, "ECS-ALB")),
    Fault("a public address for tasks on instances", TEMPLATE, put(SERVICE, "Properties/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp", "ENABLED")),
    Fault("a database with a public address", TEMPLATE, put(INSTANCE, "Properties/PubliclyAccessible", True)),
    Fault("instances whose credentials can be asked for", TEMPLATE, put(MACHINE, f"{DATA}/MetadataOptions/HttpTokens", "optional")),
    Fault("containers that reach the instance's credentials", TEMPLATE, put(MACHINE, f"{DATA}/MetadataOptions/HttpPutResponseHopLimit", 2)),
    Fault("an agent that joins no cluster", TEMPLATE, inside(MACHINE, "ECS_CLUSTER=", "ECS_CLUSTERS=")),
    Fault("a mistake in the instances' first script", TEMPLATE, inside(MACHINE, "printf '", 'printf \\"')),
    # Data
    Fault("connections without TLS", TEMPLATE, put("AWS::RDS::DBClusterParameterGroup", "Properties/Parameters", {"rds.force_ssl": "0"})),
    Fault("a cluster without its parameters", TEMPLATE, put(CLUSTER, "Properties/DBClusterParameterGroupName")),
    Fault("a certificate whose name is not checked", TASK, swap("verify-full", "require")),
    Fault("authorities from another file", TASK, swap("/etc/ssl/certs/rds-global-bundle.pem", "/etc/ssl/certs/rds.pem")),
    Fault("no authorities in the image", DOCKERFILE, swap("    && find data -name '*.pem' -exec cp -t /image/etc/ssl/certs {} + \\\n", "")),
    Fault("the reader instead of the writer", TEMPLATE, inside(PROJECT, "Endpoint.Address", "ReadEndpoint.Address")),
    Fault("an unencrypted database", TEMPLATE, put(CLUSTER, "Properties/StorageEncrypted", False)),
    Fault("an unencrypted volume", TEMPLATE, put(MACHINE, f"{DATA}/BlockDeviceMappings/0/Ebs/Encrypted", False)),
    Fault("a database that is lost with the stack", TEMPLATE, put(CLUSTER, "DeletionPolicy", "Delete")),
    Fault("a snapshot policy where there is none", TEMPLATE, put(INSTANCE, "DeletionPolicy", "Snapshot")),
    Fault("a bucket that can be made public", TEMPLATE, put("AWS::S3::Bucket", "Properties/PublicAccessBlockConfiguration/BlockPublicPolicy", False)),
    Fault("a bucket without TLS", TEMPLATE, inside("AWS::S3::BucketPolicy", "aws:SecureTransport", "aws:ViaAWSService")),
    Fault("a repository that blocks the clean-up", TEMPLATE, put("AWS::ECR::Repository", "Properties/EmptyOnDelete")),
    Fault("logs that never end", TEMPLATE, put("AWS::Logs::LogGroup", "Properties/RetentionInDays")),
    # Times
    Fault("killed before it has drained", TASK, swap('"stopTimeout": 40', '"stopTimeout": 20')),
    Fault("a longer drain in the portal", "src/lifecycle.rs", swap("DRAIN: Duration = Duration::from_secs(10)", "DRAIN: Duration = Duration::from_secs(60)")),
    Fault("idle connections that end first in the portal", TEMPLATE, lambda t: resource(t, BALANCER)["Properties"]["LoadBalancerAttributes"].append({"Key": "idle_timeout.timeout_seconds", "Value": "120"})),
    Fault("requests cut off when targets leave", TEMPLATE, put(TARGETS, "Properties/TargetGroupAttributes", [{"Key": "deregistration_delay.timeout_seconds", "Value": "5"}])),
    Fault("a log service that stops the portal", TASK, swap('"non-blocking"', '"blocking"')),
    Fault("logs to another group", TASK, swap("${LOG_GROUP}", "tripmgmt")),
    # The build
    Fault("another artifact from the build", BUILDSPEC, swap("    - imageDetail.json", "    - imagedefinitions.json")),
    Fault("artifacts from another folder", BUILDSPEC, swap("target/deployment", "target/deployments")),
    Fault("the source instead of what was built", TEMPLATE, inside(PIPELINE, '"AppSpecTemplateArtifact": "BuildArtifact"', '"AppSpecTemplateArtifact": "SourceArtifact"')),
    Fault("a misspelt variable in a script", RENDERER, swap("$ENV.SIGNING_SECRET_ARN", "$ENV.SIGNING_SECRETS_ARN")),
    Fault("a misspelt variable in the build project", TEMPLATE, inside(PROJECT, "HOOK_AFTER_ALLOW_TRAFFIC", "HOOK_AFTER_TRAFFIC")),
    Fault("a variable that nobody reads", TEMPLATE, lambda t: resource(t, PROJECT)["Properties"]["Environment"]["EnvironmentVariables"].append({"Name": "STAGE", "Value": "demo"})),
    Fault("an eighth variable in the task definition", TASK, swap('"value": "5432"', '"value": "${DB_PORT}"')),
    Fault("a build that goes on after a failure", BUILDSPEC, swap("on-failure: ABORT", "on-failure: CONTINUE")),
    Fault("a step that is left out", BUILDSPEC, swap("      - scripts/codebuild test\n", "")),
    Fault("a mistake in a command of the build", BUILDSPEC, swap("- scripts/codebuild login", "- scripts/codebuild login; cd $WHERE")),
    Fault("a build that cannot use Docker", TEMPLATE, put(PROJECT, "Properties/Environment/PrivilegedMode", False)),
    Fault("no login", CODEBUILD, swap("docker login", "docker logout")),
    Fault("no tests before the image", CODEBUILD, swap("scripts/test scripts format lint migrations tests deploy", "true")),
    Fault("a build that finds out too late", CODEBUILD, swap('[ "${#missing[@]}" -eq 0 ] ||', "true ||")),
    Fault("the password left behind by the build", CODEBUILD, swap('        rm "$by_hand"\n', "")),
    Fault("no label to know a version by", RENDERER, swap('| .dockerLabels["org.opencontainers.image.revision"] = $commit\n            | .environment', "| .environment")),
    # What the client and the services take
    Fault("a task definition that the client refuses", TASK, swap('"essential": true', '"isEssential": true')),
    Fault("a task definition that is no JSON", TASK, swap('"essential": true,', '"essential": true')),
    Fault("a capability that is kept", TASK, swap('"drop": ["ALL"]', '"add": ["NET_ADMIN"]')),
    Fault("a root that can be written to", TASK, swap('"readonlyRootFilesystem": true', '"readonlyRootFilesystem": false')),
    Fault("a weight that is no number", RENDERER, swap("Weight: 1\\n", "Weight: all\\n")),
    # Alarms
    Fault("an alarm that stops nothing", TEMPLATE, put(GROUP, "Properties/AlarmConfiguration/Enabled", False)),
    Fault("one target group without an alarm", TEMPLATE, put(GROUP, "Properties/AlarmConfiguration/Alarms/0")),
    Fault("an alarm that nobody hears", TEMPLATE, put("AWS::CloudWatch::Alarm", "Properties/AlarmActions")),
    # CloudFormation
    Fault("a reference to nothing", TEMPLATE, inside(BALANCER, "PublicSubnet1Id", "PublicSubnetId")),
    Fault("a property that does not exist", TEMPLATE, put("AWS::ECS::Cluster", "Properties/Name", "cluster")),
    Fault("a value of the wrong kind", TEMPLATE, put("AWS::CodeBuild::Project", "Properties/TimeoutInMinutes", "an hour")),
    Fault("a size of database that does not exist", TEMPLATE, parameter("DatabaseClass", "AllowedValues", ["db.t4g.medium", "db.t4g.larg"])),
    Fault("a label for a parameter that is not there", TEMPLATE, lambda t: t["Metadata"]["AWS::CloudFormation::Interface"].update({"ParameterLabels": {"Size": {"default": "Size"}}})),
    Fault("a step whose artifact nothing makes", TEMPLATE, inside(PIPELINE, '"InputArtifacts": [{"Name": "SourceArtifact"}]', '"InputArtifacts": [{"Name": "Source"}]')),
    Fault("a circle of resources", TEMPLATE, put("AWS::ECS::Cluster", "DependsOn", "Service")),
    Fault("a runtime that has ended", TEMPLATE, put(HOOK, "Properties/Runtime", "python3.9")),
    Fault("one more open check of checkov", TEMPLATE, lambda t: t["Resources"].update({"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "queue", "SqsManagedSseEnabled": False}}})),
)  # fmt: skip
# The only one that is about how the template is written, and so put into its text.
TOO_LARGE = Fault("a template too large for create-stack", TEMPLATE, lambda text: text + "#" * 10_000, as_text=True)
