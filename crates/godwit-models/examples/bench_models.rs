//! How long reading takes: `bench_models DIR` writes a project of 1,000 classes in 50 modules into
//! an empty folder and prints how long it takes to read it, cold and after one file changed.
#![allow(clippy::print_stdout, clippy::expect_used)]

use std::{
    fmt::Write,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use godwit_models::{Libraries, Reader, files::collect, read};

const MODULES: usize = 50;
const CLASSES: usize = 20;

fn main() {
    let root = std::env::args().nth(1).expect("the folder to write the project into");
    let root = Path::new(&root);
    write_project(root);
    let libraries = Libraries::newest();
    let mut cold = Vec::new();
    let mut alone = Vec::new();
    for _ in 0..5 {
        let started = Instant::now();
        let tree = collect(root).expect("a tree");
        let collected = Instant::now();
        let reading = read(&tree, &libraries);
        alone.push(collected.elapsed());
        cold.push(started.elapsed());
        assert_eq!(reading.tables, MODULES * CLASSES);
        assert!(reading.undecided.is_empty() && reading.errors.is_empty(), "{:?}", reading.errors);
    }
    let mut reader = Reader::default();
    reader.read(&collect(root).expect("a tree"), &libraries);
    let mut again = Vec::new();
    for round in 0..10 {
        let path = root.join("app/models/part_25.py");
        let text = fs::read_to_string(&path).expect("a module");
        fs::write(&path, format!("{text}\n# {round}\n")).expect("a module");
        let started = Instant::now();
        reader.read(&collect(root).expect("a tree"), &libraries);
        again.push(started.elapsed());
    }
    println!("{} classes in {MODULES} modules", MODULES * CLASSES);
    println!("  the reader alone, cold: {}", shown(&mut alone));
    println!("  with finding the files: {}", shown(&mut cold));
    println!("  after one file changed: {}", shown(&mut again));
}

fn shown(times: &mut [Duration]) -> String {
    times.sort();
    let milliseconds = |at: usize| times[at].as_secs_f64() * 1_000.0;
    format!(
        "{:.1} ms (median; {:.1} to {:.1})",
        milliseconds(times.len() / 2),
        milliseconds(0),
        milliseconds(times.len() - 1)
    )
}

fn write_project(root: &Path) {
    let folder = root.join("app/models");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(root.join("app/__init__.py"), "").expect("a file");
    let mut all = String::new();
    for module in 0..MODULES {
        writeln!(all, "from app.models.part_{module} import *").expect("text");
        fs::write(folder.join(format!("part_{module}.py")), module_text(module)).expect("a file");
    }
    fs::write(folder.join("__init__.py"), all).expect("a file");
    fs::write(root.join("app/base.py"), BASE).expect("a file");
}

const BASE: &str = "\
import enum
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import DateTime, func
from sqlmodel import Field, SQLModel

LENGTH = 2 ** 6


class Status(str, enum.Enum):
    OPEN = 'open'
    DONE = 'done'


class Stamped(SQLModel):
    made_at: datetime = Field(
        sa_type=DateTime(timezone=True), sa_column_kwargs={'server_default': func.now()}
    )
    changed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
";

fn module_text(module: usize) -> String {
    let mut text = "\
from datetime import datetime
from decimal import Decimal
from typing import Optional
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, Relationship, SQLModel

from app.base import LENGTH, Stamped, Status

"
    .to_owned();
    for class in 0..CLASSES {
        let name = format!("Thing{module}x{class}");
        write!(
            text,
            "
class {name}Base(SQLModel):
    name: str = Field(index=True, max_length=LENGTH)
    size: Optional[int] = None


class {name}({name}Base, Stamped, table=True):
    __tablename__ = 'thing_{module}_{class}'
    __table_args__ = (
        UniqueConstraint('name', 'size', name='uq_{module}_{class}'),
        CheckConstraint('size > 0', name='ck_{module}_{class}'),
        Index('ix_{module}_{class}', 'status', postgresql_where=text('size IS NOT NULL')),
    )
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    status: Status = Status.OPEN
    price: Decimal = Field(max_digits=10, decimal_places=2)
    data: dict = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    label: str | None = Field(default=None, sa_type=String(30), unique=True)
"
        )
        .expect("text");
        if class > 0 {
            let other = class - 1;
            writeln!(
                text,
                "    parent_id: UUID | None = Field(default=None, foreign_key='thing_{module}_{other}.id')
    parent: Optional['Thing{module}x{other}'] = Relationship()"
            )
            .expect("text");
        }
    }
    text
}
