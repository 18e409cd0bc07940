//! What breaks in the middle of a run: the server, the program, a second run, another's change.

use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use godwit_postgres::{
    Target,
    sandbox::{Sandbox, SandboxOptions},
};
use godwit_tests::{
    bench::{Bench, CHECK, UNIQUE},
    clinic::{self, Held},
    program::{ended, url},
    server,
};

/// A run may wait for locks as long as a test needs.
const PATIENT: &str = "[policy]\nlock_timeout = \"60s\"\n";

/// How long a condition may take before the test gives up.
const LIMIT: Duration = Duration::from_secs(30);

impl Drop for Killed {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            // It may have ended by itself.
            let _killed = child.kill();
            let _status = child.wait();
        }
    }
}

/// A started program that does not outlive its test.
struct Killed(Option<Child>);

impl Killed {
    fn start(command: &mut Command) -> Self {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(Some(command.spawn().expect("the program starts")))
    }

    fn end(mut self) -> godwit_tests::program::Ended {
        let child = self.0.take().expect("still there");
        ended(child.wait_with_output().expect("the program ends"))
    }

    fn signal(&self, name: &str) {
        let child = self.0.as_ref().expect("still there");
        signal(name, child.id());
    }
}

fn signal(name: &str, process: u32) {
    let status = Command::new("/bin/sh")
        .args(["-c", &format!("kill -{name} {process}")])
        .status()
        .expect("a shell");
    assert!(status.success(), "no signal for {process}");
}

