"""Revisions in the form that a project gives them: its template, names, timezone, folders and hooks,
by its own Alembic where a person allowed that, by Godwit where not.

    GODWIT_CLI=target/debug/godwit-cli GODWIT_TEST_SERVER=postgresql://user@host:port/postgres \\
        $python tests/alembic/test_generate.py [WORD…]
"""
import os
import re
import sys
import time
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import stand
from stand import CLI, ENV, run_trials, same

# env.py must not be run to write a revision; that it was is left behind here.
TOLD_ENV = "import pathlib\npathlib.Path('env-was-run').touch()\n" + ENV

BEFORE = "CREATE TABLE t (id integer PRIMARY KEY, a text); INSERT INTO t VALUES (1, 'x'), (2, NULL);"
AFTER = "CREATE TABLE t (id integer PRIMARY KEY, a text, b jsonb, c varchar(20)); COMMENT ON TABLE t IS 'it''s 100 % ${a}';"

DATED = "%%(year)d/%%(month).2d%%(day).2d_%%(hour).2d_%%(rev)s_%%(slug)s"

HOOK = """\
#!/bin/sh
printf '# formatted by the hook\\n' >> "$1"
"""

# What no text tells: only Mako can fill it in.
PROGRAMMED = '''\
<%!
    import datetime
%>\\
"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}
"""
from alembic import op
import sqlalchemy as sa
% if imports:
${imports}
% endif

# of ${config.config_ini_section}, ${type(datetime.date.today()).__name__}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
'''


def ini(trial, *lines, more=""):
    text = "\n".join(("[alembic]", "script_location = alembic", "path_separator = os", *lines))
    (trial.folder / "alembic.ini").write_text(f"{text}\n{more}")


def hooked(trial, *lines, script=HOOK):
    hook = trial.folder / "hook.sh"
    hook.write_text(script)
    hook.chmod(0o755)
    ini(
        trial, *lines,
        more="[post_write_hooks]\nhooks = own\nown.type = exec\nown.executable = %(here)s/hook.sh\nown.options = REVISION_SCRIPT_FILENAME\n",
    )


def begin(trial, after=AFTER, before=BEFORE):
    (trial.folder / "alembic" / "env.py").write_text(TOLD_ENV)
    for side, script in (("way", before), ("own", before), ("wanted", after)):
        trial.database(side)
        trial.psql(side, script=script)


def write(trial, *words, leave, ok=(0,)):
    """The files, and what was said about them."""
    words += ("--run-project-code", "--python", sys.executable) if leave else ()
    done = trial.run(
        CLI, "plan", trial.url("way"), trial.url("wanted"), "--format", "alembic", "--into", trial.folder,
        "--message", "Add what is new", *words, ok=ok,
    )
    assert not (trial.folder / "env-was-run").exists(), "env.py was run"
    return [trial.folder.__class__(line) for line in done.stdout.splitlines()], done.stderr


def there_and_back(trial):
    """By the real Alembic: what Godwit's own SQL reaches, back, and there again."""
    trial.psql("own", script=trial.run(CLI, "plan", trial.url("own"), trial.url("wanted")).stdout)
    before, reached = trial.dump("way"), trial.dump("own")
    trial.alembic("upgrade", "way", "heads")
    same(trial.dump("way"), reached, "upgrade")
    trial.alembic("downgrade", "way", "base")
    same(trial.dump("way"), before, "downgrade")
    trial.alembic("upgrade", "way", "heads")
    same(trial.dump("way"), reached, "second upgrade")


def by_the_project(said):
    assert "written by the project's own Alembic " + stand.alembic.__version__ in said, said


def by_godwit(said, why):
    assert re.search("written by Godwit, not by the project's own Alembic: .*" + why, said), said


