"""Compares Godwit's static reading of models with what SQLAlchemy really creates.

    compare.py --reader path/to/catalog [--generate N [--seed S]] [file or folder …]

Run by the Python of one stack of libraries, against the server of GODWIT_TEST_SERVER. For each case
the models are imported in a child process and created by `create_all`, in a transaction that is
rolled back; what the reader printed is created beside it, and the two catalogs are compared: columns
with types, NOT NULL, defaults, identity and comments, constraints, indexes, enums, sequences, all
with their names. Expressions are given to the server, so that its own printing decides about
equality.

A case is a file, or a folder with a `case.json` ({"path": "src", "import": "app.models"}). Comments
at the head of the file say what is special:

    # stacks: new            only on this stack (new: SQLAlchemy 2.1 or later; old: before;
                             sqlmodel>=0.0.45 and sqlmodel<0.0.45 by its release)
    # undecided: ADDRESS     the reader must say that it cannot tell this, and it is not compared
    # refused                SQLAlchemy or PostgreSQL refuses the models, and the reader must say so
"""

import argparse
import importlib
import json
import os
import pathlib
import pickle
import re
import subprocess
import sys
import time
import traceback

import psycopg
import pydantic
import sqlalchemy
import sqlalchemy.orm
import sqlalchemy.dialects.postgresql
from sqlalchemy import MetaData

import catalogs
import generate

try:
    import sqlmodel
except ImportError:
    sqlmodel = None

HERE = pathlib.Path(__file__).parent
PARENT_MODULES = set(sys.modules)

# Types of extensions that no server here has; only their names and sizes matter.
STAND_INS = "".join(
    f"""
    create type {name};
    create function {name}_in(cstring, oid, int4) returns {name} language internal immutable strict as 'varcharin';
    create function {name}_out({name}) returns cstring language internal immutable strict as 'varcharout';
    create type {name} (input = {name}_in, output = {name}_out, typmod_in = varchartypmodin,
                        typmod_out = varchartypmodout, like = pg_catalog.varchar);
    """
    for name in ("vector", "halfvec", "sparsevec")
)
EXTENSIONS = ("citext", "hstore", "ltree", "pg_trgm", "btree_gist", "btree_gin")


class Case:
    def __init__(self, path):
        path = path.resolve()
        self.path = path
        self.name = path.name
        if path.is_dir():
            settings = json.loads((path / "case.json").read_text())
            self.root = path / settings.get("path", ".")
            self.module = settings["import"]
            lines = settings.get("head", [])
        else:
            self.root, self.module = path, None
            lines = [line[1:].strip() for line in path.read_bytes().decode("latin-1").splitlines() if line.startswith("#")]
        self.stacks, self.undecided, self.refused = None, [], False
        for line in lines:
            key, _, value = line.partition(":")
            if key == "stacks":
                self.stacks = value.split()
            elif key == "undecided":
                self.undecided.append(value.strip())
            elif line == "refused":
                self.refused = True


def metadata_of(root):
    """Every MetaData that the imported models hold, the same one once."""
    found = []
    for name, module in list(sys.modules.items()):
        own = str(getattr(module, "__file__", None)).startswith(str(root)) and name not in PARENT_MODULES
        if not own and module is not sqlmodel:
            continue
        for value in list(vars(module).values()):
            for candidate in (value, getattr(value, "metadata", None)):
                if isinstance(candidate, MetaData) and candidate.tables and all(candidate is not one for one in found):
                    found.append(candidate)
    return found


def real_catalog(case, url):
    """Imports the models and creates them; for a child process, since it fills this one's registries."""
    if case.module:
        sys.path.insert(0, str(case.root))
        importlib.import_module(case.module)
    else:
        spec = importlib.util.spec_from_file_location("models_under_test", case.root)
        module = importlib.util.module_from_spec(spec)
        sys.modules["models_under_test"] = module
        spec.loader.exec_module(module)
    found = metadata_of(case.root)
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        for metadata in found:
            schemas = {table.schema for table in metadata.tables.values()} | {metadata.schema}
            schemas |= {one.schema for one in getattr(metadata, "_sequences", {}).values()}
            for table in metadata.tables.values():
                schemas |= {getattr(column.type, "schema", None) for column in table.columns}
                schemas |= {getattr(getattr(column.type, "item_type", None), "schema", None) for column in table.columns}
            for schema in filter(None, schemas):
                connection.exec_driver_sql(f'create schema if not exists "{schema}"')
        for metadata in found:
            metadata.create_all(connection)
        read = catalogs.read_server(connection.connection.driver_connection)
        connection.rollback()
    return read


