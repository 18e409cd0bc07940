"""Takes an empty database to the schema of PostgreSQL's regression tests and back, and that schema to changed
ones and back: a plan that is not refused runs through psql, and leaves nothing that differs.

Usage: run.py FOLDER [COUNT [SEED]], where FOLDER is src/test/regress of the server's own sources, COUNT the
changed schemas (10) and SEED the first of their seeds (1). The server is that of GODWIT_TEST_SERVER, the
program GODWIT_CLI.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import Counter

from change import changed
from schema import WITHOUT_BASE_TYPES, create, dump, leave_behind, psql, server

# What pg_dump says of a database and Godwit leaves out, or says in another order: rights on system
# catalogs, comments of extensions, and what it names as not modelled.
PASSED_OVER = re.compile(
    r"^(--.*|    (UN)?LOGGED|.* ON TABLE pg_catalog\..*|WITH \(.*|COMMENT ON EXTENSION .*|)$"
)


def godwit(*arguments):
    return subprocess.run(
        [os.environ["GODWIT_CLI"], *arguments], capture_output=True, text=True
    )


def across(name, before, after):
    """From one database to another; the error, if any, and a word about the way."""
    plan = godwit("plan", server(before), server(after), "--format", "sql")
    steps = len(re.findall(r"(?m)^-- [A-Z]", plan.stdout))
    if plan.returncode == 3:
        return None, f"{name}: refused by name"
    if plan.returncode != 0:
        return plan.stderr, name
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(plan.stdout)
        script.flush()
        ran = psql(before, "-v", "ON_ERROR_STOP=1", "-f", script.name, check=False)
    if ran.returncode != 0:
        errors = [line for line in ran.stderr.splitlines() if "ERROR" in line]
        return "\n".join(errors), name
    check = godwit("check", server(before), server(after))
    return (None if check.returncode == 0 else check.stdout), f"{name}: {steps} steps"


def said(text):
    return [line for line in text.splitlines() if not PASSED_OVER.match(line)]


def main(folder, count=10, seed=1):
    remains = leave_behind(folder, "remains")
    failed = 0

    def tell(error, word):
        nonlocal failed
        failed += error is not None
        print(word if error is None else f"FAILED {word}: {error}", flush=True)

    create("built")
    create("empty")
    tell(*across("from empty", "built", "remains"))
    missing = list((Counter(said(remains)) - Counter(said(dump("built")))).elements())
    print(f"pg_dump sees {len(missing)} lines that are not there", *missing, sep="\n  ")
    with tempfile.TemporaryDirectory() as scratch:
        script = pathlib.Path(scratch, "dump.sql")
        script.write_text(remains)
        create("whole")
        psql("whole", "-f", str(script), check=False)
        for number in range(seed, seed + count):
            script.write_text(changed(remains, number))
            create(f"other_{number}")
            psql(f"other_{number}", "-f", str(script), check=False)
            psql(f"other_{number}", "-c", WITHOUT_BASE_TYPES)
            create(f"there_{number}", "whole")
            create(f"back_{number}", f"other_{number}")
            tell(*across(f"seed {number} there", f"there_{number}", f"other_{number}"))
            tell(*across(f"seed {number} back", f"back_{number}", "whole"))
    tell(*across("back to empty", "built", "empty"))
    return failed


if __name__ == "__main__":
    # The program keeps its own data elsewhere than a person's.
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        sys.exit(1 if main(sys.argv[1], *map(int, sys.argv[2:4])) else 0)
