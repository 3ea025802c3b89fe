#!/usr/bin/env bash
# Runs every check: build without warnings, formatting, architecture, and all tests. Usage: tests/run.sh
# The last line is "N passed, N failed, N skipped". A test whose requirement is missing says so and is skipped; where CI
# is set, it fails instead.
set -euo pipefail
cd "$(dirname "$0")/.."

need() { # program, Debian package
  command -v "$1" >/dev/null && return
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2" >/dev/null
  else
    echo "tests/run.sh: $1 is missing (Debian package $2): the tests that need it are skipped." >&2
  fi
}

command -v dotnet >/dev/null || { echo "tests/run.sh: the .NET SDK is missing; global.json says which one." >&2; exit 2; }
need tmux tmux
need ip iproute2
need zsh zsh
need fish fish
need gcc gcc
need zbarimg zbar-tools

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build LanTalk.sln --configuration Release --verbosity quiet

status=0
dotnet format LanTalk.sln --verify-no-changes --no-restore || status=$?

results=$(mktemp)
trap 'rm -f "$results"' EXIT
# One after another: the end-to-end tests fill the machine by themselves.
dotnet test --solution LanTalk.sln --configuration Release --no-build --max-parallel-test-modules 1 2>&1 | tee "$results" || status=$?

count() { sed -n "s/^ *$1: *\([0-9][0-9]*\)$/\1/p" "$results" | tail -n 1; }
echo "$(count succeeded) passed, $(count failed) failed, $(count skipped) skipped"
exit "$status"
