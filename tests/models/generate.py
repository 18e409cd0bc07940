"""Random model modules: `module(seed)` is the text of one, the same for the same seed.

The grammar covers what the mapping of models to PostgreSQL knows: SQLModel, declarative classes and
`Table(…)`, mixins, enums, keys, defaults, conventions, constraints and indexes with their options.
"""

import random

WORDS = (
    "account amount body city code day due email first grade hidden height item key kind label last level "
    "mark name note number owner part phone place price rank rate region row score seen size slug state "
    "status street sum tag title token total type unit user value weight when zone order group"
).split()
CLASSES = (
    "Account Animal Author Book Branch Building Car Customer Event Hero HTTPRequest Invoice Item Ledger "
    "Member Order Pet Plan Product Room Shift Team User Vendor Visit Warehouse HeroTeamLink APIKey"
).split()

SQLMODEL_TYPES = [
    "str", "str", "str", "int", "int", "float", "bool", "datetime", "date", "time", "timedelta", "bytes",
    "Decimal", "UUID", "Path", "EmailStr", "IPv4Address", "PositiveInt", "Text50", "Short",
]
MAPPED_TYPES = [
    "str", "str", "int", "int", "float", "bool", "datetime", "date", "time", "timedelta", "bytes", "Decimal",
    "UUID", "Literal['a', 'bbb']", "str50", "intfk",
]
SA_TYPES = [
    "String", "String(40)", "String(12, collation='C')", "Text", "Integer", "BigInteger", "SmallInteger",
    "Float", "Float(10)", "Numeric(10, 2)", "Numeric", "Boolean", "Date", "DateTime", "DateTime(timezone=True)",
    "Time", "Interval", "LargeBinary", "Uuid", "JSON", "JSONB", "ARRAY(String)", "ARRAY(Integer)", "INET", "CIDR",
    "TSVECTOR", "Unicode(9)", "Uuid(native_uuid=False)", "String().with_variant(CITEXT(), 'postgresql')",
    "TIMESTAMP(timezone=True, precision=3)", "Double", "REAL", "HSTORE", "INT4RANGE", "BIT(4)", "Upper", "Upper(7)",
    "MACADDR", "CHAR(3)", "ARRAY(String(5), dimensions=2)", "Interval(second_precision=3)", "MONEY",
]
INTEGER_DEFAULTS = ["'0'", "text('7')", "func.length('abc')"]
TEXT_DEFAULTS = ["'x'", "\"it's\"", "text(\"'t'\")", "func.lower('ABC')", "''", "literal('abc')"]
TIME_DEFAULTS = ["func.now()", "text('now()')", "func.current_timestamp()", "text('CURRENT_TIMESTAMP')"]
CONVENTIONS = [
    None, None, None,
    {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
     "ck": "ck_%(table_name)s_%(constraint_name)s",
     "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"},
    {"ix": "idx_%(table_name)s_%(column_0_N_name)s", "uq": "%(table_name)s_%(column_0_N_name)s_key",
     "fk": "%(table_name)s_%(column_0_name)s_%(referred_column_0_name)s_fkey", "pk": "%(table_name)s_pk"},
    {"pk": "pk_%(table_name)s_with_a_rather_long_name_for_every_table_of_this_project", "ix": "ix_%(column_0N_name)s"},
]

HEAD = """\
import enum
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, ClassVar, List, Literal, Optional, Union
from uuid import UUID, uuid4

from pydantic import EmailStr, PositiveInt
from sqlalchemy import (
    ARRAY, BigInteger, Boolean, CheckConstraint, Column, Computed, Date, DateTime, Double, Float, ForeignKey,
    ForeignKeyConstraint, Identity, Index, Integer, Interval, JSON, LargeBinary, MetaData, Numeric,
    PrimaryKeyConstraint, REAL, Sequence, SmallInteger, String, Table, Text, Time, TypeDecorator, Unicode,
    UniqueConstraint, Uuid, CHAR, and_, func, literal, or_, text,
)
from sqlalchemy import Enum as SAEnum
from sqlalchemy.dialects.postgresql import (
    BIT, CIDR, CITEXT, HSTORE, INET, INT4RANGE, JSONB, MACADDR, MONEY, TIMESTAMP, TSVECTOR, ExcludeConstraint,
)
from sqlalchemy.orm import (
    DeclarativeBase, Mapped, declared_attr, deferred, mapped_column, relationship,
)
from sqlmodel import Field, Relationship, SQLModel


class Upper(TypeDecorator):
    impl = String
    cache_ok = True

"""


