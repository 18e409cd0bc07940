from sqlmodel import Field, SQLModel


class Base(SQLModel):
    first: str
    second: str | None = None
    third: int


class T(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)
    second: int = Field(index=True)
    fourth: str
