from sqlalchemy import BigInteger, Column, Identity, Sequence
from sqlmodel import Field, SQLModel


class A(SQLModel, table=True):
    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))


class B(SQLModel, table=True):
    id: int | None = Field(default=None, sa_type=BigInteger, primary_key=True)


class C(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True, sa_column_args=[Sequence("c_seq")])


class D(SQLModel, table=True):
    a_id: int | None = Field(default=None, foreign_key="a.id", primary_key=True)
    b_id: int | None = Field(default=None, foreign_key="b.id", primary_key=True)


class E(SQLModel, table=True):
    id: int = Field(primary_key=True, foreign_key="a.id")
