import enum

PREFIX = "app_"


class Kind(str, enum.Enum):
    A = "a"
    B = "b"


KINDS = tuple(k.value for k in Kind)
