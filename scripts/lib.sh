# Shared by the scripts of this directory, which source it: becoming root, installing Debian packages,
# finding a Docker client that can build, and starting a Docker daemon where none answers.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null || die "needs root for: $* (run it as root, or install sudo)"
        sudo "$@"
    fi
}

# Installs the given Debian packages that are not there yet; one apt run for all of them.
apt_install() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    command -v apt-get >/dev/null || die "please install by hand (no apt-get here): ${missing[*]}"
    say "installing ${missing[*]}"
    # needrestart would restart services of the machine, which no test run should do.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The packages of Docker, one a line, unless the machine has it from elsewhere: Debian's would take its place.
docker_packages() {
    if docker_is_elsewhere; then return; fi
    echo docker.io
    echo iptables
    # Later releases have the client in packages of its own.
    known_packages docker-cli docker-buildx docker-compose
}

docker_is_elsewhere() {
    if dpkg-query -W -f '${db:Status-Abbrev}' docker.io 2>/dev/null | grep -q '^ii'; then return 1; fi
    type -P dockerd >/dev/null || command docker info >/dev/null 2>&1
}

# Those of the packages that this release of Debian has.
known_packages() {
    local package
    # On a fresh machine apt knows nothing yet but what is installed.
    if ! apt-cache show docker.io >/dev/null 2>&1; then as_root apt-get update -qq >&2; fi
    for package in "$@"; do
        if [ -n "$(apt-cache show "$package" 2>/dev/null)" ]; then echo "$package"; fi
    done
}

# The Docker command, as an array because it may start with sudo. Filled by find_docker.
docker_command=()
dockerd_pid=

docker() { "${docker_command[@]}" "$@"; }

# A client on PATH may lack BuildKit's plugin while the distribution's own has BuildKit built in.
find_docker() {
    local candidate
    for candidate in docker /usr/bin/docker; do
        type -P "$candidate" >/dev/null || continue
        docker_command=("$(type -P "$candidate")")
        if docker buildx version >/dev/null 2>&1 || docker_has_builtin_buildkit; then break; fi
    done
    [ "${#docker_command[@]}" -gt 0 ] || die "no docker client found; scripts/test installs it"
    export DOCKER_BUILDKIT=1
    start_dockerd_if_none_answers
}

# Clients before 23 carry BuildKit themselves, later ones only as the buildx plugin.
docker_has_builtin_buildkit() {
    local version
    version=$(docker --version | sed -E 's/^Docker version ([0-9]+).*/\1/')
    [ "$version" -ge 18 ] && [ "$version" -lt 23 ]
}

start_dockerd_if_none_answers() {
    if docker info >/dev/null 2>&1; then return; fi
    if [ "$(id -u)" -ne 0 ] && command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        docker_command=(sudo --preserve-env=DOCKER_BUILDKIT "${docker_command[@]}")
        if docker info >/dev/null 2>&1; then return; fi
    fi
    local log=target/dockerd.log pid_file=target/dockerd.pid
    mkdir -p target
    say "no Docker daemon answers: starting one for this run (log: $log)"
    # In a session of its own, so that Ctrl-C does not end it before those who still have to clean up.
    as_root rm -f "$pid_file"
    as_root setsid --wait sh -c "dockerd >'$log' 2>&1 & echo \$! >'$pid_file'"
    dockerd_pid=$(cat "$pid_file")
    local try
    for try in $(seq 60); do
        if docker info >/dev/null 2>&1; then return; fi
        as_root kill -0 "$dockerd_pid" 2>/dev/null || break
        sleep 0.5
    done
    tail -n 5 "$log" >&2
    die "the Docker daemon did not start (try $try)"
}

# Only the daemon that this very script started is stopped.
stop_own_dockerd() {
    [ -n "$dockerd_pid" ] || return 0
    as_root kill "$dockerd_pid" 2>/dev/null || true
    local _
    for _ in $(seq 40); do
        as_root kill -0 "$dockerd_pid" 2>/dev/null || break
        sleep 0.5
    done
    dockerd_pid=
}

# The commit of the previous release, from the one place that names it; brought here if this clone is shallow.
previous_release() {
    local commit
    commit=$(named_as_previous)
    [[ $commit =~ ^[0-9a-f]{40}$ ]] || die ".ci/previous-release has to name one commit by its 40 digits, not: $commit"
    if ! has_commit "$commit" && ! fetch_commit "$commit"; then
        die "the previous release, commit $commit, is neither in this clone nor to be had from origin;" \
            "\`git fetch --unshallow\` brings it, if .ci/previous-release is right"
    fi
    printf '%s\n' "$commit"
}

named_as_previous() { grep -v '^#' .ci/previous-release; }

has_commit() { git cat-file -e "$1^{commit}" 2>/dev/null; }

fetch_commit() { timeout 120 git fetch --quiet --depth=1 origin "$1" >/dev/null 2>&1; }

# Sources without history (an archive, or a shallow clone whose origin is gone) can tell nothing about the previous release.
# That is no fault of the change.
skip_if_cut_off_from_history() {
    local commit
    if [ -e .git ] && [ "$(git rev-parse --is-shallow-repository)" != true ]; then return; fi
    commit=$(named_as_previous)
    if has_commit "$commit" || fetch_commit "$commit"; then return; fi
    say "SKIPPED: these sources have no history, so there is no previous release to compare with"
    exit 0
}

# Files of the previous release, as they were: previous_release_files COMMIT INTO [PATH…]
previous_release_files() {
    local commit=$1 into=$2
    shift 2
    mkdir -p "$into"
    git archive "$commit" "$@" | tar -x -C "$into"
}
