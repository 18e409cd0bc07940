#!/usr/bin/env bash
# Everything that must hold. Usage: scripts/test.sh
#
# The whole workspace is always chosen, also where only a part is wanted: another choice of packages
# turns on other features and compiles everything once more.
source "$(dirname "$0")/common.sh"
started=$SECONDS

scripts/setup.sh test
if [ -n "${CI:-}" ]; then export CARGO_INCREMENTAL=0; fi

scripts/lint.sh
logged ui-unit npm --prefix ui test
logged ui-build npm --prefix ui run build
GODWIT_CHROMIUM=$(browser) logged ui-browser npm --prefix ui run test:browser

logged build cargo build --locked --workspace
export GODWIT_APP=$ROOT/target/debug/godwit
export GODWIT_CLI=$ROOT/target/debug/godwit-cli
export GODWIT_PYTHON=$TOOLS/alembic/bin/python
export GODWIT_PYTHON_OLDER=$TOOLS/alembic-older/bin/python
export TAURI_DRIVER=$TOOLS/bin/tauri-driver
say "tests of the workspace, in a session with a display and a keyring"
scripts/session.sh cargo test --locked --workspace --no-fail-fast

logged models scripts/models.sh
tail -n 6 "$LOGS/models.log"

# alembic STACK NAME [ARGUMENT…]: a test by the real Alembic of that stack, on a server of its own.
alembic() {
    local stack=$1 name=$2
    shift 2
    logged "$stack-$name" scripts/server.sh "$TOOLS/$stack/bin/python" "tests/alembic/test_$name.py" "$@"
    tail -n 2 "$LOGS/$stack-$name.log"
}
# Both ends of the libraries that projects have: what Alembic takes differs. Each test keeps one
# processor busy, so two go side by side.
(
    alembic alembic laboratory
    alembic alembic-older laboratory
    alembic alembic-older generate
) &
laboratories=$!
(
    alembic alembic sample
    alembic alembic revisions
    # Of the cases of tests/cases, carried out as revisions, a part; all of them take an hour and more.
    alembic alembic cases --part 9/30 --seconds 80
    alembic alembic folders
    alembic alembic upgrade
    alembic alembic generate
) &
others=$!
failed=0
wait $laboratories || failed=1
wait $others || failed=1
[ $failed = 0 ] || fail "a test by the real Alembic failed; its end is shown above"

logged demo-headless scripts/demo-headless.sh
tail -n 20 "$LOGS/demo-headless.log"
say "all passed in $((SECONDS - started)) s"
