from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employee"
    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    data: Mapped[str] = mapped_column(nullable=True)
    budget: Mapped[int]
    __mapper_args__ = {"polymorphic_identity": "manager"}


class Engineer(Employee):
    info: Mapped[str | None] = mapped_column(String(40), index=True)
    boss_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Senior(Engineer):
    stars: Mapped[int | None]