def in_child(work):
    """Runs work in a forked process and gives back what it returned, or its error."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        sys.stdout = sys.stderr = open(os.devnull, "w")
        try:
            answer = (work(), None)
        except BaseException as error:  # whatever the models do is an answer
            last = traceback.format_exc(limit=-1).strip().splitlines()
            answer = (None, f"{type(error).__name__}: {error}"[:800] + f" [{last[-2].strip() if len(last) > 1 else ''}]")
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(data) if data else (None, "the process ended without an answer")


class Reader:
    """The static reader as one process that answers a line with a line."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "--lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self, path):
        versions = [getattr(sqlmodel, "__version__", "0.0.50"), sqlalchemy.__version__, pydantic.VERSION]
        print(json.dumps({"path": str(path), "versions": versions}), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the reader broke down at {path}")
        return json.loads(line)


def touches(key, value, address):
    """Whether a fact of a catalog belongs to an undecided object."""
    if address is None:
        return False
    kind, path = address["kind"], address["path"]
    if kind == "table":
        return list(key[1:3]) == path or (key[0] in ("sequence", "identity") and f"{path[1]}." in str(value) + str(key))
    if kind == "column":
        if key[0] in ("column", "default", "generated"):
            return list(key[1:4]) == path
        if key[0] in ("sequence", "identity"):
            return path[2] in str(value) + str(key)
        return len(key) > 3 and list(key[1:3]) == path[:2] and path[2] in str(key[3]) + str(value)
    if kind == "default":
        return key[0] in ("default", "generated") and list(key[1:4]) == path
    return key[0] == kind and list(key[1:4])[-1:] == path[-1:]


def without_places(facts):
    """Facts with columns numbered among those that are left."""
    places = sorted((key[1], key[2], value[5], key) for key, value in facts.items() if key[0] == "column")
    seen = {}
    for ns, table, _, key in places:
        seen[ns, table] = seen.get((ns, table), 0) + 1
        value = facts[key]
        facts[key] = (*value[:5], seen[ns, table], *value[6:])
    return facts


class Comparison:
    def __init__(self, arguments):
        base = os.environ["GODWIT_TEST_SERVER"]
        self.reader = Reader(arguments.reader)
        prefix, _ = base.rsplit("/", 1)
        admin = psycopg.connect(base, autocommit=True)
        names = [f"godwit_models_{os.getpid()}_{side}" for side in ("real", "read")]
        for name in names:
            admin.execute(f"create database {name}")
            with psycopg.connect(f"{prefix}/{name}", autocommit=True) as connection:
                connection.execute("set client_min_messages = error")
                for extension in EXTENSIONS:
                    connection.execute(f"create extension {extension}")
                for statement in STAND_INS.split(";"):
                    connection.execute(statement)
        self.url = f"{prefix}/{names[0]}".replace("postgresql://", "postgresql+psycopg://")
        self.read_side = psycopg.connect(f"{prefix}/{names[1]}")
        self.admin, self.names = admin, names
        self.stack = "new" if tuple(map(int, sqlalchemy.__version__.split(".")[:2])) >= (2, 1) else "old"
        # What only the extensions put there is on both sides.
        self.refusals = 0

    def is_on(self, stack):
        """Whether these libraries are those of a stack."""
        for sign, test in ((">=", lambda one, other: one >= other), ("<", lambda one, other: one < other)):
            library, found, release = stack.partition(sign)
            if found:
                own = {"sqlmodel": sqlmodel, "sqlalchemy": sqlalchemy}[library].__version__
                number = lambda text: tuple(int(part) for part in text.split("."))
                return test(number(own), number(release))
        return stack == self.stack

    def close(self):
        self.read_side.close()
        for name in self.names:
            self.admin.execute(f"drop database if exists {name} with (force)")

    def problems(self, case, generated=False):
        real, refusal = in_child(lambda: real_catalog(case, self.url))
        reading = self.reader.read(case.root)
        said = [str(one) for one in reading["errors"]] + [one["reason"] for one in reading["undecided"]]
        if refusal:
            self.refusals += 1
            if generated:
                return [] if said or "psycopg" in refusal else [f"refused, and the reader says nothing: {refusal}"]
            if not case.refused:
                return [f"the models cannot be created: {refusal}"]
            return [] if said else [f"the reader is silent about: {refusal}"]
        if case.refused:
            return ["SQLAlchemy does not refuse the models"]
        problems = [f"error: {one}" for one in reading["errors"]]
        expected = list(case.undecided)
        for one in reading["undecided"]:
            address = one["address"]
            shown = f"{address['kind']} {'.'.join(address['path'])}" if address else "?"
            if shown in expected:
                expected.remove(shown)
            elif shown not in case.undecided:
                problems.append(f"undecided: {shown} at {one['span']['file']}:{one['span']['line']}: {one['reason']}")
        problems += [f"decided, though it cannot be: {one}" for one in expected]
        try:
            catalogs.realise(self.read_side, reading["catalog"])
            read = catalogs.read_server(self.read_side)
        except psycopg.Error as error:
            return problems + [f"the reading cannot be created: {error}"]
        finally:
            self.read_side.rollback()
        addresses = [one["address"] for one in reading["undecided"]]
        anywhere = None in addresses
        for facts in (real, read):
            for key in [key for key, value in facts.items() if any(touches(key, value, one) for one in addresses)]:
                del facts[key]
        real, read = without_places(real), without_places(read)
        tables = {key[1:3] for key in read if key[0] == "table"}
        for key in sorted(real.keys() | read.keys(), key=str):
            if real.get(key) == read.get(key):
                continue
            if anywhere and key not in read and (key[0] in ("enum", "sequence", "identity") or key[1:3] not in tables):
                continue
            problems.append(f"{key}\n      real {real.get(key)!r}\n      read {read.get(key)!r}")
        return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader", required=True)
    parser.add_argument("--generate", type=int, help="compare so many random models instead of the corpus")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="where random models that differ are written")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    comparison = Comparison(arguments)
    stack = comparison.stack
    started, failed, done, skipped = time.time(), 0, 0, 0
    try:
        if arguments.generate:
            scratch = pathlib.Path(f"/tmp/godwit_models_{os.getpid()}.py")
            for seed in range(arguments.seed, arguments.seed + arguments.generate):
                text = generate.module(seed, new=stack == "new")
                scratch.write_text(text)
                problems = comparison.problems(Case(scratch), generated=True)
                done += 1
                if problems:
                    failed += 1
                    print(f"seed {seed}: differs")
                    print("    " + "\n    ".join(problems[:8]), flush=True)
                    if arguments.keep:
                        pathlib.Path(arguments.keep, f"seed_{stack}_{seed}.py").write_text(text)
            scratch.unlink(missing_ok=True)
        else:
            files = [pathlib.Path(name) for name in arguments.files]
            files = files or sorted(one for one in HERE.joinpath("corpus").iterdir() if not one.name.startswith(("_", ".")))
            for case in map(Case, files):
                if case.stacks and not all(map(comparison.is_on, case.stacks)):
                    skipped += 1
                    continue
                done += 1
                problems = comparison.problems(case)
                if problems:
                    failed += 1
                    print(f"{case.name}: differs")
                    print("    " + "\n".join(problems).replace("\n", "\n    "), flush=True)
    finally:
        comparison.close()
    versions = f"SQLModel {getattr(sqlmodel, '__version__', '-')}, SQLAlchemy {sqlalchemy.__version__}"
    print(
        f"{versions}: {done - failed} of {done} equal, {skipped} not for this stack, "
        f"{comparison.refusals} refused by both, in {time.time() - started:.1f} s"
    )
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
