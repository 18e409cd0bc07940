from sqlmodel import Field, SQLModel


class UPPER(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    Name: str = Field(index=True)
    ORDER: int = Field(unique=True)
