//! Models by the project's own Python, against what its own `create_all` makes on a real server.

use std::{path::Path, process::Command};

use godwit_tests::{
    clinic,
    program::{Ended, Program, end, url},
    python, python_of_older_libraries, server,
};
use tempfile::TempDir;

const RUN: &str = "--run-project-code";

/// A project of one models file and an env.py.
struct Shop {
    folder: TempDir,
    program: Program,
    /// A server for scratch databases, so that no test starts one of its own.
    scratch: String,
}

const MODELS: &str = "\
from enum import Enum
from sqlalchemy import CheckConstraint, Computed, Index, text
from sqlmodel import Field, Relationship, SQLModel


class Status(Enum):
    OPEN = 'open'
    PAID = 'paid'


class Customer(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)


class Purchase(SQLModel, table=True):
    __tablename__ = 'purchase'
    __table_args__ = (
        CheckConstraint(\"note NOT LIKE '%x%'\", name='note_plain'),
        Index('ix_open', 'customer_id', postgresql_where=text(\"status = 'OPEN'\")),
        {'schema': 'sales', 'comment': '100 % ours'},
    )
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key='customer.id', ondelete='CASCADE')
    status: Status = Status.OPEN
    note: str = Field(default='', sa_column_kwargs={'server_default': \"5 %\"})
    cents: int
    tax: int | None = Field(default=None, sa_column_args=[Computed('cents / 5', persisted=True)])
";

const ENVIRONMENT: &str = "\
from alembic import context
from sqlmodel import SQLModel
import models

context.configure(url='postgresql://', target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
";

impl Shop {
    async fn new() -> Self {
        let scratch = url(&server().await.sandbox().target("postgres"));
        let folder = TempDir::new().expect("a folder");
        let shop = Self { folder, program: Program::new(), scratch };
        shop.write(
            "alembic.ini",
            "[alembic]\nscript_location = %(here)s/alembic\nprepend_sys_path = .\n",
        );
        shop.write("models.py", MODELS);
        shop.write("alembic/env.py", ENVIRONMENT);
        shop
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.root().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn command(&self, python: &Path, arguments: &[&str]) -> Command {
        let mut command = self.program.command(arguments);
        command.arg("--python").arg(python).arg("--project").arg(self.root());
        command.arg("--scratch").arg(&self.scratch);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        end(&mut self.command(&python(), arguments))
    }

    fn compare(&self) -> Ended {
        let root = self.root().display().to_string();
        self.run(&["models", "compare", &root, RUN])
    }
}

/// What the project's own SQLAlchemy creates on a server.
fn create_all(python: &Path, folder: &Path, import: &str, url: &str) {
    let text = format!(
        "import sys; from sqlalchemy import create_engine, text; from sqlmodel import SQLModel; {import}
engine = create_engine(sys.argv[1].replace('postgresql:', 'postgresql+psycopg:'))
with engine.begin() as connection:
    for name in {{table.schema for table in SQLModel.metadata.tables.values()}} - {{None}}:
        connection.execute(text('CREATE SCHEMA ' + name))
SQLModel.metadata.create_all(engine)"
    );
    let mut command = Command::new(python);
    command.args(["-B", "-c", &text, url]).current_dir(folder);
    end(&mut command).expect(0);
}

#[tokio::test]
async fn what_is_read_is_what_create_all_makes() {
    for (label, python) in [("newer", python()), ("older", python_of_older_libraries())] {
        let shop = Shop::new().await;
        let target = server().await.fresh_database(label).await;
        create_all(&python, shop.root(), "import models", &url(&target));
        for source in ["python:", "python:models:SQLModel"] {
            let same = ["check", &url(&target), source, RUN];
            end(&mut shop.command(&python, &same)).expect(0);
        }
    }
}

#[tokio::test]
async fn the_sample_is_read_by_both_generations_of_libraries() {
    for (label, python) in
        [("clinic_newer", python()), ("clinic_older", python_of_older_libraries())]
    {
        let (program, project) = (Program::new(), clinic::project());
        let target = server().await.fresh_database(label).await;
        create_all(&python, project.path(), "import app.models", &url(&target));
        let mut command = program.command(&["check", &url(&target), "python:", RUN]);
        command.arg("--python").arg(&python).arg("--project").arg(project.path());
        end(&mut command).expect(0);
    }
}

#[tokio::test]
async fn nothing_is_run_without_leave() {
    let shop = Shop::new().await;
    shop.write("models.py", "open('ran', 'w')");
    let read = ["snapshot", "python:"];
    shop.run(&read).expect(3).error("python-not-allowed");
    assert!(!shop.root().join("ran").exists());

    shop.write("models.py", MODELS);
    let root = shop.root().display().to_string();
    shop.program.expect(0, &["models", "allow", &root]);
    shop.run(&read).expect(0);
    shop.program.expect(0, &["models", "forbid", &root]);
    shop.run(&read).expect(3).error("python-not-allowed");
}

#[tokio::test]
async fn text_and_python_agree_on_the_sample() {
    let (program, project) = (Program::new(), clinic::project());
    let root = project.path().display().to_string();
    let mut command = program.command(&["models", "compare", &root, RUN]);
    command.arg("--python").arg(python());
    end(&mut command).expect(0).says("16 tables compared, 0 findings");
}

#[tokio::test]
async fn a_model_that_nothing_imports_is_found() {
    let shop = Shop::new().await;
    shop.compare().expect(0);
    let ghost = "from sqlmodel import Field, SQLModel


class Ghost(SQLModel, table=True):
    id: int = Field(primary_key=True)
";
    shop.write("forgotten.py", ghost);
    let ended = shop.compare().expect(1);
    assert!(
        ended.stdout.starts_with("table public.ghost: its file is never imported"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.trim().ends_with("[forgotten.py:4]"), "{}", ended.stdout);
    assert_eq!(ended.stdout.lines().count(), 1, "{}", ended.stdout);
}

#[tokio::test]
async fn a_fact_that_differs_is_found() {
    let shop = Shop::new().await;
    let more = "\nCustomer.__table__.c.name.nullable = True\n\
        setattr(SQLModel, 'later', __import__('sqlalchemy').Table('made', SQLModel.metadata, \
        __import__('sqlalchemy').Column('id', __import__('sqlalchemy').Integer)))\n";
    shop.write("models.py", &format!("{MODELS}{more}"));
    let ended = shop.compare().expect(1);
    let mut lines: Vec<&str> = ended.stdout.lines().collect();
    lines.sort_unstable();
    assert!(lines[0].starts_with("column public.customer.name: "), "{}", ended.stdout);
    assert!(
        lines[0].contains("nullable: NULL by Python, NOT NULL by its text"),
        "{}",
        ended.stdout
    );
    assert!(lines[0].ends_with("[models.py:13]"), "{}", ended.stdout);
    assert!(
        lines[1].starts_with("table public.made: the project's code makes it"),
        "{}",
        ended.stdout
    );
}

#[tokio::test]
async fn variables_that_are_missing_are_named_and_a_database_is_not_asked_for() {
    let shop = Shop::new().await;
    let wants = "import os\nos.environ['DATABASE_URL']\nos.environ['SHOP_KEY']\n";
    shop.write("models.py", &format!("{wants}{MODELS}"));
    let read = ["snapshot", "python:", RUN];
    shop.run(&read).expect(2).error("python-variables-missing").says("SHOP_KEY");
    shop.run(&[&read[..], &["--env", "SHOP_KEY=anything"]].concat()).expect(0);
}

#[tokio::test]
async fn variables_of_pydantic_settings_are_named() {
    let shop = Shop::new().await;
    let wants = "from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    model_config = {'env_prefix': 'SHOP_'}
    database_url: str
    secret_key: str
Settings()
";
    shop.write("models.py", &format!("{wants}{MODELS}"));
    let read = ["snapshot", "python:", RUN];
    let older = python_of_older_libraries();
    let ended = end(&mut shop.command(&older, &read)).expect(2).error("python-variables-missing");
    ended.says("SHOP_SECRET_KEY");
    let given = [&read[..], &["--env", "SHOP_SECRET_KEY=anything"]].concat();
    end(&mut shop.command(&older, &given)).expect(0);
}

#[tokio::test]
async fn secrets_of_this_program_do_not_reach_the_project() {
    let shop = Shop::new().await;
    shop.write(
        "models.py",
        &format!("import os\nopen('seen', 'w').write(str(os.environ))\n{MODELS}"),
    );
    let mut command = shop.command(&python(), &["snapshot", "python:", RUN]);
    command.env("DATABASE_URL", "postgresql://me:s3cret@host/db").env("PGPASSWORD", "s3cret");
    end(&mut command).expect(0);
    let seen = std::fs::read_to_string(shop.root().join("seen")).expect("it was run");
    assert!(!seen.contains("s3cret") && !seen.contains("DATABASE_URL"), "{seen}");
}

#[tokio::test]
async fn an_environment_that_only_knows_a_connection_is_read_without_one() {
    let shop = Shop::new().await;
    shop.write(
        "alembic/env.py",
        "import asyncio
from alembic import context
from sqlalchemy import create_engine
from sqlmodel import SQLModel
import models

print('a line on stdout')

def migrate(connection):
    context.configure(connection=connection, target_metadata=SQLModel.metadata)
    with context.begin_transaction():
        context.run_migrations()

async def online():
    from sqlalchemy.ext.asyncio import create_async_engine
    engine = create_async_engine('postgresql+psycopg://nobody@localhost/nowhere')
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()

asyncio.run(online())
",
    );
    // The newer SQLAlchemy installs what asyncio needs only when asked.
    let read = ["snapshot", "python:", RUN];
    end(&mut shop.command(&python_of_older_libraries(), &read)).expect(0);
    shop.write(
        "alembic/env.py",
        "from alembic import context
from sqlalchemy import create_engine
from sqlmodel import SQLModel
import models

engine = create_engine('postgresql+psycopg://nobody@localhost/nowhere')
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=SQLModel.metadata)
    connection.commit()
",
    );
    shop.run(&read).expect(0);
    shop.write(
        "alembic/env.py",
        "from alembic import context\ncontext.configure(url='postgresql://')\n",
    );
    shop.run(&["snapshot", "python:", RUN]).error("metadata-unset");
}

#[tokio::test]
async fn code_that_fails_is_told_with_its_line() {
    let shop = Shop::new().await;
    shop.write("models.py", "raise RuntimeError('not today')");
    shop.run(&["snapshot", "python:", RUN]).expect(4).error("python-failed").says("not today");
}

#[tokio::test]
async fn a_type_that_the_scratch_server_lacks_leaves_its_table_undecided() {
    let shop = Shop::new().await;
    let lacking = "
from sqlalchemy import Column
from sqlalchemy.types import UserDefinedType
class Odd(UserDefinedType):
    cache_ok = True
    def get_col_spec(self):
        return 'no_such_type'
class Thing(SQLModel, table=True):
    id: int = Field(primary_key=True)
    odd: str = Field(sa_column=Column(Odd))
";
    shop.write("models.py", &format!("{MODELS}{lacking}"));
    let target = server().await.fresh_database("lacking").await;
    create_all(&python(), Shop::new().await.root(), "pass", &url(&target));
    let ended = shop.run(&["diff", &url(&target), "python:", RUN]).expect(1);
    assert!(ended.stderr.contains("no_such_type"), "{}", ended.stderr);
    assert!(ended.stdout.contains("+ table public.customer"), "{}", ended.stdout);
    assert!(!ended.stdout.contains("public.thing"), "{}", ended.stdout);
}
