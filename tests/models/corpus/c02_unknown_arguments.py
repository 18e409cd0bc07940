# undecided: column public.t.a
# undecided: column public.t.b
# undecided: constraint public.t.rule
import os

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

flag = bool(os.environ.get("FLAG"))


class T(SQLModel, table=True):
    __table_args__ = (CheckConstraint("a <> " + repr(os.name), name="rule"),)
    id: int | None = Field(default=None, primary_key=True)
    a: str = Field(max_length=int(os.environ.get("LENGTH", "3")))
    b: str = Field(index=flag)
    c: str = Field(default=os.environ.get("X"))
