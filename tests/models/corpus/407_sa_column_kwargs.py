from sqlalchemy import text
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True, sa_column_kwargs={"autoincrement": False})
    a: str = Field(sa_column_kwargs={"unique": True, "comment": "it's a"})
    b: int = Field(sa_column_kwargs={"server_default": text("0"), "index": True})
    c: str = Field(index=True, sa_column_kwargs={"index": False})
    d: int = Field(sa_column_kwargs={"key": "keyed"})
