import re

from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

pattern = re.compile(r"(?<!^)(?=[A-Z])")


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", cls.__name__)
        return re.sub("([a-z0-9])([A-Z])", r"\1_\2", name).lower()


class HTTPRequestLog(Base):
    pass


class Compiled(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return pattern.sub("_", cls.__name__).lower()


class UserRole(Compiled):
    pass


class Words(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return "_".join(word.lower() for word in re.findall(r"[A-Z][^A-Z]*", cls.__name__))


class BigRedCar(Words):
    pass
