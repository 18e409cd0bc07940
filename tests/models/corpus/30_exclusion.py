"""An exclusion constraint."""

from sqlalchemy import Column, Integer, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Booking(Base):
    __tablename__ = "booking"
    id = Column(Integer, primary_key=True)
    during = Column(TSTZRANGE, nullable=False)
    cancelled = Column(Integer)
    __table_args__ = (
        ExcludeConstraint(("during", "&&"), where=text("cancelled IS NULL"), using="gist"),
        ExcludeConstraint(("during", "&&"), name="no_overlap"),
    )
