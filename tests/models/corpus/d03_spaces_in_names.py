from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    __tablename__ = 'two words'
    id: int | None = Field(default=None, primary_key=True)
    a: int = Field(sa_column_kwargs={'name': 'a b'}, index=True)
    b: str = Field(unique=True)
