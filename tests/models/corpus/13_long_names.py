"""Names that PostgreSQL shortens itself."""

from typing import Optional

from sqlmodel import Field, SQLModel


class ThisIsAReallyLongTableNameForADatabaseOfPatients(SQLModel, table=True):
    __tablename__ = "this_is_a_really_long_table_name_for_a_database_of_patients"
    a_rather_long_identifier: Optional[int] = Field(default=None, primary_key=True)
    a_long_column_name_to_overflow: str = Field(unique=True)
    parent_of_this_long_thing: int = Field(
        foreign_key="this_is_a_really_long_table_name_for_a_database_of_patients.a_rather_long_identifier"
    )
