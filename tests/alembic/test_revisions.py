"""Revisions that Godwit writes, run by the real Alembic on a real server.

    python=$(scripts/venv.sh DIR examples/clinic/requirements.txt)
    GODWIT_CLI=target/debug/godwit-cli GODWIT_TEST_SERVER=postgresql://user@host:port/postgres \\
        $python tests/alembic/test_revisions.py [WORD…]

A case is a folder in `cases` with models before and after, rows, and in
`case.json` what a person decides: renames, online. `by_script` has psql run the
plan's SQL in place of `godwit apply`. For each of them:

- Alembic's upgrade reaches the very schema and rows that Godwit's own apply
  does, and so does the script that `alembic upgrade --sql` prints;
- afterwards Godwit sees no difference between database and models;
- Alembic's downgrade gives the schema back, and upgrades again.

pg_dump and psql must be on the PATH.
"""
import json
import shutil
import sys
from pathlib import Path

from stand import CLI, run_trials, same

CASES = Path(__file__).resolve().parent / "cases"

CREATE_ALL = """\
import os, runpy, sys
from sqlalchemy import create_engine
from sqlmodel import SQLModel

runpy.run_path(sys.argv[1])
url = os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:", 1)
SQLModel.metadata.create_all(create_engine(url))
"""


def create_all(stand, side, models):
    stand.run(sys.executable, "-c", CREATE_ALL, models, env={"DATABASE_URL": stand.url(side)})


def plan(stand, side, wish, *words):
    words += tuple(word for rename in wish.get("renames", ()) for word in ("--rename", rename))
    if wish.get("online"):
        words += ("--online",)
    return stand.run(CLI, "plan", stand.url(side), f"models:{stand.folder / 'models.py'}", *words).stdout


def apply(stand, side, wish):
    if wish.get("by_script"):
        stand.psql(side, script=plan(stand, side, wish, "--format", "sql"))
        return
    path = stand.folder / "plan.json"
    plan(stand, side, wish, "--format", "json", "--out", path)
    words = []
    for step in json.loads(path.read_text())["steps"]:
        for hazard in step["hazards"]:
            if hazard["severity"] == "danger":
                words += ["--accept", f"{hazard['code']}@{hazard['object']}"]
    stand.run(CLI, "apply", path, stand.url(side), "--backup", "auto" if words else "none", *words)


def go(stand, case):
    path = case / "case.json"
    wish = json.loads(path.read_text()) if path.exists() else {}
    shutil.copy(case / "after.py", stand.folder / "models.py")
    stand.database("alembic")
    create_all(stand, "alembic", case / "before.py")
    stand.psql("alembic", files=[case / "rows.sql"])
    for side in ("godwit", "script"):
        stand.database(side, "alembic")
    before, rows_before = stand.dump("alembic"), stand.counts("alembic")

    plan(stand, "alembic", wish, "--format", "alembic", "--message", case.name)
    apply(stand, "godwit", wish)
    wanted, rows = stand.dump("godwit"), stand.digests("godwit")
    assert wanted != before, "the case changes nothing"

    stand.psql("script", script=stand.alembic("upgrade", "script", "head", sql=True))
    same(stand.dump("script"), wanted, "the printed script")
    same(stand.digests("script"), rows, "rows of the printed script")

    stand.alembic("upgrade", "alembic", "head")
    same(stand.dump("alembic"), wanted, "upgrade")
    same(stand.digests("alembic"), rows, "rows after the upgrade")
    stand.run(CLI, "check", stand.url("alembic"), f"models:{stand.folder / 'models.py'}")
    namespaces = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'"
    stand.database("fresh")
    for (name,) in stand.rows("godwit", namespaces):
        stand.psql("fresh", script=f'CREATE SCHEMA IF NOT EXISTS "{name}";')
    create_all(stand, "fresh", case / "after.py")
    same(stand.dump("fresh"), wanted, "what the models create")

    stand.alembic("downgrade", "alembic", "base")
    same(stand.dump("alembic"), before, "downgrade")
    counts = stand.counts("alembic")
    same(sorted(counts), sorted(rows_before), "tables after the downgrade")
    for name, count in counts.items():
        assert count in (0, rows_before[name]), f"{name} has {count} rows of {rows_before[name]}"

    stand.alembic("upgrade", "alembic", "head")
    same(stand.dump("alembic"), wanted, "second upgrade")


def trial(case):
    def run(stand):
        go(stand, case)

    run.__name__ = case.name
    return run


if __name__ == "__main__":
    sys.exit(run_trials(map(trial, sorted(CASES.iterdir())), sys.argv[1:]))
