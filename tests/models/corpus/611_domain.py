from sqlalchemy import Integer
from sqlalchemy.dialects.postgresql import ExcludeConstraint, TSTZRANGE
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    __table_args__ = (ExcludeConstraint(("during", "&&"), name="no_overlap", using="gist"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    during = mapped_column(TSTZRANGE, nullable=False)
