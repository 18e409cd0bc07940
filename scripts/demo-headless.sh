#!/usr/bin/env bash
# The demo without a display: from the sample's models to an applied and validated change, with a
# report. Usage: scripts/demo-headless.sh
source "$(dirname "$0")/common.sh"

scripts/setup.sh engine
CLI=${GODWIT_CLI:-}
if [ -z "$CLI" ]; then
    say "building the command line; the first time takes some minutes"
    cargo build --locked -p godwit-cli
    CLI=$ROOT/target/debug/godwit-cli
fi

# A folder of its own, new each time: the demo starts where every demo starts.
export GODWIT_HOME=$ROOT/.demo/headless
rm -rf "$GODWIT_HOME"
mkdir -p "$GODWIT_HOME"

say "models, database, plan, backup, apply, validate, report"
"$CLI" demo run

say "what Godwit remembers"
"$CLI" history
"$CLI" report last --format md --out "$GODWIT_HOME/report.md" >/dev/null
say "report of the run: $GODWIT_HOME/report.md"
