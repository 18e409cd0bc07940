//! The whole way with the real command line on the sample, and what each verb's exit code says.

use godwit_postgres::Target;
use godwit_tests::{
    clinic,
    program::{Program, url},
    server,
};

const RENAME: &str = "public.patient.phone_no=public.patient.phone_number";
const CHECK: &str = "add constraint public.invoice_line.ck_invoice_line_quantity_positive";
const UNIQUE: &str = "add constraint public.patient.uq_patient_email";
const DANGER: &str = "drops-column@public.patient.fax";

/// A seeded database, a copy of the sample and the program, with the arguments that name them.
struct Scene {
    program: Program,
    project: tempfile::TempDir,
    target: Target,
    url: String,
    models: String,
    plan: String,
}

impl Scene {
    async fn new(label: &str) -> Self {
        let (program, project) = (Program::new(), clinic::project());
        let target = clinic::database(label).await;
        let plan = project.path().join("plan.json").display().to_string();
        let models = format!("models:{}", project.path().display());
        Self { url: url(&target), program, project, target, models, plan }
    }

    fn plan(&self, more: &[&str]) -> Vec<String> {
        let start = ["plan", &self.url, &self.models, "--out", &self.plan];
        start.iter().chain(more).map(|&text| text.to_owned()).collect()
    }

    fn run(&self, code: i32, arguments: &[String]) -> godwit_tests::program::Ended {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.program.expect(code, &arguments)
    }

    /// The plan of what rows allow.
    fn plan_what_fits(&self) {
        self.run(0, &self.plan(&["--rename", RENAME, "--exclude", CHECK, "--exclude", UNIQUE]));
    }

    /// Structure and counts, the same for equal databases.
    fn snapshot(&self) -> String {
        let text = self.program.expect(0, &["snapshot", &self.url]).stdout;
        let mut document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        document.as_object_mut().expect("an object").remove("taken_at");
        document.to_string()
    }
}

/// Rows of every table, counted.
async fn counts(target: &Target) -> String {
    let sandbox = server().await.sandbox();
    clinic::psql(
        sandbox,
        target,
        "SELECT format('SELECT %L, count(*) FROM public.%I', tablename, tablename)
         FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename \\gexec",
    )
}

