#!/bin/sh
# Usage: tests/alembic/venv.sh DIR [REQUIREMENTS]
# Makes (or reuses) a virtual environment in DIR with pinned requirements, those
# of the sample project when none are named, and prints the path of its python.
set -eu

[ $# -eq 1 ] || [ $# -eq 2 ] || { echo "usage: $0 DIR [REQUIREMENTS]" >&2; exit 2; }
dir=$1
sample=$(CDPATH= cd -- "$(dirname -- "$0")/../../examples/clinic" && pwd)
requirements=${2:-$sample/requirements.txt}
stamp=$dir/.godwit-requirements

if [ ! -x "$dir/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$dir" >&2
fi
if ! cmp -s "$requirements" "$stamp"; then
    "$dir/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" >&2
    cp "$requirements" "$stamp"
fi
echo "$(CDPATH= cd -- "$dir" && pwd)/bin/python"
