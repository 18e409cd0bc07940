"""A table that a condition makes is undecided; an index that it makes is taken as declared."""
# undecided: table public.sometimes
import os

from sqlalchemy import Column, Index, Integer, MetaData, Table

metadata = MetaData()
user = Table("user", metadata, Column("id", Integer, primary_key=True), Column("age", Integer))

if os.environ.get("NO_SUCH_VARIABLE") is None:
    sometimes = Table("sometimes", metadata, Column("id", Integer, primary_key=True))
    Index("user_age", user.c.age)
