//! Reading again after a change, and reading a part of a project.
#![allow(clippy::expect_used)]

mod common;

use common::{check, show};
use godwit_models::{Libraries, Reader, SourceTree, read};

const BASE: &str = "
from sqlmodel import Field, SQLModel
LENGTH = 10
class Base(SQLModel):
    id: int | None = Field(default=None, primary_key=True)
";
const HERO: &str = "
from app.base import LENGTH, Base, Field
class Hero(Base, table=True):
    name: str = Field(max_length=LENGTH)
";
const TEAM: &str = "
from app.base import Base
class Team(Base, table=True):
    size: int
";

fn tree(base: &str) -> SourceTree {
    SourceTree::of_texts([
        ("app/base.py", base),
        ("app/hero.py", HERO),
        ("app/models.py", "from app import hero\n"),
        ("app/team.py", TEAM),
    ])
}

#[test]
fn a_reader_tells_what_a_first_reading_would() {
    let libraries = Libraries::newest();
    let mut reader = Reader::default();
    for base in [BASE.to_owned(), BASE.replace("10", "20"), BASE.replace("id:", "key:")] {
        let tree = tree(&base);
        let again = reader.read(&tree, &libraries);
        assert_eq!(show(&again), show(&read(&tree, &libraries)));
        assert_eq!(again.tables, 2);
        assert_eq!(again, reader.read(&tree, &libraries));
    }
    let mut tree = tree(BASE);
    tree.files.retain(|file| file.path != "app/team.py");
    assert_eq!(reader.read(&tree, &libraries).tables, 1);
}

#[test]
fn of_a_part_its_own_tables_and_those_it_imports_are_told() {
    let mut tree = tree(BASE);
    tree.below = "app/models.py".to_owned();
    check(
        &show(&read(&tree, &Libraries::newest())),
        "
        sequence public.hero_id_seq integer of public.hero.id
        public.hero
          id integer not null = nextval('public.hero_id_seq'::regclass)
          name character varying(10) not null
          hero_pkey: primary key id
        ",
    );
}
