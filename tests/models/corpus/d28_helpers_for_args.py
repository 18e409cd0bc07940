from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


def tenant_args(*more, schema=None):
    found = (Index('ix_tenant', 'tenant'), *more)
    if schema:
        return (*found, {'schema': schema})
    return found


class T(Base):
    __tablename__ = 't'
    __table_args__ = tenant_args(UniqueConstraint('tenant', 'name'), schema='ten')
    id: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[int]
    name: Mapped[str]


class U(Base):
    __tablename__ = 'u'
    __table_args__ = tenant_args()
    id: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[int]