/// Asks until the answer is the one wanted.
fn wait_until(sandbox: &Sandbox, target: &Target, question: &str) {
    let began = Instant::now();
    while clinic::psql(sandbox, target, question).trim() != "t" {
        assert!(began.elapsed() < LIMIT, "never true: {question}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether a session waits for a lock of this database.
fn waiting(target: &Target) -> String {
    format!(
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '{}'",
        target.database
    )
}

fn states(bench: &Bench) -> Vec<String> {
    let text = bench.run(0, &["--json", "history"]).stdout;
    let history: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let runs = history["runs"].as_array().expect("runs");
    runs.iter().map(|run| run["state"].as_str().expect("a state").to_owned()).collect()
}

fn patient(bench: &Bench) {
    std::fs::write(bench.project.path().join("godwit.toml"), PATIENT).expect("written");
}

/// A server that a test may kill, with the seeded database.
async fn own_server() -> (tempfile::TempDir, Sandbox, Target) {
    let folder = tempfile::tempdir().expect("a folder");
    // The server runs as an account of its own, which has to pass.
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o711))
        .expect("permissions");
    let binaries = std::env::var_os("GODWIT_TEST_POSTGRES").map(Into::into);
    let options = SandboxOptions { binaries, ..SandboxOptions::default() };
    let sandbox = Sandbox::start(&folder.path().join("server"), options).await.expect("a server");
    let target = sandbox.create_database("clinic").await.expect("a database");
    clinic::fill(&sandbox, &target);
    (folder, sandbox, target)
}

/// Ends the server by a signal: nothing is written down.
async fn stop_at_once(sandbox: &Sandbox, name: &str) {
    signal(name, sandbox.process_id().expect("it runs"));
    let began = Instant::now();
    while sandbox.is_running() {
        assert!(began.elapsed() < LIMIT, "the server does not stop");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// `QUIT` ends every session at once; after `KILL` they notice by themselves that it is gone.
#[tokio::test]
async fn a_server_that_stops_in_a_transaction_leaves_nothing() {
    server_gone("QUIT").await;
    server_gone("KILL").await;
}

async fn server_gone(name: &str) {
    let (_folder, mut sandbox, target) = own_server().await;
    let bench = Bench::on(target);
    patient(&bench);
    bench.plan_what_fits(&[]);
    let before = bench.structure();
    let held = Held::begin(&sandbox, &bench.target, "LOCK TABLE public.room IN SHARE MODE");
    let run = Killed::start(&mut bench.program.command(&bench.apply()));
    wait_until(&sandbox, &bench.target, &waiting(&bench.target));
    stop_at_once(&sandbox, name).await;
    drop(held);
    let ended = run.end();
    assert!(ended.code == 4 || ended.code == 5, "{ended:?}");
    assert!(ended.stderr.contains("error[connection-lost]"), "{}", ended.stderr);
    sandbox.restart().await.expect("a server");
    assert_eq!(bench.url, url(&sandbox.target("clinic")));
    bench.run(0, &["recover", "--target", &bench.url]);
    assert_eq!(states(&bench), ["rolled-back"]);
    let told = bench.run(0, &["history"]).stdout;
    assert!(told.contains("rolled back"), "{told}");
    assert_eq!(bench.structure(), before);
    // Nothing stands in the way of the same plan.
    bench.run(0, &bench.apply());
    assert_eq!(states(&bench).len(), 2);
}

#[tokio::test]
async fn a_program_that_is_killed_leaves_nothing() {
    let bench = Bench::new("killed").await;
    let sandbox = server().await.sandbox();
    patient(&bench);
    bench.plan_what_fits(&[]);
    let before = bench.structure();
    let held = Held::begin(sandbox, &bench.target, "LOCK TABLE public.room IN SHARE MODE");
    let run = Killed::start(&mut bench.program.command(&bench.apply()));
    wait_until(sandbox, &bench.target, &waiting(&bench.target));
    run.signal("KILL");
    assert_eq!(run.end().code, -1);
    assert_eq!(states(&bench), ["running"]);
    drop(held);
    // The server notices that nobody listens any more.
    wait_until(sandbox, &bench.target, &alone(&bench.target));
    let told = bench.run(0, &["recover", "--target", &bench.url]).stdout;
    assert!(told.contains("everything was rolled back"), "{told}");
    assert_eq!(states(&bench), ["rolled-back"]);
    assert_eq!(bench.structure(), before);
}

/// A run whose program is killed while the server builds an index; the server does not notice, and
/// waits for a snapshot that is older than the build.
async fn orphaned_build(label: &str) -> (Bench, Held) {
    let bench = Bench::new(label).await;
    let sandbox = server().await.sandbox();
    patient(&bench);
    bench.plan_what_fits(&["--online"]);
    let old = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class";
    let held = Held::begin(sandbox, &bench.target, old);
    let run = Killed::start(&mut bench.program.command(&bench.apply()));
    wait_until(sandbox, &bench.target, &waiting(&bench.target));
    run.signal("KILL");
    assert_eq!(run.end().code, -1);
    (bench, held)
}

/// Whether nobody but the asking session is left.
fn alone(target: &Target) -> String {
    format!("SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = '{}'", target.database)
}

#[tokio::test]
async fn a_run_killed_in_a_concurrent_build_is_resolved_when_the_server_has_ended_it() {
    let (bench, held) = orphaned_build("orphan_ends").await;
    let sandbox = server().await.sandbox();
    let recover = ["recover", "--target", &bench.url];
    bench.run(4, &recover).error("still-in-progress");
    assert_eq!(states(&bench), ["running"]);
    drop(held);
    wait_until(sandbox, &bench.target, &alone(&bench.target));
    let told = bench.run(0, &recover).stdout;
    assert!(told.contains("every change of the plan was committed"), "{told}");
    assert_eq!(states(&bench), ["applied"]);
}

#[tokio::test]
async fn a_concurrent_build_that_is_cut_off_is_told_and_planned_again() {
    let (bench, held) = orphaned_build("orphan_dies").await;
    let sandbox = server().await.sandbox();
    clinic::psql(
        sandbox,
        &bench.target,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX C%'
         AND datname = current_database()",
    );
    drop(held);
    wait_until(sandbox, &bench.target, &alone(&bench.target));
    let told = bench.run(5, &["recover", "--target", &bench.url]).stdout;
    assert!(told.contains("may have left an invalid index"), "{told}");
    assert_eq!(states(&bench), ["interrupted"]);
    bench.plan(0, &["--exclude", CHECK, "--exclude", UNIQUE]);
    bench.run(0, &["apply", &bench.plan, &bench.url]);
    let invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
    assert_eq!(clinic::psql(sandbox, &bench.target, invalid).trim(), "0");
}

#[tokio::test]
async fn an_interrupted_program_rolls_back() {
    let bench = Bench::new("ctrl_c").await;
    let sandbox = server().await.sandbox();
    patient(&bench);
    bench.plan_what_fits(&[]);
    let before = bench.structure();
    let _held = Held::begin(sandbox, &bench.target, "LOCK TABLE public.room IN SHARE MODE");
    let run = Killed::start(&mut bench.program.command(&bench.apply()));
    wait_until(sandbox, &bench.target, &waiting(&bench.target));
    run.signal("INT");
    let ended = run.end().expect(4).says("stopping");
    assert!(ended.stdout.contains("everything was rolled back"), "{}", ended.stdout);
    assert_eq!(states(&bench), ["rolled-back"]);
    assert_eq!(bench.structure(), before);
}

#[tokio::test]
async fn of_runs_at_once_one_applies() {
    let bench = Bench::new("rivals").await;
    let sandbox = server().await.sandbox();
    patient(&bench);
    bench.plan_what_fits(&[]);
    let held = Held::begin(sandbox, &bench.target, "LOCK TABLE public.room IN SHARE MODE");
    let runs: Vec<Killed> =
        (0..3).map(|_| Killed::start(&mut bench.program.command(&bench.apply()))).collect();
    wait_until(sandbox, &bench.target, &waiting(&bench.target));
    drop(held);
    let (mut codes, mut said) = (Vec::new(), String::new());
    for run in runs {
        let ended = run.end();
        if ended.code != 0 {
            assert!(ended.stderr.contains("error["), "{ended:?}");
            assert!(!ended.stdout.contains("was committed"), "{ended:?}");
        }
        said.push_str(&format!("{}: {}{}\n", ended.code, ended.stdout, ended.stderr));
        codes.push(ended.code);
    }
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1, "{codes:?}");
    assert!(codes.iter().all(|code| [0, 3, 4].contains(code)), "{codes:?}\n{said}");
    assert_eq!(states(&bench).iter().filter(|state| *state == "applied").count(), 1);
    bench.run(3, &bench.apply()).error("gate-shut").says("applied already");
}

#[tokio::test]
async fn a_change_after_the_plan_shuts_the_gate() {
    let bench = Bench::new("moved").await;
    let sandbox = server().await.sandbox();
    bench.plan_what_fits(&[]);
    clinic::psql(sandbox, &bench.target, "ALTER TABLE public.room ADD COLUMN windows integer");
    let before = bench.structure();
    bench.run(3, &bench.apply()).error("gate-shut").says("has changed since");
    assert_eq!(bench.structure(), before);
    assert!(states(&bench).is_empty());
}
