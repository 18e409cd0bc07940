"""Pending revisions run by the project's own Alembic, replayed, and compared with what a database is
stamped with; plans that stamp themselves.

    GODWIT_CLI=target/debug/godwit-cli GODWIT_TEST_SERVER=postgresql://user@host:port/postgres \\
        $python tests/alembic/test_upgrade.py [WORD…]
"""
import json
import sys
from urllib.parse import urlsplit

import psycopg

from stand import CLI, ENV, SERVER, run_trials, same

HEAD = "from alembic import op\nimport sqlalchemy as sa\n\nrevision = {!r}\ndown_revision = {!r}\n\n\n"
FIRST = (
    "def upgrade():\n"
    "    op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.Column('a', sa.Text()), sa.PrimaryKeyConstraint('id', name='t_pkey'))\n\n\n"
    "def downgrade():\n    op.drop_table('t')\n"
)
SECOND = (
    "def upgrade():\n    op.add_column('t', sa.Column('n', sa.Integer()))\n    op.execute('UPDATE t SET n = id')\n"
    "    op.alter_column('t', 'n', nullable=False)\n\n\ndef downgrade():\n    op.drop_column('t', 'n')\n"
)


def begin(trial, second=SECOND, env=ENV):
    """A database at the first revision with two rows, and a second revision to run."""
    versions = trial.folder / "alembic" / "versions"
    (versions / "a.py").write_text(HEAD.format("aaaa1111", None) + FIRST)
    trial.database("way")
    trial.alembic("upgrade", "way", "head")
    trial.psql("way", script="INSERT INTO t VALUES (1, 'x'), (2, 'x');")
    (versions / "b.py").write_text(HEAD.format("bbbb2222", "aaaa1111") + second)
    (trial.folder / "alembic" / "env.py").write_text(env)


def godwit(trial, *words, ok=(0,), leave=True):
    more = ("--scratch", SERVER, "--python", sys.executable)
    if leave:
        more += ("--run-project-code",)
    return trial.run(CLI, *words, *more, ok=ok)


def upgrade(trial, *words, ok=(0,), leave=True):
    return godwit(trial, "alembic", trial.folder, "upgrade", trial.url("way"), *words, ok=ok, leave=leave)


def stamps(trial):
    return [row for (row,) in trial.rows("way", "SELECT version_num FROM alembic_version")]


def a_pending_revision_is_rehearsed_and_run(trial):
    begin(trial)
    before = trial.dump("way")
    said = upgrade(trial, "--rehearse-only").stdout
    assert "rehearsed: bbbb2222" in said and "down gives the structure back" in said, said
    same(trial.dump("way"), before, "a rehearsal changes nothing")
    said = upgrade(trial).stdout
    assert "every pending revision was run" in said, said
    same(stamps(trial), ["bbbb2222"], "stamp")
    same(trial.rows("way", "SELECT id, n FROM t ORDER BY id"), [(1, 1), (2, 2)], "rows")
    runs = trial.run(CLI, "history").stdout
    assert "applied" in runs.lower(), runs
    upgrade(trial, ok=(2, 4))


def nothing_runs_without_leave(trial):
    begin(trial, second="open('/tmp/godwit-ran', 'w')\n" + SECOND)
    said = upgrade(trial, ok=(3,), leave=False).stderr
    assert "python-not-allowed" in said and "--run-project-code" in said, said
    same(stamps(trial), ["aaaa1111"], "stamp")


def what_fails_on_these_rows_fails_in_the_rehearsal(trial):
    begin(trial, second="def upgrade():\n    op.create_unique_constraint('u', 't', ['a'])\n\n\ndef downgrade():\n    op.drop_constraint('u', 't')\n")
    before = trial.dump("way")
    said = upgrade(trial, ok=(4,)).stderr
    assert "copy of this database" in said, said
    same(trial.dump("way"), before, "structure")
    same(stamps(trial), ["aaaa1111"], "stamp")


def a_danger_wants_a_yes(trial):
    begin(trial, second="def upgrade():\n    op.drop_column('t', 'a')\n\n\ndef downgrade():\n    op.add_column('t', sa.Column('a', sa.Text()))\n")
    said = upgrade(trial, ok=(3,)).stderr
    assert "drops-column public.t.a" in said, said
    same(stamps(trial), ["aaaa1111"], "stamp")
    upgrade(trial, "--accept", "drops-column@public.t.a")
    same(stamps(trial), ["bbbb2222"], "stamp")


