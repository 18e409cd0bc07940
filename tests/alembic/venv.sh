#!/bin/sh
# Usage: tests/alembic/venv.sh DIR
# Makes (or reuses) a virtual environment in DIR with the sample project's
# pinned requirements, and prints the path of its python.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
dir=$1
requirements=$(CDPATH= cd -- "$(dirname -- "$0")/../../examples/clinic" && pwd)/requirements.txt
stamp=$dir/.godwit-requirements

if [ ! -x "$dir/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$dir" >&2
fi
if ! cmp -s "$requirements" "$stamp"; then
    "$dir/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" >&2
    cp "$requirements" "$stamp"
fi
echo "$(CDPATH= cd -- "$dir" && pwd)/bin/python"
