"""Folders of revisions as Godwit reads them, beside what the real Alembic makes of the same files.

    GODWIT_CLI=target/debug/godwit-cli GODWIT_TEST_SERVER=postgresql://user@host:port/postgres \\
        $python tests/alembic/test_folders.py [WORD…]

Heads, parents and pending revisions must be Alembic's own, for every way to lay out a folder and for
random graphs; what Alembic breaks on must be named, and the rest still be read. The last lines are
the times for 2,000 revisions.
"""
import functools
import json
import os
import random
import shutil
import subprocess
import sys
import time
import warnings
from pathlib import Path

import alembic
from alembic.config import Config
from alembic.script import ScriptDirectory

from stand import CLI, ENV, run_trials, same

NEW_ALEMBIC = tuple(map(int, alembic.__version__.split(".")[:2])) >= (1, 16)


def revision(name, parents=(), *, labels=None, depends=None, body="    pass", head=""):
    down = None if not parents else parents[0] if len(parents) == 1 else tuple(parents)
    return (
        f'"""revision {name}\n\nRevises: nobody\n"""\n{head}revision = {name!r}\ndown_revision = {down!r}\n'
        f"branch_labels = {labels!r}\ndepends_on = {depends!r}\n\n\ndef upgrade():\n{body}\n\n\ndef downgrade():\n    pass\n"
    )


class Folder:
    def __init__(self, root):
        self.root = Path(root)
        self.root.mkdir()

    def write(self, path, text):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def scripts(self, place="alembic"):
        self.write(f"{place}/env.py", ENV)
        self.write(f"{place}/script.py.mako", (Path(alembic.__file__).parent / "templates/generic/script.py.mako").read_text())

    def godwit(self, *words, ok=(0, 1)):
        done = subprocess.run(
            [CLI, "alembic", str(self.root), *words], capture_output=True, text=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.root), "GODWIT_HOME": str(self.root / "home")},
        )
        assert done.returncode in ok, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def graph(self, *words):
        return json.loads(self.godwit(*words, "graph", "--json").stdout)

    def real(self, section="alembic"):
        """The real Alembic's reading."""
        words = {}
        if (self.root / "pyproject.toml").exists() and NEW_ALEMBIC:
            words["toml_file"] = str(self.root / "pyproject.toml")
        file = self.root / "alembic.ini"
        config = Config(str(file) if file.exists() else None, ini_section=section, **words)
        before = os.getcwd()
        os.chdir(self.root)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                script = ScriptDirectory.from_config(config)
                return {one.revision: one for one in script.walk_revisions()}, script.get_heads()
        finally:
            os.chdir(before)

    def agrees(self, *words, section="alembic"):
        found = self.graph(*words)
        real, heads = self.real(section)
        same(sorted(one["revision"] for one in found["revisions"]), sorted(real), "revisions")
        same(sorted(found["heads"]), sorted(heads), "heads")
        for one in found["revisions"]:
            theirs = real[one["revision"]]
            down = theirs.down_revision
            down = [] if down is None else [down] if isinstance(down, str) else list(down)
            same(sorted(one["down_revisions"]), sorted(down), f"parents of {one['revision']}")
            # `branch_labels` of Alembic also holds those that a revision inherits.
            assert set(one["branch_labels"]) <= set(theirs.branch_labels), one
        place = {one["revision"]: at for at, one in enumerate(found["revisions"])}
        for one in found["revisions"]:
            for parent in one["down_revisions"]:
                assert place[parent] < place[one["revision"]], "parents come first"
        return found


def chain(folder, place, names, first=None, **more):
    parent = first
    for name in names:
        folder.write(f"{place}/{name}.py", revision(name, (parent,) if parent else (), **more))
        parent = name


def usual(folder):
    folder.write("alembic.ini", "[alembic]\nscript_location = alembic\n")
    folder.scripts()


