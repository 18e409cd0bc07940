use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use godwit_engine::{Engine, clock::Clock, folders::Folders, source::Source};
use godwit_postgres::{Session, Target, probe};
use godwit_schema::{
    Address,
    fact::{Fact, Question},
};

const NAME: &str = "window_clinic";
/// Where the backup comes back.
pub const RESTORED: &str = "window_clinic_restored";

/// The sample's database on a real server, a copy of its project, and a folder for the application.
#[derive(Clone)]
pub struct Clinic {
    target: Target,
    folder: Arc<tempfile::TempDir>,
}

impl Clinic {
    pub async fn new() -> Self {
        let server = godwit_tests::server().await;
        let sandbox = server.sandbox();
        let target = sandbox.create_database(NAME).await.expect("a database");
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&sample(), &folder.path().join("clinic"));
        for file in ["demo.sql", "seed.sql"] {
            let text = std::fs::read_to_string(sample().join(file)).expect("the sample's SQL");
            let text = format!("SET search_path = public;\n{text}");
            sandbox.fill(NAME, &text).await.expect("the sample's SQL runs");
        }
        std::fs::create_dir(folder.path().join("home")).expect("a folder for the application");
        Self { target, folder: Arc::new(folder) }
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub fn project(&self) -> PathBuf {
        self.folder.path().join("clinic")
    }

    pub fn password(&self) -> String {
        self.target.secret.as_ref().expect("the server's password").reveal().to_owned()
    }

    pub fn url(&self) -> String {
        let password: String = self.password().bytes().map(|byte| format!("%{byte:02X}")).collect();
        let target = &self.target;
        format!("postgresql://{}:{password}@{}:{}/{NAME}", target.user, target.host, target.port)
    }

    /// What a person would do about the rows that stood in the way.
    pub async fn correct_the_rows(&self) {
        let text =
            std::fs::read_to_string(sample().join("fix_rows.sql")).expect("the sample's SQL");
        let text = format!("SET search_path = public;\n{text}");
        let sandbox = godwit_tests::server().await.sandbox();
        sandbox.fill(NAME, &text).await.expect("the rows are corrected");
    }

    /// Runs SQL as somebody else would.
    pub async fn run(&self, sql: &str) {
        let sandbox = godwit_tests::server().await.sandbox();
        sandbox.fill(NAME, sql).await.expect("the SQL runs");
    }

    /// The restored database holds the rows; the clinic's own is untouched by it.
    pub async fn was_restored(&self) {
        let server = godwit_tests::server().await;
        let back = Self { target: server.sandbox().target(RESTORED), folder: self.folder.clone() };
        for name in ["patient", "appointment", "invoice_line"] {
            let table = || Question::Rows { table: Address::table("public", name) };
            assert_eq!(back.count(table()).await, self.count(table()).await, "{name}");
        }
    }

    pub async fn has_all_but_what_was_left_out(&self) {
        assert_eq!(
            self.left_to_do().await,
            [
                "constraint public.invoice_line.ck_invoice_line_quantity_positive",
                "constraint public.patient.uq_patient_email",
            ]
        );
        for (table, rows) in [("patient", 3_000), ("appointment", 12_500)] {
            let table = Address::table("public", table);
            assert_eq!(self.count(Question::Rows { table }).await, rows);
        }
        let column = Address::column("public", "patient", "phone_number");
        assert!(self.count(Question::Values { column }).await > 0, "a rename keeps its values");
    }

    pub async fn equals_the_models(&self) {
        assert!(self.left_to_do().await.is_empty(), "the database equals the models");
    }

    async fn left_to_do(&self) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let engine =
            Engine::open(Folders::at(folder.path()), Clock::default()).await.expect("an engine");
        let (before, after) = (Source::Url(self.url()), Source::Models(self.project().join("app")));
        let policy = godwit_engine::Policy::default();
        let comparison = engine.compare(&before, &after, &policy, &[]).await.expect("a comparison");
        comparison.changes.changes.iter().map(|change| change.address.to_string()).collect()
    }

    async fn count(&self, question: Question) -> u64 {
        let mut session = Session::connect(&self.target).await.expect("a session");
        let limit = std::time::Duration::from_secs(30);
        let answers = probe::probe(&mut session, &[question], limit).await.expect("an answer");
        match answers.first().map(|answer| &answer.value) {
            Some(Fact::Exact { count }) => *count,
            other => panic!("not counted: {other:?}"),
        }
    }

    /// Nothing that the application wrote holds the password.
    pub fn no_secret_was_written(&self) {
        let password = self.password();
        let mut looked_at = 0;
        let mut open = vec![self.home()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).expect("the application's folder").flatten() {
                if entry.path().is_dir() {
                    open.push(entry.path());
                } else {
                    looked_at += 1;
                    let bytes = std::fs::read(entry.path()).unwrap_or_default();
                    let found =
                        bytes.windows(password.len()).any(|part| part == password.as_bytes());
                    assert!(!found, "the password stands in {}", entry.path().display());
                }
            }
        }
        assert!(looked_at > 3, "the application wrote its files");
    }
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/clinic")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the sample").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file of the sample");
        }
    }
}
