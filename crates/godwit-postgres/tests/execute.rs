//! The executor on real servers: what holds and what does not, whatever happens.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::time::{Duration, Instant};

use godwit_postgres::{
    Error, Session, Target,
    execute::{Executed, Failure, Recheck, execute},
    outcome::{self, Committing, Outcome},
    sandbox::Sandbox,
};
use godwit_schema::{Fingerprint, Scope};
use support::{
    Folder, connect, options,
    proxy::{Cut, Proxy},
    record::{Record, script, standalone},
    run, scalar, signal,
};
use tokio_util::sync::CancellationToken;

struct Place {
    _folder: Folder,
    sandbox: Sandbox,
    target: Target,
}

async fn place() -> Place {
    let folder = Folder::new();
    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    let target = sandbox.create_database("clinic").await.unwrap();
    sandbox
        .fill("clinic", "CREATE TABLE patient (id int PRIMARY KEY, name text); INSERT INTO patient VALUES (1, 'Ann Secret'), (2, 'Ann Secret')")
        .await
        .unwrap();
    Place { _folder: folder, sandbox, target }
}

async fn go(
    target: &Target,
    script: &godwit_postgres::execute::Script,
    record: &mut Record,
) -> Result<Executed, Box<Failure>> {
    execute(target, script, &(), record, CancellationToken::new()).await
}

async fn columns(target: &Target) -> String {
    scalar(
        target,
        "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute
         WHERE attrelid = 'public.patient'::regclass AND attnum > 0 AND NOT attisdropped",
    )
    .await
}

#[tokio::test]
async fn batches_are_committed_in_order_and_journalled_before() {
    let place = place().await;
    let mut script = script(&[
        &[
            "ALTER TABLE public.patient ADD COLUMN a int",
            "ALTER TABLE public.patient ADD COLUMN b int",
        ],
        &["ALTER TABLE public.patient ADD COLUMN c int"],
    ]);
    script
        .batches
        .push(standalone("CREATE INDEX CONCURRENTLY patient_name ON public.patient (name)", None));
    let mut record = Record::default();
    let executed = go(&place.target, &script, &mut record).await.unwrap();
    assert_eq!(executed.timings.len(), 4);
    assert_eq!(columns(&place.target).await, "id,name,a,b,c");
    assert_eq!(
        record.words(),
        "start 0, send 0.0, done 0.0, send 0.1, done 0.1, commit 0, held 0, \
         start 1, send 1.0, done 1.0, commit 1, held 1, start 2, commit 2, send 2.0, done 2.0, held 2"
    );
    let mut session = Session::connect(&place.target).await.unwrap();
    let identity = session.identity().clone();
    godwit_postgres::lock::take_lock(&mut session).await.unwrap();
    let outcome = outcome::resolve(&place.target, &record.commits[0], &identity, None).await;
    assert_eq!(outcome.unwrap(), Outcome::Committed);
}

#[tokio::test]
async fn a_failing_statement_leaves_nothing_and_names_objects_but_no_values() {
    let place = place().await;
    let script = script(&[&[
        "ALTER TABLE public.patient ADD COLUMN a int",
        "ALTER TABLE public.patient ADD CONSTRAINT one_name UNIQUE (name)",
        "ALTER TABLE public.patient ADD COLUMN b int",
    ]]);
    let mut record = Record::default();
    let failure = go(&place.target, &script, &mut record).await.unwrap_err();
    assert_eq!(failure.at, Some((0, Some(1))));
    assert_eq!(failure.rolled_back, Some(0));
    assert!(failure.changed_nothing());
    assert_eq!(failure.objects.sqlstate.as_deref(), Some("23505"));
    assert_eq!(failure.objects.constraint.as_deref(), Some("one_name"));
    assert_eq!(failure.objects.table.as_deref(), Some("patient"));
    assert!(!format!("{failure:?}").contains("Ann Secret"), "{failure:?}");
    assert_eq!(columns(&place.target).await, "id,name");
    assert!(record.words().ends_with("send 0.1, undone 0"), "{}", record.words());
}