def plain_folder(folder):
    usual(folder)
    chain(folder, "alembic/versions", ["aaaa", "bbbb", "cccc"])
    folder.write("alembic/versions/__init__.py", "")
    folder.write("alembic/versions/.#lock.py", "nonsense(")
    folder.agrees()
    same(folder.godwit("heads").stdout.split(), ["cccc"], "heads")


def here_and_default_section(folder):
    folder.write("alembic.ini", "[DEFAULT]\nbase = %(here)s/db\n[alembic]\nscript_location = %(base)s/scripts\n")
    folder.scripts("db/scripts")
    chain(folder, "db/scripts/versions", ["aaaa", "bbbb"])
    folder.agrees()


def several_version_folders(folder):
    for separator, text in (
        ("os", "%(here)s/one:%(here)s/two"),
        ("newline", "\n    %(here)s/one\n    %(here)s/two"),
        (":", "%(here)s/one:%(here)s/two"),
        ("space", "%(here)s/one %(here)s/two"),
        (";", "%(here)s/one;%(here)s/two"),
    ):
        key = "path_separator" if NEW_ALEMBIC else "version_path_separator"
        folder.write("alembic.ini", f"[alembic]\nscript_location = alembic\n{key} = {separator}\nversion_locations = {text}\n")
        folder.scripts()
        chain(folder, "one", ["aaaa", "bbbb"])
        chain(folder, "two", ["cccc", "dddd"], first="bbbb")
        found = folder.agrees()
        assert len(found["revisions"]) == 4, separator
    folder.write("alembic.ini", "[alembic]\nscript_location = alembic\nversion_locations = %(here)s/one, %(here)s/two\n")
    assert len(folder.agrees()["revisions"]) == 4, "no separator"


def recursive_folders(folder):
    folder.write("alembic.ini", "[alembic]\nscript_location = alembic\nrecursive_version_locations = true\n")
    folder.scripts()
    chain(folder, "alembic/versions/2025/01", ["aaaa"])
    chain(folder, "alembic/versions/2026", ["bbbb"], first="aaaa")
    folder.write("alembic/versions/__pycache__/cccc.py", revision("cccc", ("bbbb",)))
    same(len(folder.agrees()["revisions"]), 2, "revisions")
    folder.write("alembic.ini", "[alembic]\nscript_location = alembic\n")
    shutil.move(folder.root / "alembic/versions/2025/01/aaaa.py", folder.root / "alembic/versions/aaaa.py")
    same(len(folder.agrees()["revisions"]), 1, "revisions of the folder alone")


def pyproject_only(folder):
    if not NEW_ALEMBIC:
        return
    folder.write(
        "pyproject.toml",
        '[project]\nname = "x"\n[tool.alembic]\nscript_location = "%(here)s/db"\nversion_locations = ["%(here)s/db/one", "%(here)s/db/two"]\n',
    )
    folder.scripts("db")
    chain(folder, "db/one", ["aaaa"])
    chain(folder, "db/two", ["bbbb"], first="aaaa")
    folder.agrees()


def named_section(folder):
    folder.write("alembic.ini", "[alembic]\nscript_location = core\n[tenant]\nscript_location = tenant\n")
    for place in ("core", "tenant"):
        folder.scripts(place)
    chain(folder, "core/versions", ["aaaa"])
    chain(folder, "tenant/versions", ["bbbb", "cccc"])
    same(len(folder.agrees()["revisions"]), 1, "core")
    same(len(folder.agrees("--section", "tenant", section="tenant")["revisions"]), 2, "tenant")


def branches_labels_and_merges(folder):
    usual(folder)
    chain(folder, "alembic/versions", ["aaaa", "bbbb"])
    folder.write("alembic/versions/shop.py", revision("shop1", ("bbbb",), labels=("shop",)))
    folder.write("alembic/versions/cccc.py", revision("cccc", ("bbbb",), depends="shop1"))
    found = folder.agrees()
    same(sorted(found["heads"]), ["cccc", "shop1"], "heads")
    said = folder.godwit("heads", ok=(1,)).stderr
    assert "several heads" in said and "merge" in said, said
    folder.godwit("merge", "--message", "one again", ok=(0,))
    found = folder.agrees()
    same(len(found["heads"]), 1, "heads after the merge")


