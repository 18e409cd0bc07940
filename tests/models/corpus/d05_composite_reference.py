from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel


class A(SQLModel, table=True):
    x: int = Field(primary_key=True)
    y: str = Field(primary_key=True)


class B(SQLModel, table=True):
    __table_args__ = (ForeignKeyConstraint(['ax', 'ay'], ['a.x', 'a.y'], ondelete='CASCADE'),)
    id: int | None = Field(default=None, primary_key=True)
    ax: int
    ay: str
