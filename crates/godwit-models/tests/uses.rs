//! Where code uses tables and columns.

use godwit_models::{
    Libraries, SourceTree,
    uses::{Certainty, UseKind, uses},
};
use godwit_schema::Address;

const MODELS: &str = "\
from sqlmodel import Field, Relationship, SQLModel, Index


class PatientBase(SQLModel):
    fax: str | None = None
    name: str


class Patient(PatientBase, table=True):
    __table_args__ = (Index('ix_fax', 'fax'),)
    id: int | None = Field(default=None, primary_key=True)


class Visit(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key='patient.id')
    name: str
";

/// `line: kind certainty`, in order, for one file beside the models.
fn found(text: &str, sought: &[Address]) -> Vec<String> {
    let tree = SourceTree::of_texts([
        ("app/__init__.py", ""),
        ("app/models.py", MODELS),
        ("app/code.py", text),
    ]);
    uses(&tree, &Libraries::newest(), sought)
        .into_iter()
        .filter(|one| one.span.file == "app/code.py")
        .map(|one| format!("{}: {:?} {:?}", one.span.line, one.kind, one.certainty))
        .collect()
}

fn fax() -> Vec<Address> {
    vec![Address::column("public", "patient", "fax")]
}

#[test]
fn the_class_named_is_certain() {
    let text = "\
from sqlmodel import select, update
from app.models import Patient
from app import models

statement = select(Patient.id).where(Patient.fax != None).order_by(models.Patient.name)
made = Patient(name='x', fax='1')
change = update(Patient).values(fax=None)
print(models.Patient.fax)
";
    assert_eq!(
        found(text, &fax()),
        ["5: Query Certain", "6: Write Certain", "7: Write Certain", "8: Read Certain"]
    );
}

#[test]
fn a_variable_that_holds_an_object_is_likely() {
    let text = "\
from sqlmodel import Session, select
from app.models import Patient, Visit


def show(patient: Patient, session: Session, visit: 'Visit') -> str:
    patient.fax = None
    other = session.get(Patient, 1)
    print(other.fax)
    for each in session.exec(select(Patient)).all():
        print(each.fax)
    first = session.exec(select(Patient).where(Patient.id == 1)).first()
    print(first.fax)
    print(visit.fax)
    return patient.fax


async def later(session):
    one = (await session.execute(select(Patient))).scalar_one()
    return [each.fax for each in await find(session)], one.fax


async def find(session) -> list[Patient]:
    return []
";
    assert_eq!(
        found(text, &fax()),
        [
            "6: Write Likely",
            "8: Read Likely",
            "10: Read Likely",
            "12: Read Likely",
            "14: Read Likely",
            "19: Read Likely",
        ]
    );
}

#[test]
fn a_name_that_nobody_else_has_is_possible_and_a_common_one_is_not() {
    let text = "def show(thing, row):\n    print(thing.fax, row['fax'])\n    setattr(thing, 'fax', 1)\n    return thing.name\n";
    let name = Address::column("public", "patient", "name");
    assert_eq!(
        found(text, &[fax(), vec![name]].concat()),
        ["2: Read Possible", "3: Write Possible"]
    );
}

#[test]
fn sql_text_is_read() {
    let text = "\
from sqlalchemy import text
QUERY = text('SELECT fax FROM patient WHERE id = :id')
def change(session, table):
    session.execute(text(f\"UPDATE patient SET fax = NULL WHERE id = {table}\"))
    print('no fax from this patient')
";
    assert_eq!(found(text, &fax()), ["2: SqlRead Likely", "4: SqlWrite Likely"]);
    let table = [Address::table("public", "patient")];
    assert_eq!(found(text, &table), ["2: SqlRead Likely", "4: SqlWrite Likely"]);
}

#[test]
fn models_of_responses_are_found_by_base_and_by_name() {
    let text = "\
from pydantic import BaseModel
from app.models import PatientBase


class PatientRead(BaseModel):
    fax: str | None


class Outpatient(BaseModel):
    fax: str | None


class PatientPublic(PatientBase):
    id: int
";
    assert_eq!(found(text, &fax()), ["6: Response Likely"]);
    let tree = SourceTree::of_texts([("app/models.py", MODELS)]);
    let all = uses(&tree, &Libraries::newest(), &fax());
    let kinds: Vec<(u32, UseKind, Certainty)> =
        all.iter().map(|one| (one.span.line, one.kind, one.certainty)).collect();
    assert_eq!(
        kinds,
        [
            (5, UseKind::Response, Certainty::Certain),
            (10, UseKind::Declaration, Certainty::Certain)
        ]
    );
}

#[test]
fn a_table_is_found_by_its_class_and_by_foreign_keys() {
    let text = "\
from sqlmodel import Field, SQLModel, select
from app.models import Patient


class Note(SQLModel, table=True):
    id: int = Field(primary_key=True)
    patient_id: int = Field(foreign_key='patient.id')


def all():
    from app.models import Patient as P
    return select(P)
";
    let table = [Address::table("public", "patient")];
    assert_eq!(found(text, &table), ["7: Declaration Certain", "12: Query Certain"]);
}

#[test]
fn a_table_without_a_class_is_found_by_the_name_that_it_had() {
    let text = "from app.gone import OrderItem\n\n\ndef make():\n    return OrderItem(id=1)\n";
    let table = [Address::table("public", "order_items")];
    assert_eq!(found(text, &table), ["5: Read Likely"]);
}

#[test]
fn attributes_are_told_from_columns() {
    let text = "\
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = 'account'
    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[str] = mapped_column('email_address')

    def shown(self) -> str:
        return self.mail


print(Account.mail, Account.email_address)
";
    let column = [Address::column("public", "account", "email_address")];
    assert_eq!(found(text, &column), ["14: Read Likely", "17: Read Certain"]);
}

#[test]
fn broken_files_and_hostile_nesting_are_passed_over() {
    let deep = format!("x = {}1{}", "(".repeat(5_000), ")".repeat(5_000));
    let chain = format!("y = a{}", ".fax".repeat(20_000));
    let tree = SourceTree::of_texts([
        ("models.py", MODELS),
        ("broken.py", "def ("),
        ("deep.py", &deep),
        ("chain.py", &chain),
        ("code.py", "from models import Patient\nPatient.fax\n"),
    ]);
    let found = uses(&tree, &Libraries::newest(), &fax());
    assert!(found.iter().any(|one| one.span.file == "code.py"), "{found:?}");
}
