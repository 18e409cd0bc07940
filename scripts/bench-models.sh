#!/usr/bin/env bash
# How long Godwit takes to read 1,000 classes in 50 modules, and beside it what importing the same
# project costs Python. Usage: scripts/bench-models.sh
source "$(dirname "$0")/common.sh"

cargo build --locked --release --example bench_models
FOLDER=$(mktemp -d /tmp/godwit-bench.XXXXXX)
trap 'rm -rf "$FOLDER"' EXIT
target/release/examples/bench_models "$FOLDER"
PYTHON=$(tests/models/venv.sh "$TOOLS/models-new" new)
(
    cd "$FOLDER"
    "$PYTHON" - <<'PYTHON'
import subprocess
import sys
import time

times = []
for _ in range(3):
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import app.models"], check=True)
    times.append(time.perf_counter() - started)
print(f"  importing them with Python: {sorted(times)[1] * 1000:.1f} ms (median of 3)")
PYTHON
)
