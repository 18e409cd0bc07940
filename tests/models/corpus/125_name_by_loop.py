from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


def snake(name: str) -> str:
    result = []
    for at, letter in enumerate(name):
        if letter.isupper() and at > 0:
            result.append("_")
        result.append(letter.lower())
    return "".join(result)


def plural(name: str) -> str:
    if name.endswith("y"):
        return name[:-1] + "ies"
    elif name.endswith("s"):
        return name + "es"
    return name + "s"


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return plural(snake(cls.__name__))


class UserStory(Base):
    pass


class BigBus(Base):
    pass


class Item(Base):
    pass
