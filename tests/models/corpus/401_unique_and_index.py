from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True, index=True)
    a: str = Field(unique=True, index=True)
    b: str = Field(unique=True)
    c: str = Field(index=True)


class U(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True, unique=True)
    code: str = Field(primary_key=True, unique=True)