def dated(trial, files, zone, offset=True):
    """One file, named and dated by a clock of that zone."""
    [path] = files
    now = datetime.now(timezone.utc).astimezone(ZoneInfo(zone) if zone else None)
    wanted = rf"{now.year}/{now.month:02}{now.day:02}_\d\d_[0-9a-f]{{12}}_add_what_is_new\.py"
    name = path.relative_to(trial.folder / "alembic" / "versions").as_posix()
    assert re.fullmatch(wanted, name), f"{name} is not {wanted}"
    text = path.read_text()
    made = datetime.fromisoformat(re.search("Create Date: (.*)", text)[1])
    assert (made.tzinfo is not None) == offset, made
    made = made if offset else made.astimezone()
    assert abs(made - now).total_seconds() < 60, f"{made} is not {now}"
    assert made.utcoffset() == now.utcoffset(), f"{made} is not by the clock of {zone}"
    return text


def template_names_timezone_and_hooks_are_the_projects(trial):
    begin(trial)
    (trial.folder / "alembic" / "script.py.mako").write_text(PROGRAMMED)
    hooked(trial, f"file_template = {DATED}", "timezone = Pacific/Auckland", "recursive_version_locations = true")
    files, said = write(trial, leave=True)
    by_the_project(said)
    assert "with its hooks: own" in said, said
    text = dated(trial, files, "Pacific/Auckland")
    assert "# of alembic, date\n" in text and text.endswith("# formatted by the hook\n"), text
    assert "from sqlalchemy.dialects import postgresql\n" in text, text
    assert '"""Add what is new\n' in text and "Plan: " in text, text
    there_and_back(trial)


def without_leave_godwit_gives_the_same_form(trial):
    begin(trial)
    hooked(trial, f"file_template = {DATED}", "timezone = Pacific/Auckland", "recursive_version_locations = true")
    files, said = write(trial, leave=False)
    by_godwit(said, "nobody allowed that.*; its hooks did not run: own")
    own = dated(trial, files, "Pacific/Auckland")
    assert "formatted by the hook" not in own, own
    files[0].unlink()
    files, said = write(trial, leave=True)
    by_the_project(said)
    theirs = dated(trial, files, "Pacific/Auckland")
    # But for what is new each time.
    for pattern in ("Create Date: .*", "Revision ID: .*", r"revision: str = .*", "# formatted by the hook\n"):
        own, theirs = re.sub(pattern, "", own), re.sub(pattern, "", theirs)
    same(own, theirs, "both ways write the same")
    there_and_back(trial)


def without_a_timezone_the_machines_clock_counts(trial):
    begin(trial)
    os.environ["TZ"] = "Asia/Kolkata"
    time.tzset()
    try:
        ini(trial, f"file_template = {DATED}", "recursive_version_locations = true")
        files, _ = write(trial, leave=False)
        dated(trial, files, None, offset=False)
    finally:
        del os.environ["TZ"]
        time.tzset()


def a_template_that_is_a_program_needs_leave(trial):
    begin(trial)
    (trial.folder / "alembic" / "script.py.mako").write_text(PROGRAMMED)
    _, said = write(trial, leave=False, ok=(4,))
    assert "holds Mako code" in said and "run-project-code" in said, said
    assert not trial.revisions()


def a_revision_goes_beside_the_one_it_follows(trial):
    begin(trial)
    for leave in (False, True):
        for name in ("one", "two"):
            (trial.folder / name).mkdir(exist_ok=True)
        ini(trial, "version_locations = %(here)s/one:%(here)s/two")
        (trial.folder / "two" / "first.py").write_text(
            "revision = 'aaaa'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
        )
        files, said = write(trial, leave=leave)
        (by_the_project if leave else lambda said: by_godwit(said, ""))(said)
        assert [path.parent.name for path in files] == ["two"], files
        files[0].unlink()
        (trial.folder / "two" / "first.py").unlink()
        files, said = write(trial, leave=leave)
        (by_the_project if leave else lambda said: by_godwit(said, ""))(said)
        assert [path.parent.name for path in files] == ["one"], files
        if leave:
            there_and_back(trial)
        files[0].unlink()


