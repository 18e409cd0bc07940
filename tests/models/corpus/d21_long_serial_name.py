from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = 'a_table_name_that_is_fifty_three_characters_in_length'
    a_rather_long_name_of_a_key_column: Mapped[int] = mapped_column(primary_key=True)
