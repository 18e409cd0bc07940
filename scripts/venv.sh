#!/bin/sh
# Usage: scripts/venv.sh DIR REQUIREMENTS [OPTION OF PIP…]
# Makes (or reuses) a virtual environment in DIR with pinned requirements, and prints the path of its
# python.
set -eu

[ $# -ge 2 ] || { echo "usage: $0 DIR REQUIREMENTS [OPTION OF PIP…]" >&2; exit 2; }
dir=$1
requirements=$2
shift 2
stamp=$dir/.godwit-requirements

if [ ! -x "$dir/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$dir" >&2
fi
if ! cmp -s "$requirements" "$stamp"; then
    "$dir/bin/python" -m pip install --quiet --disable-pip-version-check "$@" -r "$requirements" >&2
    cp "$requirements" "$stamp"
fi
echo "$(CDPATH= cd -- "$dir" && pwd)/bin/python"
