# refused
from sqlmodel import Field, SQLModel


class One(SQLModel, table=True):
    __tablename__ = "same"
    id: int = Field(primary_key=True)


class Two(SQLModel, table=True):
    __tablename__ = "same"
    id: int = Field(primary_key=True)
