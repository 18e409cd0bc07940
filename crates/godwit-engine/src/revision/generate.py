# Has the project's own Alembic write revisions, by its template, names and hooks, and prints one JSON
# document: where they stand. Alembic loads the present revisions for it; env.py is not run.
import inspect
import json
import os
import pathlib
import sys

# What Alembic and its hooks print must not mix with the document.
_document = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

with open(sys.argv[1], encoding="utf-8") as file:
    order = json.load(file)

import alembic
from alembic.config import Config
from alembic.script import ScriptDirectory

settings = {"ini_section": order["section"]} if order["section"] else {}
# Alembic before 1.16 knows no other place than the ini file.
if "toml_file" in inspect.signature(Config.__init__).parameters:
    settings["toml_file"] = order["pyproject"]
config = Config(order["ini"], **settings)
directory = ScriptDirectory.from_config(config)
name_of = directory._rev_path
begun = []


def write(draft):
    def path_of(path, rev_id, message, *more):
        # The docstring holds steps and hazards too, which a file is not named after.
        found = name_of(path, rev_id, draft["title"], *more)
        if os.path.lexists(found):
            raise FileExistsError("there is a file already: " + str(found))
        # A folder that the file's name asks for; older releases do not make it.
        os.makedirs(os.path.dirname(found), exist_ok=True)
        begun.append(pathlib.Path(found).absolute())
        return found

    directory._rev_path = path_of
    script = directory.generate_revision(
        draft["id"],
        draft["message"],
        head=tuple(draft["parents"]) or "base",
        version_path=order["folder"],
        imports=draft["imports"],
        upgrades=draft["upgrades"],
        downgrades=draft["downgrades"],
        config=config,
    )
    if script is None or script.revision != draft["id"]:
        raise ValueError("script.py.mako does not give a revision its id")


try:
    for draft in order["revisions"]:
        write(draft)
except BaseException:
    for path in begun:
        path.unlink(missing_ok=True)
    raise
json.dump({"version": alembic.__version__, "files": [str(path) for path in begun]}, _document)
