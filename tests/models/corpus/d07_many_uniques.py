from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    __table_args__ = (UniqueConstraint('a', 'b'), UniqueConstraint('b', 'a'), UniqueConstraint('a', 'b', name='again'))
    id: int | None = Field(default=None, primary_key=True)
    a: int = Field(unique=True)
    b: int
