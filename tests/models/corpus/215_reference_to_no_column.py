# refused
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int = Field(primary_key=True)


class U(SQLModel, table=True):
    id: int = Field(primary_key=True, foreign_key="t.nope")
