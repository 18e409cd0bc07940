"""Times of whole runs of the command line on large projects, beside Python's own.

    bench.py --cli path/to/godwit-cli --project FOLDER [--alembic PYTHON]

FOLDER is the project that the example `bench_models` wrote; this is run by the Python of the newest
stack, against the server of GODWIT_TEST_SERVER. Each time is the median of five, from the start of
the program to its end, with warm files.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import psycopg

REVISION = '''"""step {at}"""
from alembic import op
import sqlalchemy as sa

revision = "{at:012x}"
down_revision = {parent}
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("t", sa.Column("c{at}", sa.String(length=30), nullable=True))
    op.create_index(op.f("ix_t_c{at}"), "t", ["c{at}"], unique=False)
    op.create_foreign_key("fk_{at}", "t", "other", ["c{at}"], ["id"], ondelete="CASCADE")
    op.execute("UPDATE t SET c{at} = 'x' WHERE c{at} IS NULL")
    op.alter_column("t", "c{at}", existing_type=sa.String(length=30), nullable=False)


def downgrade() -> None:
    op.drop_column("t", "c{at}")
'''


def told(title, seconds):
    print(f"  {title}: {statistics.median(seconds) * 1000:.0f} ms ({min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f})", flush=True)


def timed(title, command, *, times=5, ok=(0,), **more):
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)
        seconds.append(time.perf_counter() - began)
        if done.returncode not in ok:
            sys.exit(f"{title} ended with {done.returncode}\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
    told(title, seconds)
    return done.stdout


def revisions(cli, alembic, url, folder):
    versions = folder / "alembic" / "versions"
    versions.mkdir(parents=True)
    (folder / "alembic.ini").write_text("[alembic]\nscript_location = alembic\n")
    (folder / "alembic" / "env.py").write_text("")
    for at in range(2000):
        parent = repr(f"{at - 1:012x}") if at else None
        (versions / f"{at:012x}_step.py").write_text(REVISION.format(at=at, parent=parent))
    print("2,000 revisions")
    listed = timed("godwit alembic graph", [cli, "alembic", folder, "graph"])
    assert len(listed.splitlines()) == 2000, listed[:500]
    timed("godwit alembic heads", [cli, "alembic", folder, "heads"])
    listed = timed("godwit alembic pending, of an empty database", [cli, "alembic", folder, "pending", url], ok=(1,))
    assert listed.count("Add column t.c") == 2000, listed[:500]
    if alembic:
        more = {"cwd": folder, "env": dict(os.environ, PYTHONDONTWRITEBYTECODE="1")}
        timed("Alembic's own heads", [alembic, "-m", "alembic", "heads"], times=3, **more)


def models(cli, project, url):
    print("1,000 classes in 50 modules")
    timed("importing them with Python", [sys.executable, "-c", "import app.models"], times=3, cwd=project)
    source = f"models:{project}"
    sql = timed("godwit plan, into an empty database", [cli, "plan", url, source], times=1)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)
    timed("godwit check, nothing differs", [cli, "check", url, source])
    watched(cli, project, url, source)


def watched(cli, project, url, source):
    """From a saved file to the printed difference."""
    file = project / "app" / "models" / "part_25.py"
    text = file.read_text()
    command = [cli, "diff", url, source, "--watch", "--json"]
    watching = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    seconds = []
    try:
        assert not json.loads(watching.stdout.readline())["comparison"]["changes"]
        for at in range(5):
            # What a person does between two saves.
            time.sleep(1)
            began = time.perf_counter()
            changed = text.replace("    size: Optional[int] = None\n", f"    size: Optional[int] = None\n    more_{at}: str = Field(default='', max_length=5)\n", 1)
            file.write_text(changed)
            news = json.loads(watching.stdout.readline())
            seconds.append(time.perf_counter() - began)
            named = [change["address"].rsplit(".", 1)[-1] for change in news["comparison"]["changes"]]
            assert named == [f"more_{at}"], news["comparison"]["changes"]
    finally:
        watching.terminate()
        watching.wait()
        file.write_text(text)
    told("watched: from a saved file to the printed difference", seconds)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cli", required=True)
    parser.add_argument("--project", required=True, type=pathlib.Path)
    parser.add_argument("--alembic", help="a Python that has Alembic, to measure it too")
    arguments = parser.parse_args()
    server = os.environ["GODWIT_TEST_SERVER"]
    url = server.rsplit("/", 1)[0] + "/godwit_bench_models"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE godwit_bench_models")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GODWIT_HOME"] = f"{folder}/home"
        models(arguments.cli, arguments.project, url)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE godwit_bench_models")
            connection.execute("CREATE DATABASE godwit_bench_models")
        revisions(arguments.cli, arguments.alembic, url, pathlib.Path(folder) / "revisions")


if __name__ == "__main__":
    main()
