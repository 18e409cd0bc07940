from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSRANGE, ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    __table_args__ = (
        UniqueConstraint("a", "b"),
        CheckConstraint("a > 0"),
        CheckConstraint("a > b"),
        CheckConstraint("a < 100"),
        CheckConstraint("1 = 1"),
        CheckConstraint("b < 5 or b > 7"),
        ForeignKeyConstraint(["a", "b"], ["u.x", "u.y"]),
        ExcludeConstraint(("r", "&&")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[int] = mapped_column(ForeignKey("v.id"), unique=True)
    b: Mapped[int] = mapped_column(CheckConstraint("b > 2"))
    c: Mapped[int] = mapped_column(ForeignKey("v.id"))
    r = mapped_column(TSRANGE)


class U(Base):
    __tablename__ = "u"
    x: Mapped[int] = mapped_column(primary_key=True)
    y: Mapped[int] = mapped_column(primary_key=True)


class V(Base):
    __tablename__ = "v"
    id: Mapped[int] = mapped_column(primary_key=True)


class Long(Base):
    __tablename__ = "this_is_a_really_long_table_name_for_overflow"
    a_long_column_name_to_overflow_it: Mapped[int] = mapped_column(primary_key=True)
    other_long_column_name_to_overflow: Mapped[int] = mapped_column(ForeignKey("v.id"), unique=True)
    third_long_column_name_to_overflow: Mapped[int] = mapped_column(CheckConstraint("third_long_column_name_to_overflow > 0"))
