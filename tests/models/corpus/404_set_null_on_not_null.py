# refused
from sqlmodel import Field, SQLModel


class Target(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: int = Field(foreign_key="target.id", ondelete="SET NULL")
