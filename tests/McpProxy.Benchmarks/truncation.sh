#!/usr/bin/env bash
# What shortening answers costs on this machine. See --help, and docs/truncation.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
  cat <<EOF
Usage: tests/McpProxy.Benchmarks/truncation.sh [--no-build] [--help]

Builds Release and prints two tables: how fast JSON is skipped, by its kind and by the vectors that may be used, beside
Utf8JsonReader and copying; and answers of 1 MB, 100 MB and 1 GB through McpProxy, untouched, shortened and as the result of a
tool, with time and peak memory. Takes about two minutes after the build. The exit code is 1 when skipping was slower than
Utf8JsonReader with vectors of 256 bits or more, or when a shortened gigabyte took more than 1.05 times as long as an untouched one or 16 MB or more
of memory. Leave the machine alone while it runs.

Options:
  --no-build    use the Release build that is there
  --help        show this
EOF
}

build=true
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --no-build) build=false ;;
    *) echo "Unknown option $1; see --help" >&2; exit 2 ;;
  esac
  shift
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
if $build; then
  echo "building" >&2
  dotnet build "$here" -c Release -nodeReuse:false -v quiet >&2
fi

bench="$here/bin/Release/net10.0/McpProxy.Benchmarks"
code=0
"$bench" truncation || code=1
for off in "" EnableAVX512 EnableAVX2 EnableHWIntrinsic; do
  echo
  if [ -z "$off" ]; then
    "$bench" skip || code=1
  elif [ "$off" = EnableAVX512 ]; then
    env DOTNET_$off=0 "$bench" skip || code=1
  else
    env DOTNET_$off=0 "$bench" skip || true
  fi
done
exit $code