def only_the_named_database_is_reached_and_no_password_is_an_argument(trial):
    password = urlsplit(SERVER).password
    look = (
        "import os\nfor number in os.listdir('/proc'):\n    if number.isdigit():\n        try:\n"
        "            with open(f'/proc/{number}/cmdline') as file:\n                line = file.read()\n"
        "        except OSError:\n            continue\n"
        f"        if 'GODWIT_LOOK' not in line and 'python' in line and 'godwit' not in line.split(chr(0))[0] and 'words' in line:\n            assert {password!r} not in line, 'the password is an argument'\n"
    )
    env = ENV.replace('os.environ["DATABASE_URL"]', '"postgresql://nobody:wrong@127.0.0.1:1/none"')
    begin(trial, second=look + SECOND, env=env)
    upgrade(trial)
    same(stamps(trial), ["bbbb2222"], "stamp")


def a_lock_is_not_waited_for_without_end(trial):
    begin(trial)
    with psycopg.connect(trial.url("way")) as holder:
        holder.execute("LOCK TABLE t IN ACCESS SHARE MODE")
        said = upgrade(trial, ok=(4,)).stderr
    assert "lock timeout" in said, said
    same(stamps(trial), ["aaaa1111"], "stamp")


def the_projects_timeouts_hold(trial):
    begin(trial, second="def upgrade():\n    op.execute('SELECT pg_sleep(1)')\n\n\ndef downgrade():\n    pass\n")
    (trial.folder / "godwit.toml").write_text('[policy]\nstatement_timeout = "300ms"\n')
    said = upgrade(trial, ok=(4,)).stderr
    assert "statement timeout" in said, said
    same(stamps(trial), ["aaaa1111"], "stamp")
    (trial.folder / "godwit.toml").write_text('[policy]\nstatement_timeout = "30s"\n')
    upgrade(trial)
    same(stamps(trial), ["bbbb2222"], "stamp")


def replay_and_drift(trial):
    begin(trial)
    words = ("check", trial.url("way"), f"alembic:{trial.folder}")
    said = godwit(trial, *words)
    assert "stamped with" in said.stderr, said.stderr
    upgrade(trial)
    godwit(trial, *words)
    trial.psql("way", script="ALTER TABLE t ADD COLUMN by_hand text;")
    said = godwit(trial, *words, ok=(1,)).stdout
    assert said.strip() == "- column public.t.by_hand", said
    said = godwit(trial, "diff", f"alembic:{trial.folder}@aaaa1111", f"alembic:{trial.folder}@bbbb2222", ok=(1,)).stdout
    assert said.startswith("+ column public.t.n"), said
    said = godwit(trial, *words, ok=(3,), leave=False).stderr
    assert "python-not-allowed" in said, said


def sources_as_of_a_commit(trial):
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", trial.folder)
    begin(trial)
    (trial.folder / "schema.sql").write_text("CREATE TABLE t (id integer PRIMARY KEY, a text);\n")
    (trial.folder / "models.py").write_text("from sqlmodel import Field, SQLModel\n\n\nclass T(SQLModel, table=True):\n    id: int = Field(primary_key=True)\n    a: str | None = None\n")
    trial.run(*git, "init", "-q", "-b", "main")
    trial.run(*git, "add", ".")
    trial.run(*git, "commit", "-qm", "one")
    (trial.folder / "schema.sql").write_text("CREATE TABLE t (id integer PRIMARY KEY, a text, b text);\n")
    (trial.folder / "models.py").write_text((trial.folder / "models.py").read_text() + "    b: str | None = None\n")
    (trial.folder / "alembic" / "versions" / "b.py").unlink()
    for kind, path in (("sql", "schema.sql"), ("models", "models.py")):
        source = f"{kind}:{trial.folder / path}"
        said = godwit(trial, "diff", f"git:main:{source}", source, ok=(1,)).stdout.splitlines()
        assert len(said) == 1 and said[0].startswith("+ column public.t.b"), said
    said = godwit(trial, "diff", f"alembic:{trial.folder}", f"git:main:alembic:{trial.folder}", ok=(1,)).stdout
    assert said.startswith("+ column public.t.n"), said
    same(trial.run(*git, "status", "--short").stdout.count(" D "), 1, "the work tree stays")


