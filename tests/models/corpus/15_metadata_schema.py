"""A schema on the MetaData: tables, foreign keys and, from SQLAlchemy 2.1, enums follow it."""

import enum
from typing import Optional

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

metadata_of_app = MetaData(schema="app")


class AppModel(SQLModel):
    metadata = metadata_of_app


class Grade(enum.Enum):
    A = "a"
    B = "b"


class Course(AppModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    grade: Grade


class Lesson(AppModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    course_id: int = Field(foreign_key="course.id")
