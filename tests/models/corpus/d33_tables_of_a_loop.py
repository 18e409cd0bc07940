"""Tables that a loop or a condition makes: only running it tells which.

A name that is constant is undecided by name, another one somewhere.
"""
# undecided: table public.sometimes
import os

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

metadata = MetaData()
user = Table("user", metadata, Column("id", Integer, primary_key=True))

if os.environ.get("NO_SUCH_VARIABLE") is None:
    sometimes = Table("sometimes", metadata, Column("id", Integer, primary_key=True))