def a_plan_stamps_the_revision_that_it_was_written_as(trial):
    begin(trial)
    (trial.folder / "alembic" / "versions" / "b.py").unlink()
    trial.database("after", "way")
    trial.psql("after", script="ALTER TABLE t ADD COLUMN more text;")
    path = trial.folder / "plan.json"
    trial.run(CLI, "plan", trial.url("way"), trial.url("after"), "--format", "alembic", "--into", trial.folder, "--out", path)
    assert "Stamp revision" in path.read_text()
    trial.run(CLI, "apply", path, trial.url("way"), "--backup", "none")
    head = trial.run(CLI, "alembic", trial.folder, "heads").stdout.split()
    same(stamps(trial), head, "stamp")
    before = trial.dump("way")
    trial.alembic("upgrade", "way", "head")
    same(trial.dump("way"), before, "nothing is run again")
    trial.alembic("downgrade", "way", "-1")
    same(trial.rows("way", "SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'more' AND NOT attisdropped"), [(0,)], "the revision takes the plan back")


def a_run_that_stops_halfway_has_stamped_what_it_did(trial):
    begin(trial)
    (trial.folder / "alembic" / "versions" / "b.py").unlink()
    (trial.folder / "godwit.toml").write_text('[policy]\nlock_timeout = "300ms"\nretries = 0\n')
    trial.psql("way", script="CREATE TABLE u (id integer, a text);")
    trial.database("after", "way")
    trial.psql("after", script="ALTER TABLE t ADD COLUMN more text; CREATE INDEX u_a ON u (a);")
    path = trial.folder / "plan.json"
    words = ("--format", "alembic", "--online", "--into", trial.folder, "--out", path)
    trial.run(CLI, "plan", trial.url("way"), trial.url("after"), *words)
    graph = json.loads(trial.run(CLI, "alembic", trial.folder, "graph", "--json").stdout)
    _, first, second = (one["revision"] for one in graph["revisions"])
    with psycopg.connect(trial.url("way")) as holder:
        holder.execute("LOCK TABLE u IN SHARE MODE")
        trial.run(CLI, "apply", path, trial.url("way"), "--backup", "none", ok=(5,))
    same(stamps(trial), [first], "stamp")
    # What is left is Alembic's to run.
    trial.alembic("upgrade", "way", "head")
    same(stamps(trial), [second], "stamp")
    trial.run(CLI, "check", trial.url("way"), trial.url("after"))


def files_of_other_tools(trial):
    begin(trial)
    trial.database("after", "way")
    trial.psql("after", script="ALTER TABLE t ADD COLUMN more text; CREATE INDEX i ON t (a);")
    before = trial.dump("way")
    for form, parts in (("up-down", 2), ("sqlx", 2), ("dbmate", 1)):
        into = trial.folder / form
        trial.run(CLI, "plan", trial.url("way"), trial.url("after"), "--format", form, "--into", into, "--message", "More of it")
        files = sorted(into.iterdir())
        same(len(files), parts, form)
        assert all("more_of_it" in file.name for file in files), files
        if form == "dbmate":
            up, down = files[0].read_text().split("-- migrate:down")
            assert up.startswith("-- migrate:up\n"), up
        else:
            down, up = (file.read_text() for file in files)
        for text, wanted in ((up, trial.dump("after")), (down, before)):
            text = text if form == "up-down" else f"BEGIN;\n{text}\nCOMMIT;"
            trial.psql("way", script=text)
            same(trial.dump("way"), wanted, form)


TESTS = [
    a_pending_revision_is_rehearsed_and_run, nothing_runs_without_leave,
    what_fails_on_these_rows_fails_in_the_rehearsal, a_danger_wants_a_yes,
    only_the_named_database_is_reached_and_no_password_is_an_argument,
    a_lock_is_not_waited_for_without_end, the_projects_timeouts_hold, replay_and_drift, sources_as_of_a_commit,
    a_plan_stamps_the_revision_that_it_was_written_as, a_run_that_stops_halfway_has_stamped_what_it_did,
    files_of_other_tools,
]


if __name__ == "__main__":
    sys.exit(run_trials(TESTS, sys.argv[1:]))
