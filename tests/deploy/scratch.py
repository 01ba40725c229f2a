"""A copy of the files that a deployment is made of, in which scripts may write and faults may be seeded."""

import os
import shutil
import subprocess
from pathlib import Path

# A run on changed assets says where they are.
ROOT = Path(os.environ.get("DEPLOY_ROOT") or Path(__file__).resolve().parents[2])

# What the scripts of the pipeline read or run, and what the checks compare it with.
FILES = (
    "Dockerfile",
    "appspec.yaml",
    "buildspec.yml",
    "data/rds-global-bundle.pem",
    "scripts/codebuild",
    "scripts/lib.sh",
    "scripts/rds-authorities",
    "scripts/render-deployment",
    "taskdef_src.json",
)

# Values as people have them. The password holds what envsubst, shells, URLs and XML would stumble over, but JSON does not.
PASSWORD = "Super $ecret<PGSqlPwd>&##2006 ${HOME} 'ü`"
BY_HAND = {
    "LOG_GROUP": "tripmgmt-demo-ecstask-loggrp",
    "DB_USERNAME": "postgres",
    "DB_PASSWORD": PASSWORD,
    "AWS_DEFAULT_REGION": "eu-west-1",
    "TASK_EXECUTION_ROLE_ARN": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
    "AURORA_PGSQL_RDS_URL": "tripmgmtdb-cluster.cluster-c1abcdefghij.eu-west-1.rds.amazonaws.com",
    "ECR_LATEST_IMAGE_URL": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/devops/tripmgmtdemo:latest",
}
COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/devops/tripmgmtdemo"
IMAGE = f"{REPOSITORY}@sha256:{'5' * 64}"

# What the stack tells the build project.
STACK = {
    "AWS_ACCOUNT_ID": "123456789012",
    "REPOSITORY_URI": REPOSITORY,
    "TASK_FAMILY": "task-tripmgmt-demo",
    "CONTAINER_NAME": "cntr-img-tripmgmt",
    "TASK_EXECUTION_ROLE_ARN": BY_HAND["TASK_EXECUTION_ROLE_ARN"],
    "LOG_GROUP": BY_HAND["LOG_GROUP"],
    "DB_SECRET_ARN": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tripmgmt-database-AbCdEf",
    "SIGNING_SECRET_ARN": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tripmgmt-signing-GhIjKl",
    "AURORA_PGSQL_RDS_URL": BY_HAND["AURORA_PGSQL_RDS_URL"],
    "CAPACITY_PROVIDER": "cp-tripmgmtdemo",
    "HOOK_BEFORE_INSTALL": "CodeDeployHook_tripmgmt-before-install",
    "HOOK_AFTER_ALLOW_TEST_TRAFFIC": "CodeDeployHook_tripmgmt-after-allow-test-traffic",
    "HOOK_AFTER_ALLOW_TRAFFIC": "CodeDeployHook_tripmgmt-after-allow-traffic",
    "PUBLIC_URL": "https://trips.example.com",
}
# What CodeBuild adds by itself.
CODEBUILD = {
    "AWS_DEFAULT_REGION": "eu-west-1",
    "CODEBUILD_BUILD_ARN": "arn:aws:codebuild:eu-west-1:123456789012:build/tripmgmt-demo-build:1",
    "CODEBUILD_RESOLVED_SOURCE_VERSION": COMMIT,
}


def copy_to(folder: Path, root: Path = ROOT) -> Path:
    """Copies the files of a deployment from `root` to `folder`, with their modes."""
    for name in FILES:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, target)
    return folder


def run(folder: Path, *command: str, env: dict[str, str], path: str = "") -> subprocess.CompletedProcess[str]:
    """Runs a command in `folder` with these variables alone; folders in `path` come before the usual ones."""
    usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    environment = {"PATH": f"{path}:{usual}" if path else usual, "HOME": str(folder), "LC_ALL": "C.UTF-8", **env}
    return subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, timeout=60, check=False)
