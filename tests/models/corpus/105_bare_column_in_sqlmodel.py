# refused
from sqlalchemy import Column, String
from sqlmodel import Field, SQLModel


class Raw(SQLModel, table=True):
    id: int = Field(primary_key=True)
    raw = Column(String)
