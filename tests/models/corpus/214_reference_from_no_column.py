# refused
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    __table_args__ = (ForeignKeyConstraint(["nope"], ["t.id"]),)
    id: Mapped[int] = mapped_column(primary_key=True)
