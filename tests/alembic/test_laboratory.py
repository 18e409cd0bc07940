"""What Alembic's autogenerate misses, each row of it seen, written and run by the real Alembic.

    GODWIT_CLI=target/debug/godwit-cli GODWIT_TEST_SERVER=postgresql://user@host:port/postgres \\
        $python tests/alembic/test_laboratory.py [WORD…]

For every row: Godwit names the difference; the revision that it writes is upgraded, downgraded and
upgraded again with rows in the tables, and reaches the very schema and rows that Godwit's own plan
reaches; afterwards nothing differs; the downgrade gives the schema back and loses no table's rows.
"""
import sys

import psycopg

import stand
from laboratory import PRELUDE, ROWS_OF_THE_TABLE, SQLMODEL, Models
from stand import CLI, SERVER, Stand, same


def create_all(trial, side, body):
    """A state as SQLAlchemy's own create_all makes it."""
    import sqlalchemy

    space = {"__name__": f"models_{Stand.number}_{side}"}
    exec(compile(PRELUDE + body, "models.py", "exec"), space)
    url = trial.url(side).replace("postgresql://", "postgresql+psycopg://", 1)
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.pool.NullPool)
    with engine.begin() as connection:
        metadata = space["Base"].metadata
        for name in sorted({table.schema for table in metadata.tables.values() if table.schema}):
            connection.execute(sqlalchemy.text(f'CREATE SCHEMA IF NOT EXISTS "{name}"'))
        metadata.create_all(connection)


def pin_libraries(trial):
    from importlib.metadata import version

    (trial.folder / "requirements.txt").write_text(
        "".join(f"{name}=={version(name)}\n" for name in ("sqlmodel", "SQLAlchemy", "alembic", "pydantic"))
    )


def prepare(trial, row):
    """The databases before and after, and the sources that Godwit compares."""
    pin_libraries(trial)
    trial.database("before")
    if isinstance(row, Models):
        create_all(trial, "before", row.before)
        (trial.folder / "models.py").write_text(PRELUDE + row.after)
        wanted = f"models:{trial.folder / 'models.py'}"
    elif row is SQLMODEL:
        (trial.folder / "models.py").write_text(row.after)
        wanted = f"models:{trial.folder / 'models.py'}"
    else:
        trial.psql("before", script=row.before)
        trial.database("after")
        trial.psql("after", script=row.after)
        wanted = trial.url("after")
    trial.psql("before", script=row.rows)
    trial.database("own", "before")
    trial.database("way", "before")
    return wanted


def godwit(trial, verb, side, wanted, row, *words, ok=(0,)):
    words += tuple(word for rename in row.renames for word in ("--rename", rename))
    return trial.run(CLI, verb, trial.url(side), wanted, *words, ok=ok)


def fill_the_place(trial, row):
    """What a person does with the marked place."""
    for path in trial.revisions():
        text = path.read_text()
        lines = [line for line in text.splitlines() if line.strip().startswith("# op.execute(")]
        assert len(lines) == 1, f"one marked place, not {len(lines)}:\n{text}"
        indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
        path.write_text(text.replace(lines[0], f"{indent}op.execute({row.fill!r})"))


def go(trial, row):
    wanted = prepare(trial, row)
    seen = godwit(trial, "diff", "way", wanted, row, ok=(0, 1)).stdout
    if row.nothing:
        assert seen == "", f"a difference where there is none:\n{seen}"
        godwit(trial, "plan", "way", wanted, row, "--format", "alembic", "--into", trial.folder, ok=(4,))
        assert trial.revisions() == [], "an empty revision is written"
        return "nothing to do, nothing written"
    for words in row.sees:
        assert words in seen, f"not seen: {words}\n{seen}"
    planned = godwit(trial, "plan", "own", wanted, row, "--format", "sql", ok=(0, 3))
    godwit(
        trial, "plan", "way", wanted, row, "--format", "alembic", "--into", trial.folder,
        "--message", row.name, ok=(0, 3),
    )
    texts = "\n".join(path.read_text() for path in trial.revisions())
    for words in row.writes:
        assert words in texts, f"not written: {words}\n{texts}"
    for words in row.never:
        assert words not in texts, f"written: {words}\n{texts}"
    before, kept = trial.dump("way"), trial.counts("way")
    if row.fill:
        assert planned.returncode == 3, "rows stand in the way, and the plan must say so"
        try:
            trial.alembic("upgrade", "way", "head")
        except Exception as error:  # noqa: BLE001
            assert "null" in str(error), error
        else:
            raise AssertionError("it went through without the rows")
        same(trial.dump("way"), before, "the failed upgrade")
        fill_the_place(trial, row)
        godwit(trial, "plan", "own", wanted, row, "--format", "sql", ok=(0, 3))
    else:
        assert planned.returncode == 0, planned.stderr
        trial.psql("own", script=planned.stdout)
    trial.alembic("upgrade", "way", "head")
    if not row.fill:
        same(trial.dump("way"), trial.dump("own"), "upgrade")
        same(trial.digests("way"), trial.digests("own"), "rows after the upgrade")
    reached = trial.dump("way")
    assert reached != before, "the row changes nothing"
    godwit(trial, "check", "way", wanted, row=stand_without_renames(row))
    trial.alembic("downgrade", "way", "base")
    same(trial.dump("way"), before, "downgrade")
    same(trial.counts("way"), kept, "rows after the downgrade")
    trial.alembic("upgrade", "way", "head")
    same(trial.dump("way"), reached, "second upgrade")
    godwit(trial, "check", "way", wanted, row=stand_without_renames(row))
    return f"{len(trial.revisions())} revision(s), up, down, up"


def stand_without_renames(row):
    return type(row)(**{**row.__dict__, "renames": ()})


def main(words):
    stand.demand_settings()
    print(stand.versions())
    rows = [row for row in [*ROWS_OF_THE_TABLE, SQLMODEL] if not words or any(w in row.name for w in words)]
    failed = 0
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute("DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        for row in rows:
            with Stand(server) as trial:
                try:
                    how = go(trial, row)
                except Exception as error:  # noqa: BLE001
                    failed += 1
                    print(f"FAIL {row.name}: {type(error).__name__}: {error}")
                    for path in trial.revisions():
                        print(path.read_text())
                else:
                    print(f"ok   {row.name}: {how}")
                sys.stdout.flush()
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
