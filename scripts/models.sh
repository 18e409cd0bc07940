#!/usr/bin/env bash
# Compares the static reading of models with what create_all makes on a server, over the corpus and
# over random models, for the oldest and newest libraries and the switches between them.
# Usage: scripts/models.sh
#   GODWIT_MODELS_RANDOM=N   so many random models on each of the two stacks (100)
#   GODWIT_MODELS_SEED=N     the first seed (1)
source "$(dirname "$0")/common.sh"

RANDOM_MODELS=${GODWIT_MODELS_RANDOM:-100}
SEED=${GODWIT_MODELS_SEED:-1}
READER=$ROOT/target/debug/examples/catalog
[ -x "$READER" ] || cargo build --locked --example catalog
mkdir -p "$LOGS"

# stack NAME PYTHON [ARGUMENTS…]: its output goes to test-output/models-NAME.log.
stack() {
    local name=$1 python=$2
    shift 2
    "$python" tests/models/compare.py --reader "$READER" "$@" >"$LOGS/models-$name.log" 2>&1
}

whole() {
    local name=$1 python
    python=$(scripts/venv.sh "$TOOLS/models-$name" "tests/models/requirements-$name.txt" --no-deps)
    stack "$name" "$python" && stack "$name-random" "$python" --generate "$RANDOM_MODELS" --seed "$SEED"
}

# Releases of SQLModel between the two, beside the newest of everything else.
between() {
    local release python
    python=$(scripts/venv.sh "$TOOLS/models-new" tests/models/requirements-new.txt --no-deps)
    for release in 0.0.32 0.0.44 0.0.45; do
        local folder=$TOOLS/sqlmodel-$release
        if [ ! -d "$folder/sqlmodel" ]; then
            "$python" -m pip install --quiet --disable-pip-version-check --no-deps \
                --target "$folder" "sqlmodel==$release"
        fi
        PYTHONPATH=$folder stack "$release" "$python" tests/models/corpus/{06,07,25,26}_*.py \
            tests/models/corpus/{20,30,40,41,50}*.py tests/models/corpus/51*.py
    done
}

if [ -z "${GODWIT_TEST_SERVER:-}" ]; then
    exec scripts/server.sh scripts/models.sh
fi
failed=0
whole new &
new=$!
(whole old && between) &
old=$!
wait $new || failed=1
wait $old || failed=1
grep -h "equal" "$LOGS"/models-*.log || failed=1
[ $failed = 0 ] || { grep -v "equal" "$LOGS"/models-*.log; fail "a reading of models differs from what create_all makes"; }
