# Reads the metadata of a project's models and prints one JSON document: the DDL by which SQLAlchemy
# would create them, and where they stand. It opens no connection.
import contextlib
import json
import os
import sys

# What the project prints must not mix with the document.
_document = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


class Stub:
    """Stands for a connection that an env.py wants to open; it reaches nothing."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Stub()

    def __call__(self, *args, **kwargs):
        return Stub()

    def __enter__(self):
        return self

    def __exit__(self, *of):
        return False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *of):
        return False

    def __await__(self):
        async def itself():
            return self

        return itself().__await__()

    async def run_sync(self, function, *args, **kwargs):
        return function(self, *args, **kwargs)

    async def dispose(self):
        return None


def without_connections():
    from importlib.util import find_spec

    from sqlalchemy.engine import Engine

    Engine.connect = Engine.begin = lambda self, *args, **kwargs: Stub()
    # Without it a first import of asyncio's part fails and leaves half of it behind.
    if find_spec("greenlet") is None:
        return
    from sqlalchemy.ext.asyncio import AsyncEngine

    AsyncEngine.connect = AsyncEngine.begin = lambda self, *args, **kwargs: Stub()


def by_environment(folder):
    """Runs env.py as `alembic upgrade --sql` would, and takes what it configures."""
    import inspect

    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    calls = []
    names = list(inspect.signature(EnvironmentContext.configure).parameters)[1:]

    def configure(self, *args, **kwargs):
        calls.append({**dict(zip(names, args)), **kwargs})

    # `alembic.context` hands its calls to this very class, so no subclass would be asked.
    EnvironmentContext.configure = configure
    EnvironmentContext.begin_transaction = lambda self: contextlib.nullcontext()
    EnvironmentContext.run_migrations = lambda self, **kwargs: None
    EnvironmentContext.get_context = EnvironmentContext.get_bind = lambda self: Stub()
    settings = {}
    if "toml_file" in inspect.signature(Config.__init__).parameters:
        settings["toml_file"] = "pyproject.toml"
    config = Config("alembic.ini" if os.path.isfile("alembic.ini") else None, **settings)
    if not config.get_main_option("script_location"):
        config.set_main_option("script_location", folder.replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    without_connections()
    with EnvironmentContext(config, script, as_sql=True, fn=lambda revision, context: []):
        try:
            script.run_env()
        except BaseException:
            # What comes after it was configured is about a database.
            if not calls:
                raise
    found = []
    for call in calls:
        target = call.get("target_metadata")
        found.extend(target if isinstance(target, (list, tuple)) else [target])
    said = {
        name: call[name]
        for call in calls
        for name in ("version_table", "version_table_schema", "include_schemas", "render_as_batch")
        if isinstance(call.get(name), (str, bool))
    }
    return found, said


def by_name(module, attribute):
    import importlib

    value = importlib.import_module(module)
    for name in attribute.split("."):
        value = getattr(value, name)
    return [value], {}


def metadatas(values):
    from sqlalchemy import MetaData

    found = []
    for value in values:
        value = value if isinstance(value, MetaData) else getattr(value, "metadata", value)
        if not isinstance(value, MetaData):
            raise SystemExit(f"the metadata is no MetaData but: {type(value).__name__}")
        if all(value is not one for one in found):
            found.append(value)
    return found


def places(tables, root):
    """Where tables and columns stand: the lines of the classes that declare them."""
    import ast
    import gc

    parsed = {}

    def lines_of(path):
        if path not in parsed:
            found = parsed[path] = {}
            try:
                with open(path, "rb") as file:
                    tree = ast.parse(file.read())
            except (OSError, SyntaxError, ValueError):
                return found

            def walk(body, prefix):
                for node in body:
                    if isinstance(node, ast.ClassDef):
                        name = prefix + node.name
                        names = {}
                        for part in node.body:
                            targets = getattr(part, "targets", None) or [getattr(part, "target", None)]
                            for target in targets:
                                if isinstance(target, ast.Name):
                                    names[target.id] = part.lineno
                            if isinstance(part, ast.FunctionDef):
                                names[part.name] = part.lineno
                        found[name] = (node.lineno, names)
                        walk(node.body, name + ".")
                    elif isinstance(node, (ast.If, ast.Try, ast.With)):
                        walk(node.body, prefix)

            walk(tree.body, "")
        return parsed[path]

    def place(cls):
        path = getattr(sys.modules.get(cls.__module__), "__file__", None)
        if not path:
            return None
        path = os.path.realpath(path)
        inside = os.path.relpath(path, root)
        if inside.startswith(".."):
            return None
        line, names = lines_of(path).get(cls.__qualname__, (1, {}))
        return inside.replace(os.sep, "/"), line, names

    found = {}
    wanted = {id(table) for table in tables}
    for cls in gc.get_objects():
        table = cls.__dict__.get("__table__") if isinstance(cls, type) else None
        if id(table) not in wanted or id(table) in found:
            continue
        own = place(cls)
        if own is None:
            continue
        columns = {}
        keys = {column.key: column.name for column in table.columns}
        mapper = cls.__dict__.get("__mapper__")
        if mapper is not None:
            for key, prop in mapper.column_attrs.items():
                for column in prop.columns:
                    if column.table is table:
                        keys[key] = column.name
        for base in reversed(cls.__mro__):
            there = place(base) if base is not object else None
            for name, line in (there[2] if there else {}).items():
                if name in keys:
                    columns[keys[name]] = [there[0], line]
        found[id(table)] = {"class": cls.__qualname__, "file": own[0], "line": own[1], "columns": columns}
    return found


EXTENSIONS = {
    "vector": "vector", "halfvec": "vector", "sparsevec": "vector", "citext": "citext", "hstore": "hstore",
    "ltree": "ltree", "geometry": "postgis", "geography": "postgis", "raster": "postgis",
}


def declared(values, root):
    from sqlalchemy.dialects.postgresql.base import PGDialect
    from sqlalchemy.engine.mock import MockConnection
    from sqlalchemy.schema import CreateIndex, CreateTable, SetColumnComment, SetTableComment

    # Another paramstyle would double every percent sign.
    dialect = PGDialect(paramstyle="named")
    tables = [table for metadata in values for table in metadata.sorted_tables]
    where = places(tables, root)
    statements, types = [], set()
    schemas = set()
    extensions = set()

    def about(ddl):
        element = getattr(ddl, "element", None)
        table = element if isinstance(ddl, (CreateTable, SetTableComment)) else getattr(element, "table", None)
        return table if getattr(table, "columns", None) is not None else None

    def take(ddl, *args, **kwargs):
        table = about(ddl)
        try:
            text = ddl if isinstance(ddl, str) else str(ddl.compile(dialect=dialect)).strip()
        except Exception as error:
            # A foreign key to a table that is not there, a type without a form on PostgreSQL.
            statements.append({"error": f"{type(error).__name__}: {error}", "table": name_of(table)})
            return
        # Two enum types of one name are one type to PostgreSQL.
        if not text.startswith("CREATE TYPE") or text not in types:
            statements.append({"sql": text, "table": name_of(table)})
            types.add(text)

    def name_of(table):
        return None if table is None else [table.schema, table.name]

    for table in tables:
        schemas.add(table.schema)
        for column in table.columns:
            kind = column.type
            schemas.add(getattr(kind, "schema", None))
            try:
                word = kind.compile(dialect=dialect).split("(")[0].strip().lower()
            except Exception:
                continue
            extensions.add(EXTENSIONS.get(word))
    for metadata in values:
        schemas.update(sequence.schema for sequence in metadata._sequences.values())
        metadata.create_all(MockConnection(dialect, take), checkfirst=False)
    return {
        "schemas": sorted(name for name in schemas if name),
        "extensions": sorted(name for name in extensions if name),
        "statements": statements,
        "tables": [
            {"schema": table.schema, "name": table.name, "place": where.get(id(table))} for table in tables
        ],
    }


def missing_variables(error):
    """Names of environment variables whose absence an error tells of."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if isinstance(error, KeyError) and traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_name == "__getitem__" and os.path.basename(code.co_filename) in ("os.py", "<frozen os>"):
            return [str(error.args[0])]
    if type(error).__name__ == "ValidationError" and hasattr(error, "errors"):
        try:
            from pydantic_settings import BaseSettings
        except ImportError:
            return []
        waiting, prefix, aliases = [BaseSettings], None, {}
        while waiting:
            cls = waiting.pop()
            waiting.extend(cls.__subclasses__())
            if cls.__name__ == getattr(error, "title", None):
                prefix = cls.model_config.get("env_prefix", "")
                aliases = {str(field.alias): str(field.alias) for field in cls.model_fields.values() if field.alias}
        if prefix is None:
            return []
        names = [str(one["loc"][0]) for one in error.errors() if one["type"] == "missing" and one["loc"]]
        return [aliases.get(name, (prefix + name).upper()) for name in names]
    chained = error.__cause__ or error.__context__
    return missing_variables(chained) if chained is not None else []


def versions():
    from importlib import metadata

    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in ("sqlalchemy", "sqlmodel", "alembic", "pydantic"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found


def main():
    how, *rest = sys.argv[1:]
    root = os.path.realpath(rest.pop(0))
    try:
        values, said = by_environment(*rest) if how == "environment" else by_name(*rest)
    except BaseException as error:
        names = missing_variables(error)
        if not names:
            raise
        return {"missing": names}
    if how == "environment" and not any(value is not None for value in values):
        return {"unset": True}
    found = declared(metadatas([value for value in values if value is not None]), root)
    files = set()
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and os.path.realpath(path).startswith(root + os.sep):
            files.add(os.path.relpath(os.path.realpath(path), root).replace(os.sep, "/"))
    return {**found, "imported": sorted(files), "configured": said, "versions": versions()}


if __name__ == "__main__":
    json.dump(main(), _document)
    _document.flush()
    # Threads and exit handlers of the project have nothing left to do.
    os._exit(0)