def what_alembic_breaks_on(folder):
    usual(folder)
    chain(folder, "alembic/versions", ["aaaa", "bbbb"])
    folder.write("alembic/versions/import.py", revision("cccc", ("bbbb",), head="import no.such.module\n"))
    folder.write("alembic/versions/broken.py", revision("dddd", ("cccc",)) + "def f(:\n")
    folder.write("alembic/versions/orphan.py", revision("eeee", ("gone",)))
    folder.write("alembic/versions/twice.py", revision("aaaa"))
    folder.write("alembic/versions/notes.py", "x = 1\n")
    folder.write("alembic/versions/label1.py", revision("ffff", ("dddd",), labels=("shop",)))
    folder.write("alembic/versions/label2.py", revision("gggg", ("dddd",), labels=("shop",)))
    folder.write("alembic/versions/null.py", "\0" * 100)
    (folder.root / "alembic/versions/latin.py").write_bytes(b"# \xe9\nrevision = 'hhhh'\n")
    folder.write("alembic/versions/deep.py", "x = " + "(" * 100_000)
    folder.write("alembic/versions/round1.py", revision("iiii", ("jjjj",)))
    folder.write("alembic/versions/round2.py", revision("jjjj", ("iiii",)))
    try:
        folder.real()
    except BaseException:  # noqa: BLE001
        pass
    else:
        raise AssertionError("the real Alembic reads it")
    found = folder.graph()
    names = {one["revision"] for one in found["revisions"]}
    assert {"aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", "gggg"} <= names, names
    texts = "\n".join(found["findings"])
    for words in (
        "broken.py:17: Alembic cannot load",
        "not there: gone",
        "aaaa is declared twice",
        "notes.py:1: no revision",
        "label shop is given twice",
        "latin.py:1: no revision: it is not written in UTF-8",
        "deep.py:1: no revision",
        "null.py",
        "in a circle",
        "several heads",
    ):
        assert words in texts, f"not told: {words}\n{texts}"


def random_graphs(folder):
    usual(folder)
    for seed in range(25):
        chance = random.Random(seed)
        shutil.rmtree(folder.root / "alembic/versions", ignore_errors=True)
        names = []
        for at in range(chance.randint(1, 40)):
            count = min(len(names), chance.choice((0, 1, 1, 1, 1, 1, 2, 3)) if names else 0)
            parents = chance.sample(names[-6:], min(count, len(names[-6:])))
            depends = chance.choice(names) if names and chance.random() < 0.1 else None
            if depends in parents:
                depends = None
            name = f"r{at:04}"
            folder.write(f"alembic/versions/{chance.random():.9f}.py", revision(name, parents, depends=depends))
            names.append(name)
        folder.agrees()


def pending_is_what_alembic_would_run(trial):
    for seed in range(6):
        chance = random.Random(1000 + seed)
        for path in trial.revisions():
            path.unlink()
        way = f"way{seed}"
        names = []
        for at in range(14):
            parents = chance.sample(names[-4:], min(len(names[-4:]), chance.choice((1, 1, 1, 2))))
            name = f"r{at:04}"
            path = trial.folder / "alembic" / "versions" / f"{name}.py"
            path.write_text(revision(name, parents, body=f"    from alembic import op\n    op.execute('CREATE TABLE t{at} (id int)')"))
            names.append(name)
        trial.database(way)
        trial.alembic("upgrade", way, chance.choice(names[3:9]))
        words = (CLI, "alembic", trial.folder)
        done = trial.run(*words, "pending", trial.url(way), "--json", ok=(0, 1)).stdout
        pending = [one["revision"] for one in json.loads(done)["revisions"]]
        has = {int(name[1:]) for (name,) in trial.rows(way, "SELECT relname FROM pg_class WHERE relname ~ '^t[0-9]+$'")}
        same(sorted(pending), sorted(f"r{at:04}" for at in range(14) if at not in has), "pending")
        for one in json.loads(done)["revisions"]:
            same([op["summary"] for op in one["operations"]], [f"Create table t{int(one['revision'][1:])}"], "what it does")
        trial.alembic("upgrade", way, "heads")
        left = trial.run(*words, "pending", trial.url(way), "--json", ok=(0,)).stdout
        same(json.loads(left)["revisions"], [], "nothing is pending")
        stamps = sorted(row for (row,) in trial.rows(way, "SELECT version_num FROM alembic_version"))
        said = trial.run(*words, "current", trial.url(way), ok=(0,)).stdout.split()
        same(sorted(said), stamps, "current")


