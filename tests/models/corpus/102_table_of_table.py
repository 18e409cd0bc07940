from sqlmodel import Field, SQLModel


class A(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    x: str


class B(A, table=True):
    __tablename__ = "ignored"
    y: str


class C(B):
    z: str
