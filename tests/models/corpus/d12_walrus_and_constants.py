from sqlmodel import Field, SQLModel


A = B = 7
C: int = A + B * 2
D = (E := 3)
NAMES = {'one': 'uno', 'two': 'due'}
LIST = ['x', 'y']


class T(SQLModel, table=True):
    __tablename__ = NAMES['one'] + LIST[-1]
    id: int | None = Field(default=None, primary_key=True)
    a: str = Field(max_length=C)
    b: str = Field(max_length=len(LIST) * 4)
    c: str = Field(max_length=max(3, 9))
    d: str = Field(max_length=1 << 5)
