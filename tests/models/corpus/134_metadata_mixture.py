from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel


class Base(SQLModel):
    metadata = MetaData(schema="mine", naming_convention={"ix": "idx_%(column_0_label)s", "uq": "u_%(table_name)s"})


class Thing(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    code: str = Field(unique=True)


class Elsewhere(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