#[tokio::test]
async fn earlier_batches_stay_and_are_told() {
    let place = place().await;
    let script = script(&[
        &["ALTER TABLE public.patient ADD COLUMN a int"],
        &["ALTER TABLE public.patient ADD COLUMN b int", "SELECT 1/0"],
        &["ALTER TABLE public.patient ADD COLUMN c int"],
    ]);
    let failure = go(&place.target, &script, &mut Record::default()).await.unwrap_err();
    assert_eq!((failure.committed.clone(), failure.rolled_back), (vec![0], Some(1)));
    assert!(!failure.changed_nothing());
    assert_eq!(columns(&place.target).await, "id,name,a");
}

#[tokio::test]
async fn one_statement_is_one_command() {
    let place = place().await;
    let script = script(&[&["SELECT 1; COMMIT; DROP TABLE public.patient"]]);
    let failure = go(&place.target, &script, &mut Record::default()).await.unwrap_err();
    assert_eq!(failure.objects.sqlstate.as_deref(), Some("42601"));
    assert_eq!(columns(&place.target).await, "id,name");
}

#[tokio::test]
async fn settings_of_the_role_do_not_matter() {
    let place = place().await;
    place
        .sandbox
        .fill(
            "clinic",
            "ALTER ROLE postgres SET statement_timeout = '200ms'; ALTER ROLE postgres SET synchronous_commit = off",
        )
        .await
        .unwrap();
    let script =
        script(&[&["SELECT pg_sleep(0.5)", "ALTER TABLE public.patient ADD COLUMN a int"]]);
    go(&place.target, &script, &mut Record::default()).await.unwrap();
    assert_eq!(columns(&place.target).await, "id,name,a");
}

#[tokio::test]
async fn a_held_lock_is_waited_for_briefly_and_its_holder_named() {
    let place = place().await;
    let mut other = connect(&place.target).await;
    run(&mut other, "BEGIN; SELECT count(*) FROM public.patient").await;
    let mut script = script(&[&["ALTER TABLE public.patient ADD COLUMN a int"]]);
    script.lock_timeout_ms = 400;
    script.retries = 1;
    let mut record = Record::default();
    let failure = go(&place.target, &script, &mut record).await.unwrap_err();
    assert_eq!(failure.error.code(), "lock-timeout");
    assert_eq!(failure.blockers[0].application.as_deref(), Some("somebody else"));
    assert_eq!(failure.blockers[0].state.as_deref(), Some("idle in transaction"));
    assert_eq!(record.waits.len(), 1);
    assert!(failure.changed_nothing());

    script.retries = 10;
    let mut record = Record::default();
    let release = async {
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        run(&mut other, "COMMIT").await;
    };
    let (executed, ()) = tokio::join!(go(&place.target, &script, &mut record), release);
    assert!(executed.unwrap().retries >= 1);
    assert_eq!(record.waits[0].blockers.len(), 1);
    assert_eq!(columns(&place.target).await, "id,name,a");
}

#[tokio::test]
async fn of_two_runners_one_wins_and_the_other_learns_who() {
    let place = place().await;
    let script = script(&[&["SELECT pg_sleep(1)", "ALTER TABLE public.patient ADD COLUMN a int"]]);
    let (mut one, mut two) = (Record::default(), Record::default());
    let (first, second) =
        tokio::join!(go(&place.target, &script, &mut one), go(&place.target, &script, &mut two));
    let refused = match (first, second) {
        (Ok(_), Err(refused)) | (Err(refused), Ok(_)) => refused,
        other => panic!("exactly one must win: {other:?}"),
    };
    assert_eq!(refused.error.code(), "another-run");
    assert!(refused.error.message().contains("user postgres, godwit"), "{}", refused.error);
    assert_eq!(refused.at, None);
    assert_eq!(columns(&place.target).await, "id,name,a");
}

