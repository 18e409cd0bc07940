from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Target(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    code: str = Field(unique=True)


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: UUID = Field(foreign_key="target.id")
    b: UUID | None = Field(default=None, foreign_key="target.id", ondelete="SET NULL")
    c: UUID = Field(foreign_key="target.id", ondelete="CASCADE", index=True)
    d: UUID = Field(foreign_key="target.id", ondelete="RESTRICT", unique=True)
    e: str = Field(foreign_key="target.code", ondelete="NO ACTION")
    f: str | None = Field(default=None, foreign_key="target.code", ondelete="SET DEFAULT")
