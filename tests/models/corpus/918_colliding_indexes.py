# refused
from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    __table_args__ = (Index(None, "a", "b"),)
    id: int | None = Field(default=None, primary_key=True)
    a: int = Field(index=True)
    b: int