#[tokio::test]
async fn cancel_stops_a_running_statement_and_rolls_back() {
    let place = place().await;
    let script = script(&[&["ALTER TABLE public.patient ADD COLUMN a int", "SELECT pg_sleep(60)"]]);
    let cancel = CancellationToken::new();
    let later = cancel.clone();
    let mut record = Record::default();
    let began = Instant::now();
    let stop = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        later.cancel();
    };
    let (ended, ()) =
        tokio::join!(execute(&place.target, &script, &(), &mut record, cancel.clone()), stop);
    let failure = ended.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(failure.error.code(), "cancelled");
    assert!(failure.changed_nothing());
    assert_eq!(columns(&place.target).await, "id,name");
}

struct Stale;

impl Recheck for Stale {
    fn recheck(&self, batch: usize, structure: Option<&Fingerprint>) -> Result<(), Error> {
        assert_eq!(structure, None);
        match batch {
            0 => Ok(()),
            _ => Err(Error::refused("plan-stale", "the structure has changed", "plan again")),
        }
    }
}

#[tokio::test]
async fn a_recheck_refuses_a_later_batch() {
    let place = place().await;
    let script = script(&[
        &["ALTER TABLE public.patient ADD COLUMN a int"],
        &["ALTER TABLE public.patient ADD COLUMN b int"],
    ]);
    let mut record = Record::default();
    let cancel = CancellationToken::new();
    let failure = execute(&place.target, &script, &Stale, &mut record, cancel).await.unwrap_err();
    assert_eq!(failure.error.code(), "plan-stale");
    assert_eq!((failure.committed.clone(), failure.rolled_back), (vec![0], Some(1)));
    assert_eq!(columns(&place.target).await, "id,name,a");
}

#[tokio::test]
async fn without_a_journal_line_nothing_is_committed() {
    let place = place().await;
    let script = script(&[&["ALTER TABLE public.patient ADD COLUMN a int"]]);
    let mut record = Record { refuses: Some("commit"), ..Record::default() };
    let failure = go(&place.target, &script, &mut record).await.unwrap_err();
    assert_eq!(failure.error.code(), "journal-failed");
    assert!(failure.changed_nothing());
    assert_eq!(columns(&place.target).await, "id,name");
}

#[tokio::test]
async fn a_killed_backend_rolls_back() {
    let place = place().await;
    let script = script(&[&["ALTER TABLE public.patient ADD COLUMN a int", "SELECT pg_sleep(60)"]]);
    let mut record = Record::default();
    let kill = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let killed = "SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity
                      WHERE query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()";
        assert_eq!(scalar(&place.target, killed).await, "1");
    };
    let (ended, ()) = tokio::join!(go(&place.target, &script, &mut record), kill);
    let failure = ended.unwrap_err();
    assert_eq!(failure.error.code(), "connection-lost");
    assert_eq!(failure.rolled_back, Some(0));
    assert!(failure.changed_nothing());
    assert_eq!(columns(&place.target).await, "id,name");
    // The lock went with the session.
    go(&place.target, &support::record::script(&[&["SELECT 1"]]), &mut Record::default())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_server_that_stops_at_once_in_a_batch_leaves_it_aborted() {
    let mut place = place().await;
    let script = script(&[&["ALTER TABLE public.patient ADD COLUMN a int", "SELECT pg_sleep(60)"]]);
    let mut record = Record::default();
    let identity = Session::connect(&place.target).await.unwrap().identity().clone();
    let pid = place.sandbox.process_id().unwrap();
    let target = place.target.clone();
    let stop = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        // The id of the open transaction, as a journal of a dying program would have it.
        let open = "SELECT backend_xid::text FROM pg_stat_activity WHERE backend_xid IS NOT NULL";
        let xid = scalar(&target, open).await;
        // A transaction id whose WAL was not flushed may be given to another transaction after a
        // crash; the checkpoint makes it durable.
        place.sandbox.fill("postgres", "CHECKPOINT").await.unwrap();
        signal(pid, "QUIT");
        tokio::time::sleep(Duration::from_millis(300)).await;
        place.sandbox.restart().await.unwrap();
        xid
    };
    let (ended, xid) = tokio::join!(go(&target, &script, &mut record), stop);
    let failure = ended.unwrap_err();
    assert_eq!(failure.error.code(), "connection-lost");
    assert!(failure.changed_nothing(), "{failure:?}");
    let committing = Committing { xid: Some(xid), before: None, after: None };
    let outcome = outcome::resolve(&target, &committing, &identity, None).await.unwrap();
    assert_eq!(outcome, Outcome::RolledBack);
    assert_eq!(columns(&target).await, "id,name");
}

