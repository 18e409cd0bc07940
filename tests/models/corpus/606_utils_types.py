import enum

from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base
from sqlalchemy_utils import (
    ArrowType, ChoiceType, EmailType, IPAddressType, JSONType, LocaleType, LtreeType, ScalarListType, Timestamp,
    TSVectorType, URLType, UUIDType,
)

Base = declarative_base()


class Kind(enum.Enum):
    a = 1
    b = 2


class T(Timestamp, Base):
    __tablename__ = "t"
    id = Column(Integer, primary_key=True)
    a = Column(EmailType)
    b = Column(URLType)
    c = Column(UUIDType(binary=False))
    d = Column(JSONType)
    e = Column(IPAddressType)
    f = Column(ScalarListType())
    g = Column(TSVectorType("a", "b"))
    h = Column(ChoiceType(Kind, impl=Integer()))
    i = Column(ChoiceType([("x", "X")]))
    j = Column(ChoiceType([("x", "X")], impl=String(3)))
    k = Column(UUIDType)
    l = Column(EmailType(40))
