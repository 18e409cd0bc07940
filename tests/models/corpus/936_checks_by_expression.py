from sqlalchemy import CheckConstraint, Column, Integer, MetaData, String, Table, and_, func, or_
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[int] = mapped_column()
    b: Mapped[int | None] = mapped_column()
    kind: Mapped[str] = mapped_column()
    __table_args__ = (
        CheckConstraint(a > 0, name="a_pos"),
        CheckConstraint(and_(a > 1, b < 2), name="both"),
        CheckConstraint(kind.in_(["x", "y"]), name="kinds"),
        CheckConstraint(b.is_(None) | (b > a), name="b_rule"),
        CheckConstraint(func.length(kind) > 2, name="len"),
        CheckConstraint("a + b < 100 and kind like 'a%'", name="text"),
        CheckConstraint("kind ~ '^[a-z]{2}$'", name="regex"),
    )