/// The server did commit; its answer is lost and the connection is cut.
#[tokio::test]
async fn a_lost_answer_to_commit_is_found_out_as_committed() {
    let place = place().await;
    let proxy = Proxy::start(place.target.port, Cut::AnswerToCommit).await;
    let through = Target { port: proxy.port, ..place.target.clone() };
    let mut script = script(&[
        &["ALTER TABLE public.patient ADD COLUMN a int"],
        &["ALTER TABLE public.patient ADD COLUMN b int"],
    ]);
    script.scope = Some(Scope::default());
    let mut record = Record::default();
    go(&through, &script, &mut record).await.unwrap();
    assert_eq!(proxy.cuts(), 1);
    assert_ne!(record.commits[0].before, record.commits[1].before, "each batch is read");
    assert_eq!(columns(&place.target).await, "id,name,a,b");
}

/// COMMIT never arrives and nothing comes back: no error, only silence.
#[tokio::test]
async fn a_swallowed_commit_is_found_out_as_aborted() {
    let place = place().await;
    let proxy = Proxy::start(place.target.port, Cut::SwallowCommit).await;
    let through = Target { port: proxy.port, ..place.target.clone() };
    let mut script = script(&[&["ALTER TABLE public.patient ADD COLUMN a int"]]);
    script.scope = Some(Scope::default());
    let mut record = Record::default();
    let began = Instant::now();
    let failure = go(&through, &script, &mut record).await.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(30));
    assert_eq!(proxy.cuts(), 1);
    assert_eq!(failure.error.code(), "connection-lost");
    assert_eq!((failure.rolled_back, failure.in_doubt.clone()), (Some(0), None));
    assert_eq!(columns(&place.target).await, "id,name");
    let identity = Session::connect(&place.target).await.unwrap().identity().clone();
    let outcome = outcome::resolve(&place.target, &record.commits[0], &identity, None).await;
    assert_eq!(outcome.unwrap(), Outcome::RolledBack);
}

#[tokio::test]
async fn wreckage_of_a_failed_concurrent_index_is_removed() {
    let place = place().await;
    let mut script = script(&[&["ALTER TABLE public.patient ADD COLUMN a int"]]);
    script.batches.push(standalone(
        "CREATE UNIQUE INDEX CONCURRENTLY patient_name ON public.patient (name)",
        Some("DROP INDEX CONCURRENTLY IF EXISTS public.patient_name"),
    ));
    let failure = go(&place.target, &script, &mut Record::default()).await.unwrap_err();
    assert_eq!(failure.objects.sqlstate.as_deref(), Some("23505"));
    assert_eq!((failure.committed.clone(), failure.rolled_back), (vec![0], Some(1)));
    assert!(failure.clean_up_error.is_none());
    let left = "SELECT count(*)::text FROM pg_class WHERE relname = 'patient_name'";
    assert_eq!(scalar(&place.target, left).await, "0");
    // A name that was taken before is no wreckage.
    place.sandbox.fill("clinic", "CREATE INDEX patient_name ON patient (name)").await.unwrap();
    script.batches.remove(0);
    go(&place.target, &script, &mut Record::default()).await.unwrap_err();
    assert_eq!(scalar(&place.target, left).await, "1");
}

