//! Reading after random edits tells what a first reading tells.

use godwit_models::{Libraries, Reader, SourceTree, read};

/// Choices by which the project's text is made; each edit changes one of them.
#[derive(Debug, Clone, Default)]
struct Choices([u32; CHOICES]);

const CHOICES: usize = 16;

impl Choices {
    fn tree(&self) -> SourceTree {
        let [
            length,
            mixin,
            base,
            name,
            labels,
            function,
            star,
            there,
            extra,
            convention,
            circle,
            deep,
            more,
            shared,
            index,
            comment,
        ] = self.0;
        let constants = format!("LENGTH = {}\n# {comment}\n", 10 + length);
        let mixin = match mixin % 3 {
            0 => "    made_at: datetime\n",
            1 => "    made_at: datetime | None = None\n    by: str = Field(index=True)\n",
            _ => "    by: int\n",
        };
        let base = ["SQLModel", "Stamped", "Other"][base as usize % 3];
        let bases = format!(
            "from datetime import datetime
from enum import Enum
from sqlmodel import Field, SQLModel
from app.names import named{}
class Stamped(SQLModel):
{mixin}class Other(SQLModel):
    other: int = Field(default=1, sa_column_kwargs={{'server_default': named('o')}})
class Base({base}):
    id: int | None = Field(default=None, primary_key=True)
class Mood(Enum):
    GOOD = 1
{}",
            if convention % 3 == 1 {
                "\nSQLModel.metadata.naming_convention = {'ix': 'index_%(column_0_name)s'}"
            } else {
                ""
            },
            ["", "    BAD = 2\n", "    BAD = 'x'\n    NONE = 3\n"][labels as usize % 3],
        );
        let names = format!(
            "def named(word):\n    return word + '{}'\n",
            ["", "_one", "_two"][function as usize % 3]
        );
        let hero = format!(
            "from app.base import Base, Mood
from app.constants import LENGTH
from app import team
from sqlmodel import Field
{}class Hero{}(Base, table=True):
    __tablename__ = 'hero'
    name: str = Field(max_length=LENGTH)
    mood: Mood = Mood.GOOD
    team_id: int = Field(foreign_key=team.TABLE + '.id')
",
            if more % 2 == 1 { "class First(Base):\n    first: int\n" } else { "" },
            ["", "Two"][name as usize % 2],
        );
        let circle = ["TABLE = 'team'\n", "TABLE = TABLE or 'x'\n", "from app.loop import TABLE\n"]
            [circle as usize % 3];
        let team = format!(
            "{}
{circle}class Team(Base, table=True):
    size: int = Field(ge={})
",
            ["from app.base import *", "from app.all import Base\nfrom sqlmodel import Field"]
                [star as usize % 2],
            length,
        );
        let deep = match deep % 4 {
            1 => "WORD = again(1)\n".to_owned(),
            _ => "WORD = 'w'\n".to_owned(),
        };
        let alchemy = format!(
            "from sqlalchemy import Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from app.constants import LENGTH
from app.names import named
def again(n):
    return again(n)
{deep}class Root(DeclarativeBase):
    metadata = MetaData(schema=WORD)
class Animal(Root):
    __tablename__ = named('animal')
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {{'polymorphic_on': 'kind'}}
class Cat({}):
    lives: Mapped[int | None]
plain = Table('plain', Root.metadata, Column('id', Integer, primary_key=True), Column('t', Text))
",
            ["Animal", "Root"][shared as usize % 2],
        );
        let indexes = format!(
            "from sqlalchemy import Index\nfrom app.alchemy import Animal, Cat, plain\n{}",
            ["Index('a', Animal.kind)\n", "Index('b', plain.c.t)\nIndex('c', Cat.lives)\n", ""]
                [index as usize % 3],
        );
        let mut files = vec![
            ("app/__init__.py", String::new()),
            ("app/alchemy.py", alchemy),
            ("app/all.py", "from app.base import Base\n".to_owned()),
            ("app/base.py", bases),
            ("app/constants.py", constants),
            ("app/hero.py", hero),
            ("app/indexes.py", indexes),
            ("app/loop.py", "from app.team import TABLE\n".to_owned()),
            ("app/names.py", names),
            ("app/team.py", team),
        ];
        match there % 4 {
            1 => files.retain(|(path, _)| *path != "app/base.py"),
            2 => files.retain(|(path, _)| *path != "app/team.py"),
            3 => files.retain(|(path, _)| *path != "app/all.py"),
            _ => {}
        }
        if extra % 2 == 1 {
            let text = "from app.base import Base\nclass Late(Base, table=True):\n    x: int\n";
            files.push(("app/zlate.py", text.to_owned()));
        }
        SourceTree::of_texts(files.iter().map(|(path, text)| (*path, text.as_str())))
    }
}

#[test]
fn after_random_edits_the_same_is_told_as_at_a_first_reading() {
    let libraries = Libraries::newest();
    for seed in 1..=3_u64 {
        // The numbers of Knuth's MMIX.
        let mut state = seed;
        let mut chance = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((state >> 33) % below).unwrap_or_default()
        };
        let mut reader = Reader::default();
        let mut choices = Choices::default();
        let mut tables = 0;
        for edit in 0..80 {
            let at = chance(CHOICES as u64);
            choices.0[at] = choices.0[at].wrapping_add(1 + u32::try_from(chance(2)).unwrap_or(0));
            let tree = choices.tree();
            let again = reader.read(&tree, &libraries);
            assert_eq!(again, read(&tree, &libraries), "seed {seed}, edit {edit}: {choices:?}");
            tables += again.tables;
        }
        assert!(tables > 100, "the project has tables: {tables}");
    }
}