#[tokio::test]
async fn the_whole_way() {
    let scene = Scene::new("way").await;
    let program = &scene.program;
    program.expect(1, &["check", &scene.url, &scene.models]);

    let blocked = scene.run(3, &scene.plan(&["--rename", RENAME, "--format", "steps"]));
    for hazard in ["blocking check-violated@", "blocking unique-violated@"] {
        assert!(blocked.stdout.contains(hazard), "{}", blocked.stdout);
    }
    program
        .expect(3, &["apply", &scene.plan, &scene.url, "--accept", DANGER])
        .error("gate-shut")
        .says("check-violated");

    scene.plan_what_fits();
    let before = scene.snapshot();
    program
        .expect(3, &["apply", &scene.plan, &scene.url, "--backup", "auto"])
        .error("gate-shut")
        .says("drops-column public.patient.fax");
    program
        .expect(3, &["apply", &scene.plan, &scene.url, "--accept", DANGER, "--backup", "none"])
        .error("gate-shut")
        .says("without a backup");
    assert_eq!(scene.snapshot(), before, "a shut gate changes nothing");

    let applied = program
        .expect(0, &["apply", &scene.plan, &scene.url, "--accept", DANGER, "--backup", "auto"]);
    for check in ["ok   Structure is as planned", "ok   Constraints hold", "ok   Rows that should"]
    {
        assert!(applied.stdout.contains(check), "{}", applied.stdout);
    }
    assert_ne!(scene.snapshot(), before);
    let validated = program.expect(1, &["validate", &scene.url, &scene.models]);
    assert!(validated.stdout.contains("uq_patient_email"), "{}", validated.stdout);

    let archives = archives(&program.home().join("backups"));
    program
        .expect(3, &["apply", &scene.plan, &scene.url, "--accept", DANGER, "--backup", "auto"])
        .error("gate-shut")
        .says("this plan was applied already");
    assert_eq!(
        archives,
        self::archives(&program.home().join("backups")),
        "no backup is taken for a plan that cannot be applied"
    );

    let fix = std::fs::read_to_string(clinic::sample().join("fix_rows.sql")).expect("SQL");
    clinic::psql(server().await.sandbox(), &scene.target, &fix);
    scene.run(0, &scene.plan(&[]));
    program.expect(0, &["apply", &scene.plan, &scene.url]);
    program.expect(0, &["check", &scene.url, &scene.models]);
    program.expect(0, &["validate", &scene.url, &scene.models]);
    let nothing = scene.run(0, &scene.plan(&["--format", "steps"]));
    assert_eq!(nothing.stdout.trim(), "nothing to do");

    for (format, start) in [("html", "<!"), ("md", "#"), ("json", "{")] {
        let out = scene.project.path().join(format!("report.{format}")).display().to_string();
        program.expect(0, &["report", "last", "--format", format, "--out", &out]);
        let text = std::fs::read_to_string(&out).expect("the report");
        assert!(text.to_lowercase().starts_with(start), "{format}: {text:.80}");
        assert!(text.contains("uq_patient_email"), "{format} names the steps");
        program.expect(0, &["report", "last", "--format", format]);
    }
    program.expect(2, &["report", "last", "--format", "pdf"]).error("report-format-unknown");

    let history = program.expect(0, &["--json", "history"]).stdout;
    let history: serde_json::Value = serde_json::from_str(&history).expect("JSON");
    let runs = history["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 2, "{history}");
    assert!(runs.iter().all(|run| run["state"] == "applied"), "{history}");
    assert_eq!(history["backups"].as_array().map(Vec::len), Some(archives.len() + 1));
    let text = program.expect(0, &["history"]).stdout;
    assert_eq!(text.lines().filter(|line| line.contains("applied")).count(), 2, "{text}");
}

/// Names of the archives in a folder.
fn archives(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder of backups")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".dump"))
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn snapshots_are_sources() {
    let scene = Scene::new("snapshots").await;
    let file = scene.project.path().join("now.json").display().to_string();
    scene.program.expect(0, &["snapshot", &scene.url, "--out", &file]);
    let snapshot = format!("snapshot:{file}");
    scene.program.expect(0, &["diff", &snapshot, &snapshot]);
    scene.program.expect(0, &["diff", &snapshot, &scene.url]);
    scene.program.expect(1, &["diff", &snapshot, &scene.models]);
    let all = scene.program.expect(1, &["diff", "empty:", &snapshot]).stdout;
    assert!(all.contains("+ table public.patient"), "{all}");
}

#[tokio::test]
async fn a_backup_becomes_an_equal_database() {
    let scene = Scene::new("backup").await;
    let copy = server().await.fresh_database("copy").await;
    let taken = scene.program.expect(0, &["backup", &scene.url]).stdout;
    let id = taken.split_whitespace().next().expect("an id").to_owned();
    scene.program.expect(0, &["restore", &id, &url(&copy)]);
    let (source, restored) = (counts(&scene.target).await, counts(&copy).await);
    assert!(source.contains("patient|3000"), "{source}");
    assert_eq!(source, restored);
    scene.program.expect(0, &["diff", &scene.url, &url(&copy)]);

    clinic::psql(server().await.sandbox(), &copy, "DELETE FROM public.payment");
    let changed = counts(&copy).await;
    scene.program.expect(3, &["restore", &id, &url(&copy)]).error("restore-target-not-empty");
    assert_eq!(counts(&copy).await, changed, "a refused restore leaves the database alone");
    scene.program.expect(2, &["restore", "nonesuch", &url(&copy)]).error("backup-missing");
}

#[tokio::test]
async fn plans_are_the_same_bytes() {
    let scene = Scene::new("bytes").await;
    let arguments = scene.plan(&["--rename", RENAME, "--exclude", CHECK, "--exclude", UNIQUE]);
    let first = scene.run(0, &arguments).stdout;
    assert!(first.contains("RENAME COLUMN phone_no TO phone_number"), "{first}");
    assert!(!first.contains("uq_patient_email"), "{first}");
    assert_eq!(first, scene.run(0, &arguments).stdout);
}

#[tokio::test]
async fn a_backup_of_another_plan_opens_no_gate() {
    let scene = Scene::new("backups").await;
    scene.plan_what_fits();
    let taken = scene.program.expect(0, &["backup", &scene.url]).stdout;
    let id = taken.split_whitespace().next().expect("an id").to_owned();
    let apply = ["apply", &scene.plan, &scene.url, "--accept", DANGER, "--backup"];
    let with = |id: &str| -> Vec<String> {
        apply.iter().map(|&text| text.to_owned()).chain([id.to_owned()]).collect()
    };
    scene.run(3, &with(&id)).error("gate-shut").says("for another plan");

    let taken = scene.program.expect(0, &["backup", &scene.url, "--plan", &scene.plan]).stdout;
    let (id, path) = taken.trim().split_once("  ").expect("id and path");
    let whole = std::fs::read(path).expect("the archive");
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(path, damaged).expect("written");
    let before = scene.snapshot();
    scene.run(3, &with(id)).error("gate-shut");
    assert_eq!(scene.snapshot(), before);
    std::fs::write(path, whole).expect("written");
    scene.run(0, &with(id));
}
