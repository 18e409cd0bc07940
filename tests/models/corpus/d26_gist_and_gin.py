from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB, TSRANGE
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = 't'
    __table_args__ = (Index('g1', 'r', postgresql_using='gist'), Index('g2', 'j', postgresql_using='gin'), Index('g3', 'n', postgresql_using='brin'), Index('g4', 'w', postgresql_using='gin', postgresql_ops={'w': 'gin_trgm_ops'}))
    id: Mapped[int] = mapped_column(primary_key=True)
    r = mapped_column(TSRANGE)
    j = mapped_column(JSONB)
    n: Mapped[int]
    w: Mapped[str]
