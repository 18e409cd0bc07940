from sqlalchemy import CheckConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    __table_args__ = (CheckConstraint("id > 0", name="c", postgresql_not_valid=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