def custom_version_table(trial):
    env = trial.folder / "alembic" / "env.py"
    env.write_text(ENV.replace("import os\n", "import os\n\nTABLE = 'stamps'\n", 1).replace("connection=connection)", "connection=connection, version_table=TABLE, version_table_schema='ops')"))
    (trial.folder / "alembic" / "versions" / "a.py").write_text(revision("aaaa"))
    trial.database("way")
    trial.psql("way", script="CREATE SCHEMA ops; CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('another');")
    trial.alembic("upgrade", "way", "head")
    done = trial.run(CLI, "alembic", trial.folder, "current", trial.url("way"), "--json", ok=(0,)).stdout
    same(json.loads(done), {"table": "ops.stamps", "stamps": ["aaaa"], "at_heads": True}, "current")


def a_lost_revision_is_found_in_its_branch(trial):
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", trial.folder)
    versions = trial.folder / "alembic" / "versions"
    (versions / "a.py").write_text(revision("aaaa1111"))
    trial.run(*git, "init", "-q", "-b", "main")
    trial.run(*git, "add", ".")
    trial.run(*git, "commit", "-qm", "one")
    trial.run(*git, "checkout", "-q", "-b", "feature")
    (versions / "b.py").write_text(revision("bbbb2222", ("aaaa1111",)))
    trial.run(*git, "add", ".")
    trial.run(*git, "commit", "-qm", "two")
    trial.database("way")
    trial.alembic("upgrade", "way", "head")
    trial.run(*git, "checkout", "-q", "main")
    said = trial.run(CLI, "alembic", trial.folder, "pending", trial.url("way"), ok=(2,)).stderr
    assert "bbbb2222" in said and "feature (alembic/versions/b.py)" in said, said
    trial.run(*git, "merge", "-q", "feature")
    trial.run(*git, "rm", "-q", "alembic/versions/b.py")
    trial.run(*git, "commit", "-qm", "gone")
    trial.run(*git, "branch", "-q", "-D", "feature")
    said = trial.run(CLI, "alembic", trial.folder, "pending", trial.url("way"), ok=(2,)).stderr
    assert "deleted: alembic/versions/b.py" in said, said


def two_thousand(folder):
    usual(folder)
    body = "    op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('id', name=op.f('t_pkey')))\n" * 8
    parent = ()
    for at in range(2000):
        name = f"{at:012x}"
        folder.write(f"alembic/versions/{name}_x.py", revision(name, parent, head="from alembic import op\nimport sqlalchemy as sa\n", body=body))
        parent = (name,)
    folder.agrees()
    times = []
    for _ in range(3):
        began = time.perf_counter()
        folder.godwit("graph", ok=(0,))
        times.append(time.perf_counter() - began)
    print(f"     2,000 revisions: {min(times) * 1000:.0f} ms (fastest of three, with the start of the program)")


def alone(test):
    """A test that has an empty folder and needs no database."""

    @functools.wraps(test)
    def trial(stand):
        test(Folder(stand.folder / "own"))

    return trial


TRIALS = [
    *map(alone, (
        plain_folder, here_and_default_section, several_version_folders, recursive_folders, pyproject_only,
        named_section, branches_labels_and_merges, what_alembic_breaks_on, random_graphs, two_thousand,
    )),
    pending_is_what_alembic_would_run, custom_version_table, a_lost_revision_is_found_in_its_branch,
]


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(run_trials(TRIALS, sys.argv[1:]))
