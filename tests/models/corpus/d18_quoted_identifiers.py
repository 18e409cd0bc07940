from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = 'Mixed Case'
    __table_args__ = (Index('Ix Up', 'Col A'), CheckConstraint('"Col A" > 0', name='Ck Up'), {'schema': 'S 1'})
    id: Mapped[int] = mapped_column('ID', primary_key=True)
    a: Mapped[int] = mapped_column('Col A')
