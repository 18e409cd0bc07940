# undecided: ?
import os

from sqlmodel import Field, SQLModel


class Known(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)


class Prefixed(SQLModel, table=True):
    __tablename__ = os.environ.get("PREFIX", "") + "prefixed"
    id: int | None = Field(default=None, primary_key=True)