class Writer:
    def __init__(self, seed, new):
        self.random = random.Random(seed)
        self.new = new
        self.lines = []
        self.tables = []  # (class, table reference, key column, key type, style)
        self.enums = []
        self.names = self.random.sample(CLASSES, len(CLASSES))

    def maybe(self, share):
        return self.random.random() < share

    def pick(self, items):
        return self.random.choice(items)

    def line(self, text=""):
        self.lines.append(text)

    # ---- what models use ----

    def convention(self):
        self.chosen = self.pick(CONVENTIONS)
        return repr(self.chosen) if self.chosen else None

    def enum(self, at):
        name = self.pick(["Color", "Status", "JobState", "Level", "HTTPMethod"]) + (str(at) if at else "")
        base = self.pick(["enum.Enum", "str, enum.Enum", "enum.IntEnum", "enum.StrEnum", "str, enum.Enum"])
        number = base == "enum.IntEnum"
        self.line(f"class {name}({base}):")
        for place, label in enumerate(self.random.sample(["RED", "green", "Blue", "IN_PROGRESS", "done", "N_A"], self.random.randint(2, 5))):
            value = str(place + 1) if number else self.pick([f"'{label.lower()}'", f"'{label}'", f"'v{place}'", "enum.auto()"] if "enum.auto" and base != "str, enum.Enum" else [f"'{label.lower()}'", f"'v{place}'"])
            self.line(f"    {label} = {value}")
        if self.maybe(0.3):
            self.line("    @property")
            self.line("    def shown(self):")
            self.line("        return self.name")
        self.line()
        self.enums.append((name, not number))

    def type_object(self):
        """A type of SQLAlchemy as text, and the kind of its defaults."""
        if self.enums and self.maybe(0.2):
            name, text = self.pick(self.enums)
            options = ""
            if text and self.maybe(0.3):
                options += ", values_callable=lambda e: [m.value for m in e]" if False else ""
            if self.maybe(0.3):
                options += f", name='{name.lower()}_kind'"
            if self.maybe(0.2):
                options += ", native_enum=False"
                if self.maybe(0.4):
                    options += ", length=20"
            if self.schema_of_table and self.maybe(0.2):
                options += ", inherit_schema=True"
            return f"SAEnum({name}{options})", None
        if self.maybe(0.05):
            label = self.pick(["mood", "size_kind"])
            return f"SAEnum('s', 'm', 'l', name='{label}')", None
        found = self.pick(SA_TYPES)
        return found, self.default_kind(found)

    @staticmethod
    def default_kind(shown):
        base = shown.split("(")[0]
        if base in ("String", "Text", "Unicode", "Upper", "str", "Text50", "Short", "str50") and "variant" not in shown:
            return TEXT_DEFAULTS
        if base in ("Integer", "BigInteger", "SmallInteger", "Float", "Numeric", "int", "float", "Decimal", "Double", "PositiveInt", "REAL"):
            return INTEGER_DEFAULTS
        if base in ("DateTime", "TIMESTAMP", "datetime", "Date", "date"):
            return TIME_DEFAULTS
        return None

    def column_options(self, kind, keys=("unique", "index", "nullable")):
        options = []
        if "nullable" in keys and self.maybe(0.2):
            options.append(f"nullable={self.pick([True, False])}")
        if "index" in keys and self.maybe(0.12) and kind is not None:
            options.append("index=True")
        if "unique" in keys and self.maybe(0.12) and kind is not None:
            options.append("unique=True")
        return options

    def server_options(self, kind):
        options = []
        if kind and self.maybe(0.2):
            options.append(f"server_default={self.pick(kind)}")
        if self.maybe(0.08):
            options.append("comment=\"what it's for\"")
        return options

    def target(self, styles):
        """A table that a foreign key may point at, with its key."""
        found = [one for one in self.tables if one[4] in styles]
        return self.pick(found) if found else None

    def check(self, column, kind):
        if kind is INTEGER_DEFAULTS:
            return self.pick([f"{column} > 0", f"{column} between 1 and 9", f"{column} IS NOT NULL AND {column} <> 4"])
        if kind is TEXT_DEFAULTS:
            return self.pick([f"length({column}) > 2", f"{column} in ('a', 'b')", f"{column} <> 'x''y'"])
        return f"{column} IS NOT NULL"

    def arguments(self, columns):
        """`__table_args__` items over columns: (attribute, database name, kind)."""
        items = []
        named = "%(constraint_name)s" in (self.chosen or {}).get("ck", "")
        plain = [one for one in columns if one[2] is not None]
        quoted = lambda name: f'"{name}"' if name != name.lower() or name in ("user", "order", "group", "when") else name
        if plain and self.maybe(0.25):
            column = self.pick(plain)
            name = f", name='{self.pick(['rule', 'sane'])}_{column[1]}'" if named or self.maybe(0.6) else ""
            items.append(f"CheckConstraint({self.check(quoted(column[1]), column[2])!r}{name})")
        if len(plain) > 1 and self.maybe(0.25):
            pair = self.random.sample(plain, 2)
            extra = self.pick(["", "", ", name='only_once'", ", deferrable=True", ", initially='DEFERRED'", ", postgresql_nulls_not_distinct=True"])
            items.append(f"UniqueConstraint({pair[0][1]!r}, {pair[1][1]!r}{extra})")
        for at in range(2):
            if plain and self.maybe(0.25):
                column = self.pick(plain)
                extra = self.pick([
                    "", ", unique=True", ", postgresql_using='hash'" if at else "", f", postgresql_where=text({(quoted(column[1]) + ' IS NOT NULL')!r})",
                    ", postgresql_with={'fillfactor': 70}",
                ])
                term = self.pick([repr(column[1]), repr(column[1]), f"text({(quoted(column[1]) + ' DESC')!r})", f"text({(quoted(column[1]) + ' DESC NULLS LAST')!r})"])
                if "hash" in extra:
                    term = repr(column[1])
                if column[2] is TEXT_DEFAULTS and "hash" not in extra and self.maybe(0.3):
                    term = f"func.lower(text({quoted(column[1])!r}))" if False else f"text({('lower(' + quoted(column[1]) + ')')!r})"
                items.append(f"Index('own_{self.table_name}_{at}', {term}{extra})"[:400])
        options = []
        if self.table_schema:
            options.append(f"'schema': {self.table_schema!r}")
        if self.maybe(0.1):
            options.append("'comment': 'a table'")
        if self.maybe(0.05):
            options.append("'prefixes': ['UNLOGGED']")
        if options and not items and self.maybe(0.5):
            return "{" + ", ".join(options) + "}"
        if options:
            items.append("{" + ", ".join(options) + "}")
        return "(" + ", ".join(items) + ",)" if items else None

    def begin_table(self, base_schema):
        self.class_name = self.names.pop()
        self.table_schema = self.pick([None, None, None, None, "app", "Other"])
        self.schema_of_table = self.table_schema or base_schema
        self.column_words = self.random.sample(WORDS, 12)

    def reference(self, column):
        schema = f"{self.schema_of_table}." if self.schema_of_table else ""
        return f"{schema}{self.table_name}.{column}"

    # ---- SQLModel ----

    def sqlmodel_field(self, word):
        """One field line; gives (attribute, database name, kind of default)."""
        optional = self.maybe(0.35)
        if self.maybe(0.2):
            shown, kind = self.type_object()
            form = self.random.random()
            arguments = [shown] + self.column_options(kind) + self.server_options(kind)
            name = word
            if form < 0.5:
                if self.maybe(0.1):
                    name = word.title() + "X"
                    arguments.insert(0, repr(name))
                self.line(f"    {word}: {self.annotate(self.pick(['str', 'int', 'dict', 'list[str]']), optional)} = Field(sa_column=Column({', '.join(arguments)}))")
            else:
                options = [f"sa_type={shown}"] + self.column_options(kind)
                extra = self.server_options(kind)
                if extra:
                    options.append("sa_column_kwargs={" + ", ".join(f"'{one.split('=', 1)[0]}': {one.split('=', 1)[1]}" for one in extra) + "}")
                self.line(f"    {word}: {self.annotate(self.pick(['str', 'int', 'dict']), optional)} = Field({', '.join(options)})")
            return word, name, kind
        if self.enums and self.maybe(0.15):
            name, _ = self.pick(self.enums)
            options = self.column_options(TEXT_DEFAULTS)
            self.line(f"    {word}: {self.annotate(name, optional)}" + (f" = Field({', '.join(options)})" if options else ""))
            return word, word, None
        target = self.target(("sqlmodel",)) if self.maybe(0.2) else None
        if target:
            _, reference, _, key_type, _ = target
            options = [f"foreign_key={reference!r}"] + self.column_options(INTEGER_DEFAULTS)
            if optional:
                options.insert(0, "default=None")
            if self.maybe(0.3) and "nullable=False" not in options:
                options.append(f"ondelete={self.pick(['CASCADE', 'RESTRICT'] + (['SET NULL'] if optional else []))!r}")
            self.line(f"    {word}: {self.annotate(key_type, optional)} = Field({', '.join(options)})")
            return word, word, INTEGER_DEFAULTS if key_type == "int" else None
        shown = self.pick(SQLMODEL_TYPES)
        kind = self.default_kind(shown)
        options = self.column_options(kind)
        if shown == "str" and self.maybe(0.4):
            options.append(f"max_length={self.random.randint(1, 300)}")
        if shown == "Decimal" and self.maybe(0.6):
            options.append(f"max_digits={self.random.randint(3, 12)}")
            if self.maybe(0.8):
                options.append("decimal_places=2")
        extra = self.server_options(kind)
        name = word
        if self.maybe(0.05):
            name = f"{word}_db"
            extra.append(f"name={name!r}")
        if extra:
            options.append("sa_column_kwargs={" + ", ".join(f"'{one.split('=', 1)[0]}': {one.split('=', 1)[1]}" for one in extra) + "}")
        if shown == "str" and self.maybe(0.1):
            self.line(f"    {word}: Annotated[{self.annotate('str', optional)}, Field({', '.join(options)})]")
        elif options or self.maybe(0.3):
            if optional:
                options.insert(0, "default=None")
            self.line(f"    {word}: {self.annotate(shown, optional)} = Field({', '.join(options)})")
        else:
            self.line(f"    {word}: {self.annotate(shown, optional)}" + (" = None" if optional and self.maybe(0.5) else ""))
        return word, name, kind

    def annotate(self, shown, optional):
        if not optional:
            return self.pick([shown, shown, shown, f'"{shown}"' if "'" not in shown and "[" not in shown else shown])
        return self.pick([f"Optional[{shown}]", f"{shown} | None", f"Union[{shown}, None]", f"None | {shown}"])

    def sqlmodel_key(self):
        """The primary key; gives (column, type) or None for a key of several columns."""
        form = self.random.random()
        if form < 0.35:
            self.line("    id: Optional[int] = Field(default=None, primary_key=True)")
            return "id", "int"
        if form < 0.5:
            self.line("    id: UUID = Field(default_factory=uuid4, primary_key=True)")
            return "id", "UUID"
        if form < 0.6:
            self.line(f"    id: int = Field(primary_key=True{self.pick(['', ', default=5', ', index=True', ', unique=True'])})")
            return "id", "int"
        if form < 0.7:
            self.line("    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=True))")
            return "id", "int"
        if form < 0.78:
            self.line(f"    id: int = Field(primary_key=True, sa_column_args=[Identity({self.pick(['always=True', 'start=10', 'always=True, increment=2', ''])})])")
            return "id", "int"
        if form < 0.85:
            self.line("    code: str = Field(primary_key=True, max_length=12)")
            return "code", "str"
        self.line("    left: int = Field(primary_key=True)")
        self.line("    right: int = Field(primary_key=True)")
        return None

    def mixins(self):
        self.mixin_names = []
        for at in range(self.random.randint(0, 2)):
            name = f"Mixin{at}"
            self.mixin_names.append(name)
            self.line(f"class {name}({self.pick(['SQLModel', 'SQLModel', ''])}):".replace("()", ""))
            for word in (f"made_{at}", f"touched_{at}")[: self.random.randint(1, 2)]:
                self.line(self.pick([
                    f"    {word}: datetime = Field(sa_type=DateTime(timezone=True), sa_column_kwargs={{'server_default': func.now()}})",
                    f"    {word}: Optional[int] = Field(default=None, index=True)",
                    f"    {word}: str = Field(max_length=30)",
                    f"    {word}: bool = False",
                ]))
            self.line()

    def sqlmodel_table(self):
        self.begin_table(self.sqlmodel_schema)
        bases = self.random.sample(self.mixin_names, self.random.randint(0, len(self.mixin_names)))
        self.table_name = self.class_name.lower()
        self.line(f"class {self.class_name}({', '.join([*bases, 'SQLModel'])}, table=True):")
        if self.maybe(0.3):
            self.table_name = self.pick([f"{self.class_name}s", f"t_{self.class_name.lower()}", "a_table_with_a_very_long_name_that_" + self.class_name.lower()])
            self.line(f"    __tablename__ = {self.table_name!r}")
        at = len(self.lines)
        key = self.sqlmodel_key()
        columns = [self.sqlmodel_field(word) for word in self.column_words[: self.random.randint(0, 7)]]
        if self.maybe(0.1):
            self.line("    shared: ClassVar[int] = 1")
        arguments = self.arguments([one for one in columns if one])
        if arguments:
            self.lines.insert(at, f"    __table_args__ = {arguments}")
        self.line()
        if key:
            self.tables.append((self.class_name, self.reference(key[0]), key[0], key[1], "sqlmodel"))

    # ---- declarative ----

    def declared_table(self):
        self.begin_table(self.declared_schema)
        bases = ["Stamped"] if self.has_stamped and self.maybe(0.4) else []
        self.line(f"class {self.class_name}({', '.join([*bases, 'Base'])}):")
        self.table_name = self.pick([self.class_name.lower(), self.class_name, f"d_{self.class_name.lower()}s"])
        self.line(f"    __tablename__ = {self.table_name!r}")
        at = len(self.lines)
        form = self.random.random()
        key = ("id", "int")
        if form < 0.4:
            self.line("    id: Mapped[int] = mapped_column(primary_key=True)")
        elif form < 0.55:
            self.line("    id = Column(Integer, primary_key=True)")
        elif form < 0.7:
            self.line("    id: Mapped[intpk]")
        elif form < 0.8:
            self.line(f"    id: Mapped[int] = mapped_column({self.pick(['BigInteger', 'SmallInteger', 'Integer'])}, {self.pick(['Identity()', 'Identity(always=True, start=3)', 'autoincrement=False'])}, primary_key=True)")
        elif form < 0.9:
            self.line("    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)")
            key = ("id", "UUID")
        else:
            self.line("    left: Mapped[int] = mapped_column(primary_key=True)")
            self.line("    right: Mapped[str] = mapped_column(String(9), primary_key=True)")
            key = None
        columns = [self.declared_column(word) for word in self.column_words[: self.random.randint(0, 7)]]
        arguments = self.arguments([one for one in columns if one])
        if arguments:
            self.lines.insert(at, f"    __table_args__ = {arguments}")
        self.line()
        if key:
            self.tables.append((self.class_name, self.reference(key[0]), key[0], key[1], "declared"))

    def declared_column(self, word):
        optional = self.maybe(0.35)
        order = [f"sort_order={self.pick([-5, 5, 1])}"] if self.maybe(0.06) else []
        target = self.target(("declared",)) if self.maybe(0.2) else None
        if target:
            name, reference, column, key_type, _ = target
            shown = self.pick([repr(reference), repr(reference), f"{name}.{column}"])
            extra = self.pick(["", "", ", ondelete='CASCADE'", ", onupdate='CASCADE', ondelete='SET NULL'", ", name='fk_own_" + word + "_" + self.table_name + "'", ", deferrable=True, initially='DEFERRED'", ", use_alter=True"])
            annotated = self.annotate(key_type, optional)
            if self.maybe(0.7):
                self.line(f"    {word}: Mapped[{annotated}] = mapped_column({', '.join([f'ForeignKey({shown}{extra})', *self.column_options(INTEGER_DEFAULTS), *order])})")
            else:
                self.line(f"    {word} = Column(ForeignKey({shown}{extra}))")
            return word, word, INTEGER_DEFAULTS if key_type == "int" else None
        if self.enums and self.maybe(0.15):
            name, _ = self.pick(self.enums)
            self.line(f"    {word}: Mapped[{self.annotate(name, optional)}]" + (" = mapped_column()" if self.maybe(0.3) else ""))
            return word, word, None
        if self.maybe(0.5):
            shown, kind = self.type_object()
            options = [shown, *self.column_options(kind), *self.server_options(kind)]
            if kind is INTEGER_DEFAULTS and self.maybe(0.1):
                options = [shown, "Computed('1 + 2', persisted=True)"]
            name = word
            form = self.pick(["mapped", "mapped", "column", "bare", "deferred"])
            if form != "deferred" and self.maybe(0.1):
                name = self.pick([f"{word}_x", word.title()])
                options.insert(0, repr(name))
            if form == "mapped":
                self.line(f"    {word}: Mapped[{self.annotate(self.pick(['str', 'int']), optional)}] = mapped_column({', '.join(options + order)})")
            elif form == "column":
                self.line(f"    {word} = Column({', '.join(options)})")
            elif form == "bare":
                self.line(f"    {word} = mapped_column({', '.join(options + order)})")
            else:
                self.line(f"    {word}: Mapped[{self.annotate('str', optional)}] = deferred(Column({', '.join(options)}))")
            return word, name, kind
        shown = self.pick(MAPPED_TYPES)
        kind = self.default_kind(shown)
        options = [*self.column_options(kind), *self.server_options(kind), *order]
        self.line(f"    {word}: Mapped[{self.annotate(shown, optional)}]" + (f" = mapped_column({', '.join(options)})" if options or self.maybe(0.3) else ""))
        return word, word, kind

    # ---- Table(…) ----

    def core_table(self):
        self.begin_table(self.core_schema)
        self.table_name = f"c_{self.class_name.lower()}"
        variable = self.table_name
        self.line(f"{variable} = Table(")
        self.line(f"    {self.table_name!r}, core_metadata,")
        keyed = self.maybe(0.8)
        if keyed:
            self.line(f"    Column('id', {self.pick(['Integer', 'BigInteger', 'SmallInteger'])}, primary_key=True{self.pick(['', '', ', autoincrement=False', ', autoincrement=True'])}),")
        columns = []
        for word in self.column_words[: self.random.randint(1, 6)]:
            target = self.target(("core",)) if self.maybe(0.2) else None
            if target:
                self.line(f"    Column({word!r}, {self.pick(['', 'Integer, '])}ForeignKey({target[1]!r}){self.pick(['', ', nullable=False', ', primary_key=True' if not keyed else ''])}),")
                continue
            shown, kind = self.type_object()
            self.line(f"    Column({', '.join([repr(word), shown, *self.column_options(kind), *self.server_options(kind)])}),")
            columns.append((word, word, kind))
        arguments = self.arguments(columns)
        if arguments and not arguments.startswith("{"):
            for item in self.items_of(arguments):
                self.line(f"    {item},")
        if self.table_schema:
            self.line(f"    schema={self.table_schema!r},")
        self.line(")")
        self.line()
        if keyed:
            self.tables.append((variable, self.reference("id"), "id", "int", "core"))

    @staticmethod
    def items_of(arguments):
        """The items of a tuple's text, options left out."""
        items, depth, current, quote = [], 0, "", None
        for letter in arguments[1:-1]:
            if quote:
                quote = None if letter == quote else quote
            elif letter in "'\"":
                quote = letter
            elif letter in "([{":
                depth += 1
            elif letter in ")]}":
                depth -= 1
            if letter == "," and depth == 0 and not quote:
                items.append(current.strip())
                current = ""
            else:
                current += letter
        return [item for item in items if item and not item.startswith("{")]

    def write(self):
        self.lines = [HEAD]
        self.chosen, self.table_schema, self.schema_of_table, self.table_name = None, None, None, ""
        for at in range(self.random.randint(0, 3)):
            self.enum(at)
        self.line("Text50 = Annotated[str, Field(max_length=50)]")
        self.line("Short = Annotated[str, Field(max_length=7, index=True)]")
        self.line("str50 = Annotated[str, 50]")
        self.line("intpk = Annotated[int, mapped_column(primary_key=True)]")
        self.line("intfk = Annotated[int, mapped_column(index=True)]")
        self.line()
        style = self.pick(["sqlmodel", "sqlmodel", "declared", "declared", "core", "mixed"])
        if style in ("sqlmodel", "mixed"):
            convention = self.convention()
            if convention:
                self.line(f"SQLModel.metadata.naming_convention = {convention}")
            self.sqlmodel_schema = None
            if self.maybe(0.15):
                self.sqlmodel_schema = "main"
                self.line("SQLModel.metadata.schema = 'main'")
            self.mixins()
            for _ in range(self.random.randint(1, 4)):
                self.sqlmodel_table()
        if style in ("declared", "mixed"):
            convention = self.convention()
            self.declared_schema = self.pick([None, None, None, "main"])
            options = [f"naming_convention={convention}"] if convention else []
            if self.declared_schema:
                options.append(f"schema={self.declared_schema!r}")
            self.line("class Base(DeclarativeBase):")
            self.line(f"    metadata = MetaData({', '.join(options)})")
            if self.maybe(0.5):
                self.line("    type_annotation_map = {str50: String(50), datetime: DateTime(timezone=True)}")
            self.line()
            self.has_stamped = self.maybe(0.5)
            if self.has_stamped:
                self.line("class Stamped:")
                self.line("    made_at: Mapped[datetime] = mapped_column(server_default=func.now())")
                self.line("    maker: Mapped[Optional[str]] = mapped_column(String(30), index=True)")
                if self.maybe(0.4):
                    self.line("    @declared_attr")
                    self.line("    def parent_id(cls) -> Mapped[Optional[int]]:")
                    self.line("        return mapped_column(Integer)")
                self.line()
            for _ in range(self.random.randint(1, 4)):
                self.declared_table()
        if style in ("core", "mixed"):
            convention = self.convention()
            self.core_schema = self.pick([None, None, "main"])
            options = [f"naming_convention={convention}"] if convention else []
            if self.core_schema:
                options.append(f"schema={self.core_schema!r}")
            self.line(f"core_metadata = MetaData({', '.join(options)})")
            for _ in range(self.random.randint(1, 4)):
                self.core_table()
        return "\n".join(self.lines) + "\n"


def module(seed, new=True):
    """The text of one module of models."""
    return Writer(seed, new).write()


if __name__ == "__main__":
    import sys

    print(module(int(sys.argv[1])))
