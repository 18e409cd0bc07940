from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel


class A(SQLModel, table=True):
    __table_args__ = {"schema": "app"}
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)


class B(SQLModel, table=True):
    __table_args__ = ({"schema": "Other Place"},)
    id: int | None = Field(default=None, primary_key=True)
    a_id: int = Field(foreign_key="app.a.id")


class C(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a_id: int | None = Field(default=None, foreign_key="app.a.id", index=True)