/// A concurrent build waits for older snapshots, and the limit for locks holds for that wait.
#[tokio::test]
async fn t50_the_wait_of_a_concurrent_build_ends_and_nothing_of_it_stays() {
    let place = place().await;
    let mut other = connect(&place.target).await;
    run(&mut other, "BEGIN; INSERT INTO public.patient VALUES (3, 'x')").await;
    let mut script = script(&[]);
    script.lock_timeout_ms = 400;
    script.retries = 0;
    script.batches.push(standalone(
        "CREATE INDEX CONCURRENTLY patient_name ON public.patient (name)",
        Some("DROP INDEX CONCURRENTLY IF EXISTS public.patient_name"),
    ));
    let release = async {
        // The clean-up waits for the same transaction.
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        run(&mut other, "ROLLBACK").await;
    };
    let mut record = Record::default();
    let (ended, ()) = tokio::join!(go(&place.target, &script, &mut record), release);
    assert_eq!(ended.unwrap_err().error.code(), "lock-timeout");
    let left = "SELECT count(*)::text FROM pg_class WHERE relname = 'patient_name'";
    assert_eq!(scalar(&place.target, left).await, "0");
}

#[tokio::test]
async fn wreckage_that_stays_is_told_beside_the_first_error() {
    let place = place().await;
    let mut script = script(&[]);
    script.batches.push(standalone(
        "CREATE UNIQUE INDEX CONCURRENTLY patient_name ON public.patient (name)",
        Some("DROP INDEX CONCURRENTLY public.no_such_index"),
    ));
    let failure = go(&place.target, &script, &mut Record::default()).await.unwrap_err();
    assert_eq!(failure.objects.sqlstate.as_deref(), Some("23505"));
    let second = failure.clean_up_error.as_ref().unwrap();
    assert_eq!(second.sqlstate(), Some("42704"));
    assert!(!failure.changed_nothing());
    assert_eq!(failure.rolled_back, None);
}

#[tokio::test]
async fn a_killed_concurrent_index_build_is_cleaned_up() {
    let place = place().await;
    // Holds the build in its wait for older transactions, when the index is there already and invalid.
    let mut other = connect(&place.target).await;
    run(&mut other, "BEGIN; INSERT INTO public.patient VALUES (3, 'x')").await;
    let mut script = script(&[]);
    script.lock_timeout_ms = 60_000;
    script.batches.push(standalone(
        "CREATE INDEX CONCURRENTLY patient_name ON public.patient (name)",
        Some("DROP INDEX CONCURRENTLY IF EXISTS public.patient_name"),
    ));
    let mut record = Record::default();
    let kill = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let invalid = "SELECT count(*)::text FROM pg_index WHERE NOT indisvalid";
        assert_eq!(scalar(&place.target, invalid).await, "1");
        let killed = "SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity
                      WHERE query LIKE 'CREATE INDEX CONC%' AND pid <> pg_backend_pid()";
        assert_eq!(scalar(&place.target, killed).await, "1");
        run(&mut other, "ROLLBACK").await;
    };
    let (ended, ()) = tokio::join!(go(&place.target, &script, &mut record), kill);
    let failure = ended.unwrap_err();
    assert_eq!(failure.error.code(), "connection-lost");
    assert!(failure.changed_nothing(), "{failure:?}");
    let left = "SELECT count(*)::text FROM pg_class WHERE relname = 'patient_name'";
    assert_eq!(scalar(&place.target, left).await, "0");
}

#[tokio::test]
async fn t67_a_known_poolers_name_is_refused_before_connecting() {
    let place = place().await;
    let script = script(&[&["ALTER TABLE public.patient ADD COLUMN a int"]]);
    let neon = Target { host: "ep-x-pooler.eu.neon.tech".to_owned(), ..place.target.clone() };
    let failure = go(&neon, &script, &mut Record::default()).await.unwrap_err();
    assert_eq!(failure.error.code(), "pooler");
    assert!(failure.error.hint().unwrap().contains("ep-x.eu.neon.tech"));
}
