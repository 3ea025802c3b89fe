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
need xterm xterm
need Xvfb xvfb
need xdotool xdotool
need ip iproute2
need zsh zsh
need fish fish
need gcc gcc
need zbarimg zbar-tools
need chromium chromium
need firefox-esr firefox-esr
need node nodejs
need npm npm
need python3 python3
/usr/bin/python3 -c 'import cryptography' 2>/dev/null || need 'the module cryptography of /usr/bin/python3' python3-cryptography

status=0
results=$(mktemp) web=$(mktemp)
trap 'rm -f "$results" "$web"' EXIT

# The browser client: its built files must be those of the sources, from the lock file. The server embeds them, so they come first.
if command -v npm >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ]; then
  (cd src/LanTalk.Web && npm ci --ignore-scripts --loglevel=error && npm run --silent verify && npm run --silent check && npm test --silent) 2>&1 | tee "$web" || status=$?
else
  echo "tests/run.sh: Node.js 20 or newer is missing: the browser client is not checked." >&2
  [ -z "${CI:-}" ] || status=1
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build LanTalk.sln --configuration Release --verbosity quiet

dotnet format LanTalk.sln --verify-no-changes --no-restore || status=$?

# One after another: the end-to-end tests fill the machine by themselves.
dotnet test --solution LanTalk.sln --configuration Release --no-build --max-parallel-test-modules 1 2>&1 | tee "$results" || status=$?

count() { # the word of dotnet's summary, that of node's
  local ours theirs
  ours=$(sed -n "s/^ *$1: *\([0-9][0-9]*\)$/\1/p" "$results" | tail -n 1)
  theirs=$(sed -n "s/^[^a-z]*$2 \([0-9][0-9]*\)$/\1/p" "$web" | tail -n 1)
  echo $((${ours:-0} + ${theirs:-0}))
}
echo "$(count succeeded pass) passed, $(count failed fail) failed, $(count skipped skipped) skipped"
exit "$status"
