#!/usr/bin/env bash
# How long Godwit takes to read 1,000 classes in 50 modules, to check and to watch them, and to read
# 2,000 revisions; beside it what Python takes. Usage: scripts/bench-models.sh
source "$(dirname "$0")/common.sh"

if [ -z "${GODWIT_TEST_SERVER:-}" ]; then
    logged bench-models-build cargo build --locked --release -p godwit-models --example bench_models
    logged bench-models-cli cargo build --locked --release -p godwit-cli
    exec scripts/server.sh "$0"
fi

FOLDER=$(mktemp -d /tmp/godwit-bench.XXXXXX)
trap 'rm -rf "$FOLDER"' EXIT
PYTHON=$(scripts/venv.sh "$TOOLS/models-new" tests/models/requirements-new.txt --no-deps)
ALEMBIC=$(scripts/venv.sh "$TOOLS/alembic" examples/clinic/requirements.txt)
target/release/examples/bench_models "$FOLDER"
"$PYTHON" tests/models/bench.py --cli "$ROOT/target/release/godwit-cli" --project "$FOLDER" --alembic "$ALEMBIC"