def where_the_projects_alembic_fails_godwit_writes(trial):
    begin(trial)
    versions = trial.folder / "alembic" / "versions"
    hooked(trial)
    (trial.folder / "hook.sh").unlink()
    files, said = write(trial, leave=True)
    by_godwit(said, "No such file or directory.*hook.sh.*did not run: own")
    same(list(versions.glob("*.py")), files, "one file is left")
    files[0].unlink()
    # A hook that spoils the file.
    hooked(trial, script="#!/bin/sh\nsed -i 's/op.add_column/op.drop_column/' \"$1\"\n")
    files, said = write(trial, leave=True)
    by_godwit(said, "what it wrote is not used.*something else in upgrade")
    same(list(versions.glob("*.py")), files, "one file is left")
    files[0].unlink()
    ini(trial)
    (versions / "broken.py").write_text("import nobody_has_this\nrevision = 'aaaa'\ndown_revision = None\n")
    files, said = write(trial, leave=True)
    by_godwit(said, "nobody_has_this")
    assert "down_revision: Union[str, Sequence[str], None] = 'aaaa'" in files[0].read_text().replace(
        "Union[str, None]", "Union[str, Sequence[str], None]"
    ), files[0].read_text()


def a_file_is_never_written_over(trial):
    begin(trial)
    ini(trial, "file_template = %%(slug)s")
    path = trial.folder / "alembic" / "versions" / "add_what_is_new.py"
    path.write_text("revision = 'aaaa'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n")
    text = path.read_text()
    for leave in (False, True):
        _, said = write(trial, leave=leave, ok=(2, 4))
        assert "add_what_is_new.py" in said, said
        same(path.read_text(), text, "the file")


def several_revisions_and_a_merge(trial):
    begin(trial, after=AFTER + "CREATE INDEX t_a ON t (a);")
    hooked(trial)
    files, said = write(trial, "--online", leave=True)
    by_the_project(said)
    assert len(files) == 2 and all(path.read_text().endswith("the hook\n") for path in files), files
    versions = trial.folder / "alembic" / "versions"
    (versions / "other.py").write_text(
        "revision = 'bbbb'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
    )
    done = trial.run(
        CLI, "alembic", trial.folder, "merge", "--message", "One again", "--run-project-code", "--python", sys.executable
    )
    by_the_project(done.stderr)
    text = trial.folder.__class__(done.stdout.strip()).read_text()
    assert "'bbbb'" in text and text.endswith("the hook\n"), text
    trial.run(CLI, "plan", trial.url("way"), trial.url("wanted"))
    trial.alembic("upgrade", "way", "head")
    trial.run(CLI, "check", trial.url("way"), trial.url("wanted"))


def a_long_plan_is_written_too(trial):
    tables = "".join(f"CREATE TABLE long_{n} (id integer PRIMARY KEY, a text NOT NULL DEFAULT '', b numeric(10, 2));" for n in range(600))
    begin(trial, after=AFTER + tables)
    files, said = write(trial, leave=True)
    by_the_project(said)
    assert files[0].stat().st_size > 150_000, files[0].stat().st_size
    trial.alembic("upgrade", "way", "head")
    trial.run(CLI, "check", trial.url("way"), trial.url("wanted"))


TRIALS = (
    template_names_timezone_and_hooks_are_the_projects,
    without_leave_godwit_gives_the_same_form,
    without_a_timezone_the_machines_clock_counts,
    a_template_that_is_a_program_needs_leave,
    a_revision_goes_beside_the_one_it_follows,
    where_the_projects_alembic_fails_godwit_writes,
    a_file_is_never_written_over,
    several_revisions_and_a_merge,
    a_long_plan_is_written_too,
)


if __name__ == "__main__":
    sys.exit(run_trials(TRIALS, sys.argv[1:]))
