use godwit_postgres::Target;
use tempfile::TempDir;

use crate::{
    clinic,
    program::{Ended, Program, url},
};

/// The sample's rename, as its author means it.
pub const RENAME: &str = "public.patient.phone_no=public.patient.phone_number";
/// Step that seven rows refuse.
pub const CHECK: &str = "add constraint public.invoice_line.ck_invoice_line_quantity_positive";
/// Step that seven rows refuse.
pub const UNIQUE: &str = "add constraint public.patient.uq_patient_email";
/// The only danger among the others.
pub const DANGER: &str = "drops-column@public.patient.fax";

/// The command line, a copy of the sample project, its database, and the arguments that name them.
#[derive(Debug)]
pub struct Bench {
    /// The command line.
    pub program: Program,
    /// The copy of the project.
    pub project: TempDir,
    /// Its database.
    pub target: Target,
    /// The database as a source; holds the password.
    pub url: String,
    /// The models as a source.
    pub models: String,
    /// Path of a plan file.
    pub plan: String,
}

impl Bench {
    /// With a seeded database on the shared server.
    pub async fn new(label: &str) -> Self {
        Self::on(clinic::database(label).await)
    }

    /// With a database that is there.
    pub fn on(target: Target) -> Self {
        let (program, project) = (Program::new(), clinic::project());
        let plan = project.path().join("plan.json").display().to_string();
        let models = format!("models:{}", project.path().display());
        Self { url: url(&target), program, project, target, models, plan }
    }

    /// Runs it and wants this exit code.
    #[track_caller]
    pub fn run(&self, code: i32, arguments: &[&str]) -> Ended {
        self.program.run(arguments).expect(code)
    }

    /// Saves a plan.
    #[track_caller]
    pub fn plan(&self, code: i32, more: &[&str]) -> Ended {
        let start = ["plan", &self.url, &self.models, "--out", &self.plan];
        self.run(code, &[&start[..], more].concat())
    }

    /// Saves the plan of everything that rows allow.
    #[track_caller]
    pub fn plan_what_fits(&self, more: &[&str]) -> Ended {
        let fits = ["--rename", RENAME, "--exclude", CHECK, "--exclude", UNIQUE];
        self.plan(0, &[&fits[..], more].concat())
    }

    /// Arguments that apply the saved plan, its danger accepted, without a backup of one's own.
    pub fn apply(&self) -> [&str; 5] {
        ["apply", &self.plan, &self.url, "--accept", DANGER]
    }

    /// Structure as the program reads it; equal for equal databases.
    ///
    /// # Panics
    /// When it cannot be read.
    #[track_caller]
    pub fn structure(&self) -> String {
        let text = self.run(0, &["snapshot", &self.url]).stdout;
        let mut document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        document.as_object_mut().expect("an object").remove("taken_at");
        document.to_string()
    }
}
