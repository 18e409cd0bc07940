from sqlmodel import Field, SQLModel


class M1(SQLModel):
    m1a: str
    m1b: int


class M2(SQLModel):
    m2a: str


class A(M1, M2):
    own: int


class T(A, table=True):
    id: int | None = Field(default=None, primary_key=True)
    last: str
