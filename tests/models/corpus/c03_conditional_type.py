# undecided: column public.t.kind
import os

from sqlalchemy import Column, String, Text
from sqlmodel import Field, SQLModel

if os.environ.get("WIDE"):
    KIND = Text
else:
    KIND = String(4)


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(sa_column=Column(KIND))
    name: str
