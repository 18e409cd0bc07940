from sqlalchemy import Float, Numeric
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = 't'
    id: Mapped[int] = mapped_column(primary_key=True)
    a = mapped_column(Float(precision=53))
    b = mapped_column(Float(asdecimal=True))
    c = mapped_column(Numeric(asdecimal=False))
    d = mapped_column(Numeric(4))
