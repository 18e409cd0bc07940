from sqlalchemy import Column, Integer, String, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, deferred, mapped_column, query_expression, validates


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    first = Column(String)
    last = Column(String)
    data: Mapped[dict] = mapped_column(MutableDict.as_mutable(JSONB), default=dict)
    tags = Column(MutableList.as_mutable(ARRAY(String)), server_default="{}")
    full = column_property(first + " " + last)
    extra = query_expression()
    big = deferred(Column(String(99)))
    big2: Mapped[str] = mapped_column(deferred=True)

    @hybrid_property
    def loud(self):
        return self.first.upper()

    @loud.expression
    def loud(cls):
        return cls.first

    @hybrid_method
    def is_it(self, x):
        return x

    @validates("first")
    def check(self, key, value):
        return value

    @property
    def prop(self):
        return 1

    @staticmethod
    def make():
        return T()
