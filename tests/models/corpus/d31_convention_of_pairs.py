"""A naming convention that is kept as pairs and made a dictionary where it is used."""
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, String, UniqueConstraint
from sqlalchemy.orm import declarative_base

CONVENTION = (
    ("pk", "%(table_name)s_pkey"),
    ("ix", "ix_%(table_name)s_%(column_0_N_label)s"),
    ("uq", "uq_%(table_name)s_%(column_0_N_name)s"),
    ["ck", "ck_%(table_name)s_%(constraint_name)s"],
)

Base = declarative_base(
    metadata=MetaData(naming_convention=dict(CONVENTION, fk="fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s"))
)


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("email"), CheckConstraint("length(email) > 3", name="long"))

    id = Column(Integer, primary_key=True)
    email = Column(String(80), nullable=False, index=True)
    chief_id = Column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
