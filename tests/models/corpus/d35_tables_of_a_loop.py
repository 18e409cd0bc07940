"""Tables and indexes that loops over constants make."""
# undecided: table public.listed
import os

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table
from sqlmodel import Field, SQLModel

LANGUAGES = ("de", "en")
KINDS = {"note": 80, "title": 20}
metadata = MetaData()
shared = Table("shared", metadata, Column("id", Integer, primary_key=True), Column("a", Integer), Column("b", Integer))

for language in LANGUAGES:
    texts = Table(
        f"text_{language}",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("shared_id", Integer, ForeignKey("shared.id")),
        *[Column(kind, String(size)) for kind, size in KINDS.items()],
    )
    Index(f"text_{language}_title", texts.c.title)
    if language != "de":
        Table(f"extra_{language}", metadata, Column("id", Integer, primary_key=True))
        for column in ("x", "y"):
            Table(f"deep_{column}", metadata, Column(column, Integer, primary_key=True))

for name, column in [("a", shared.c.a), ("b", shared.c.b)]:
    Index(f"shared_{name}", column)


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    size: int
    name: str


for number, unique in ((1, True), (2, False)):
    Index(f"t_{number}", T.size, T.name, unique=unique)

for name in os.environ.get("NO_SUCH_VARIABLE", "listed").split():
    Table("listed", metadata, Column("id", Integer, primary_key=True))
