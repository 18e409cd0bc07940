# undecided: table public.looped
import os

from sqlmodel import Field, SQLModel

for name in ("a",):

    class Looped(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)


class Fine(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
