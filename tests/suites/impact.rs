//! What a plan means for the project's code.

use std::path::Path;

use godwit_tests::{
    clinic,
    program::{Program, url},
    server,
};
use tempfile::TempDir;

const MODELS: &str = "\
from sqlmodel import Field, SQLModel


class Patient(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    phone_number: str
    weight: float
";

const CODE: &str = "\
from sqlmodel import select
from app.models import Patient


def report(session):
    for patient in session.exec(select(Patient)).all():
        print(patient.fax, patient.phone_no, patient.weight)
    return session.exec(select(Patient.phone_no).where(Patient.id > 1))


RAW = 'SELECT fax FROM patient'
";

const BEFORE: &str = "\
CREATE TABLE public.patient (
    id serial PRIMARY KEY, phone_no varchar NOT NULL, weight integer NOT NULL, fax varchar
);
CREATE TABLE public.invoice_line (id integer PRIMARY KEY);";

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

#[tokio::test]
async fn places_that_a_plan_breaks_are_shown() {
    let project = TempDir::new().expect("a folder");
    let root = project.path();
    write(root, "pyproject.toml", "[project]\nname = \"clinic\"\n");
    write(root, "app/__init__.py", "");
    write(root, "app/models.py", MODELS);
    write(root, "app/report.py", CODE);
    write(root, "app/old.py", "from app.gone import InvoiceLine\n\nInvoiceLine(id=1)\n");
    let target = server().await.fresh_database("impact").await;
    clinic::psql(server().await.sandbox(), &target, BEFORE);
    let program = Program::new();
    let (plan, place) = (root.join("plan.json").display().to_string(), root.display().to_string());
    let rename = "public.patient.phone_no=public.patient.phone_number";
    let models = format!("models:{place}");
    program.expect(0, &["plan", &url(&target), &models, "--rename", rename, "--out", &plan]);

    let ended = program.expect(1, &["impact", &plan, "--project", &place]);
    let mut lines: Vec<&str> = ended.stdout.lines().collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "app/old.py:3: reads public.invoice_line, likely: InvoiceLine(id=1)",
            "app/report.py:11: reads by SQL public.patient.fax, likely: RAW = 'SELECT fax FROM patient'",
            "app/report.py:7: reads public.patient.fax, likely: print(patient.fax, patient.phone_no, patient.weight)",
            "app/report.py:7: reads public.patient.phone_no, likely: print(patient.fax, patient.phone_no, patient.weight)",
            "app/report.py:7: reads public.patient.weight, likely: print(patient.fax, patient.phone_no, patient.weight)",
            "app/report.py:8: queries public.patient.phone_no: return session.exec(select(Patient.phone_no).where(Patient.id > 1))",
        ]
    );
    let text = program.expect(1, &["--json", "impact", &plan, "--project", &place]).stdout;
    let view: serde_json::Value = serde_json::from_str(&text).expect("a document");
    let steps = view["steps"].as_array().expect("steps");
    let hazard = |object: &str| {
        let step = steps.iter().find(|step| step["hazard"]["object"] == object);
        step.unwrap_or_else(|| panic!("no step about {object} in {text}"))["hazard"].clone()
    };
    assert_eq!(hazard("public.patient.fax")["code"], "code-uses-column");
    assert_eq!(hazard("public.patient.fax")["severity"], "caution");
    assert_eq!(hazard("public.invoice_line")["code"], "code-uses-table");

    write(root, "app/report.py", "");
    write(root, "app/old.py", "");
    program.expect(0, &["impact", &plan, "--project", &place]);
}
