from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    __table_args__ = (UniqueConstraint('id', name='named'),)
    id: int | None = Field(default=None, primary_key=True)
