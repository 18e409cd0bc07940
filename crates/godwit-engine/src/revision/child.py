# Runs the project's own Alembic against one database, and against no other: whatever env.py wants
# to connect to, this is what it reaches.
import json
import os
import sys

order = json.loads(sys.argv[1])
where = json.loads(os.environ.pop("GODWIT_TARGET"))
password = os.environ.pop("GODWIT_PASSWORD", None)


def patched_urls():
    from sqlalchemy.engine import url as urls

    read = urls.make_url

    def make_url(asked):
        try:
            asked = read(asked)
            driver = asked.drivername
            backend = asked.get_backend_name()
        except Exception:
            driver = backend = "postgresql"
        # The placeholder that `alembic init` writes.
        if backend == "driver":
            driver = backend = "postgresql"
        if backend not in ("postgresql", "postgres", "cockroachdb"):
            raise RuntimeError("env.py connects to a database of another kind: " + backend)
        if backend == "postgres":
            driver = "postgresql"
        query = {}
        if driver.endswith("asyncpg"):
            query["ssl"] = where["sslmode"]
        elif not driver.endswith("pg8000"):
            query["sslmode"] = where["sslmode"]
            if where["sslrootcert"]:
                query["sslrootcert"] = where["sslrootcert"]
        if where["host"].startswith("/"):
            query["host"] = where["host"]
        return urls.URL.create(
            driver,
            username=where["user"],
            password=password,
            host=None if where["host"].startswith("/") else where["host"],
            port=where["port"],
            database=where["database"],
            query=query,
        )

    urls.make_url = make_url


def guarded_connections():
    from sqlalchemy import event
    from sqlalchemy.pool import Pool

    @event.listens_for(Pool, "connect")
    def connected(connection, record):
        cursor = connection.cursor()
        try:
            cursor.execute(
                "SELECT pg_catalog.current_database()::text,"
                " extract(epoch FROM pg_catalog.pg_postmaster_start_time())::text"
            )
            found = list(cursor.fetchone())
            if found != order["mark"]:
                raise RuntimeError(
                    "env.py reached another database than the one that was named: " + found[0]
                )
            for name, value in order["settings"].items():
                cursor.execute("SET {} = {}".format(name, int(value)))
        finally:
            cursor.close()
        connection.commit()


def told_steps():
    from alembic.runtime.environment import EnvironmentContext

    configure = EnvironmentContext.configure

    def told(ctx=None, step=None, heads=None, run_args=None, **more):
        revision = getattr(step, "up_revision_id", None) or ""
        print("godwit-step " + json.dumps([revision, bool(step.is_upgrade)]), file=sys.stderr, flush=True)

    def configured(self, *args, **options):
        theirs = options.get("on_version_apply") or ()
        theirs = tuple(theirs) if isinstance(theirs, (tuple, list, set)) else (theirs,)
        options["on_version_apply"] = (told,) + theirs
        return configure(self, *args, **options)

    EnvironmentContext.configure = configured


patched_urls()
guarded_connections()
told_steps()
from alembic.config import main

sys.path.insert(0, os.getcwd())
main(argv=order["words"], prog="alembic")
