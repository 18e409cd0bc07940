#!/usr/bin/env bash
# The tests that say something else on another server, on each major but the machine's own.
# Usage: scripts/test-matrix.sh [MAJOR…]
source "$(dirname "$0")/common.sh"
started=$SECONDS

MAJORS=("$@")
[ ${#MAJORS[@]} -gt 0 ] || MAJORS=(13 14 16 17 18)
scripts/setup.sh engine
scripts/servers.sh "${MAJORS[@]}"
logged build-tests cargo test --locked --no-run

failed=()
for major in "${MAJORS[@]}"; do
    export GODWIT_TEST_POSTGRES=$TOOLS/postgres/$major/bin
    for suite in laws introspect elaborate; do
        case $suite in
        laws) package=godwit-tests ;;
        *) package=godwit-postgres ;;
        esac
        log=$LOGS/matrix-$major-$suite.log
        mkdir -p "$LOGS"
        say "PostgreSQL $major: $suite (log: test-output/matrix-$major-$suite.log)"
        if ! cargo test --locked --package "$package" --test "$suite" >"$log" 2>&1; then
            failed+=("$major $suite")
        fi
        grep -E '^(FAILED |all  |test result:|in [0-9])|^test .* FAILED$' "$log" >&2 || tail -n 20 "$log" >&2
    done
done
[ ${#failed[@]} = 0 ] || fail "not everything holds on other majors: $(printf '%s; ' "${failed[@]}")"
say "all passed on PostgreSQL ${MAJORS[*]} in $((SECONDS - started)) s"
