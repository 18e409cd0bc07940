#!/bin/sh
# Usage: tests/models/venv.sh DIR STACK
# Makes (or reuses) a virtual environment in DIR with the libraries of requirements-STACK.txt, and
# prints the path of its python. Every package is pinned, so nothing has to be resolved.
set -eu

[ $# -eq 2 ] || { echo "usage: $0 DIR STACK" >&2; exit 2; }
dir=$1
requirements=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)/requirements-$2.txt
stamp=$dir/.godwit-requirements

if [ ! -x "$dir/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$dir" >&2
fi
if ! cmp -s "$requirements" "$stamp"; then
    "$dir/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$requirements" >&2
    cp "$requirements" "$stamp"
fi
echo "$(CDPATH= cd -- "$dir" && pwd)/bin/python"
