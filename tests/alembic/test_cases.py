"""The cases of tests/cases, carried out as revisions by the real Alembic.

    GODWIT_CLI=target/debug/godwit-cli GODWIT_TEST_SERVER=postgresql://user@host:port/postgres \\
        $python tests/alembic/test_cases.py [--part I/N] [--seconds S] [WORD…]

Words choose cases whose `kind/case` holds one of them; no case is begun after so many seconds. Each
case goes both ways:

- Alembic's upgrade by the revisions that `godwit plan --format alembic` writes reaches the wanted
  schema, or the one that the plan's SQL reaches where that is printed otherwise, and the very rows
  that the plan's SQL reaches; Godwit sees no difference between the two;
- downgrade gives the schema back, unless a revision says that it cannot;
- a second upgrade reaches the same schema.

A plan that Godwit refuses has no revision, nor has one with nothing to do; there the case counts so. A
plan whose own SQL fails is the matter of the suite of laws; it is counted by itself.
"""
import argparse
import re
import shutil
import sys
import time
import tomllib
from pathlib import Path

import psycopg

import stand
from stand import CLI, Failed, Stand, same

CASES = Path(__file__).resolve().parents[1] / "cases"
ROLES = ("app", "reader", "writer", "postgres SUPERUSER")
# Within the server's own folder: the cases run on PostgreSQL 15, which lets that be.
TABLESPACE = "SET allow_in_place_tablespaces = on; CREATE TABLESPACE elsewhere LOCATION ''"


class Case:
    def __init__(self, folder):
        self.folder = folder
        self.name = f"{folder.parent.name}/{folder.name}"
        path = folder / "case.toml"
        self.settings = tomllib.loads(path.read_text()) if path.exists() else {}

    def files(self, *names):
        return [self.folder / name for name in names if (self.folder / name).is_file()]

    def fits(self, major):
        return self.settings.get("min_version", 0) <= major <= self.settings.get("max_version", 999)

    def ways(self):
        """Word, source, wanted, renames, expectation."""
        renames = [text.split("=", 1) for text in self.settings.get("rename", ())]
        yield "forward", "before", "after", [f"{a}={b}" for a, b in renames]
        yield "backward", "after", "before", [f"{b}={a}" for a, b in renames]


def plan(stand, side, wanted, renames, *words):
    words += tuple(word for rename in renames for word in ("--rename", rename))
    return stand.run(CLI, "plan", stand.url(side), stand.url(wanted), *words, ok=(0, 2, 3, 4))


def cannot(stand):
    return any("raise NotImplementedError(" in path.read_text() for path in stand.revisions())


def arrived(stand, way, end, what, otherwise):
    """Whether the schema of a way is the one at its end, as pg_dump prints it; where it is not, what
    `otherwise` finds decides."""
    found = stand.dump(way)
    if found != stand.end(end):
        same(*otherwise(found), what)


def restored(stand, side, word):
    """As pg_dump prints it after a restore: PostgreSQL prints some expressions otherwise once it has
    read its own printing."""
    copy = f"{side}_{word}_again"
    stand.database(copy)
    script = stand.run("pg_dump", "--schema-only", "--exclude-table=alembic_version*", "-d", stand.url(side)).stdout
    stand.psql(copy, script=script)
    return stand.dump(copy)


def go(stand, case, word, start, wanted, renames):
    own, way = f"own_{word}", f"way_{word}"
    expected = case.settings.get(word, "")
    stand.database(own, start)
    stand.database(way, start)
    shutil.rmtree(stand.folder / "alembic" / "versions")
    (stand.folder / "alembic" / "versions").mkdir()
    planned = plan(stand, own, wanted, renames, "--format", "sql")
    if planned.returncode:
        if expected.startswith("refused: "):
            return "refused"
        raise AssertionError(f"the plan is refused: {planned.stderr}")
    written = plan(stand, way, wanted, renames, "--format", "alembic", "--into", stand.folder)
    if "the plan has nothing to do" in written.stderr:
        if expected != "nothing":
            same(stand.end(start), stand.end(wanted), "what needs no plan")
        return "nothing to do"
    if written.returncode:
        raise AssertionError(f"no revision: {written.stderr}")
    try:
        stand.psql(own, script=planned.stdout)
    except Failed as error:
        print(f"     {case.name} {word}: the plan's own SQL fails: {error}")
        return "the plan's own SQL fails"

    def planned_end(found):
        return found, stand.dump(own)

    stand.alembic("upgrade", way, "head")
    arrived(stand, way, wanted, "upgrade", planned_end)
    if stand.digests(way) != stand.digests(own):
        settled = [stand.digests(side, settled=True) for side in (way, own)]
        same(*settled, "rows after the upgrade")
    stand.run(CLI, "check", stand.url(way), stand.url(own))
    if cannot(stand):
        return "no way back"
    stand.alembic("downgrade", way, "base")
    arrived(stand, way, start, "downgrade", lambda _: (restored(stand, way, word), restored(stand, start, word)))
    stand.alembic("upgrade", way, "head")
    arrived(stand, way, wanted, "second upgrade", planned_end)
    return "up, down, up"


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("words", nargs="*")
    chosen = parser.parse_args(arguments)
    stand.demand_settings()
    part, parts = map(int, chosen.part.split("/"))
    cases = [Case(path.parent) for path in sorted(CASES.glob("*/*/before.sql"))]
    cases = [case for case in cases if not chosen.words or any(w in case.name for w in chosen.words)]
    cases = cases[part - 1 :: parts]
    print(stand.versions())
    ended = {}
    began = time.monotonic()
    with psycopg.connect(stand.SERVER, autocommit=True) as server:
        for role in ROLES:
            server.execute(
                f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            )
        if server.execute("SELECT FROM pg_tablespace WHERE spcname = 'elsewhere'").fetchone() is None:
            for statement in TABLESPACE.split("; "):
                server.execute(statement)
        major = server.info.server_version // 10_000
        for case in cases:
            if time.monotonic() - began > chosen.seconds:
                ended["not begun"] = ended.get("not begun", 0) + 1
                continue
            if not case.fits(major):
                ended["other versions"] = ended.get("other versions", 0) + 1
                continue
            with Stand(server) as trial:
                try:
                    for side, files in (
                        ("before", case.files("before.sql", "rows.sql")),
                        ("after", case.files("after.sql", "rows_after.sql")),
                    ):
                        trial.database(side)
                        trial.psql(side, files=files)
                    ways = list(case.ways())
                except Exception as error:  # noqa: BLE001
                    ways = []
                    ended["FAIL"] = ended.get("FAIL", 0) + 1
                    print(f"FAIL {case.name}: it does not load: {error}", flush=True)
                for word, *way in ways:
                    try:
                        how = go(trial, case, word, *way)
                    except Exception as error:  # noqa: BLE001
                        how = "FAIL"
                        text = re.sub(r"\n\(Background on this error.*", "", str(error))
                        print(f"FAIL {case.name} {word}: {type(error).__name__}: {text}")
                        for path in trial.revisions():
                            print(path.read_text())
                    else:
                        print(f"ok   {case.name} {word}: {how}")
                    sys.stdout.flush()
                    ended[how] = ended.get(how, 0) + 1
    print(", ".join(f"{count} {how}" for how, count in sorted(ended.items())))
    return 1 if ended.get("FAIL") or not ended else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
