from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from ..core.naming import CONVENTION


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=CONVENTION)
