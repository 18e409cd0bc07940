from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class A(SQLModel, table=True):
    id: int = Field(default=5, primary_key=True)


class B(SQLModel, table=True):
    id: int = Field(primary_key=True)


class C(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)


class D(SQLModel, table=True):
    id: int = Field(default=0, primary_key=True)


class E(SQLModel, table=True):
    id: int = Field(None, primary_key=True)


class F(SQLModel, table=True):
    id: int = Field(default_factory=lambda: 4, primary_key=True)


class G(SQLModel, table=True):
    id: int | None = Field(None, primary_key=True)
