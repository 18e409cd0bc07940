//! What became of a transaction, where the server's word on its id would mislead.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::time::{Duration, Instant};

use godwit_postgres::{
    Session, Target, introspect,
    outcome::{Committing, Outcome, resolve},
    sandbox::Sandbox,
};
use godwit_schema::{Fingerprint, Scope};
use support::{Folder, connect, options, run, scalar, signal};

async fn structure(target: &Target) -> Fingerprint {
    let mut session = Session::connect(target).await.unwrap();
    introspect::introspect(&mut session).await.unwrap().catalog.fingerprint(&Scope::default())
}

async fn crash(sandbox: &mut Sandbox) {
    signal(sandbox.process_id().unwrap(), "QUIT");
    let began = Instant::now();
    while sandbox.is_running() {
        assert!(began.elapsed() < Duration::from_secs(30), "the server does not stop");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    sandbox.restart().await.unwrap();
}

/// Ids are handed out without a trace on the disk, so after a crash the next transaction gets the id
/// of one that left nothing.
#[tokio::test]
async fn an_id_that_was_given_away_again_does_not_mislead() {
    let folder = Folder::new();
    let mut sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    let target = sandbox.create_database("clinic").await.unwrap();
    sandbox.fill("clinic", "CREATE TABLE public.patient (id int)").await.unwrap();
    sandbox.fill("clinic", "CHECKPOINT").await.unwrap();
    let identity = Session::connect(&target).await.unwrap().identity().clone();
    let before = structure(&target).await;

    let mut lost = connect(&target).await;
    run(&mut lost, "BEGIN").await;
    let xid: String =
        sqlx::query_scalar("SELECT pg_current_xact_id()::text").fetch_one(&mut lost).await.unwrap();
    crash(&mut sandbox).await;
    drop(lost);
    let number: u64 = xid.parse().unwrap();
    while scalar(&target, "SELECT pg_current_xact_id()::text").await.parse::<u64>().unwrap()
        < number
    {}
    let lie = format!("SELECT pg_xact_status('{xid}'::xid8)");
    assert_eq!(scalar(&target, &lie).await, "committed", "the id is another transaction's now");

    let scope = Scope::default();
    let after = Fingerprint::over([b"with another column".as_slice()]);
    let mut committing =
        Committing { xid: Some(xid), before: Some(before), after: Some(after.clone()) };
    let outcome = resolve(&target, &committing, &identity, Some(&scope)).await.unwrap();
    assert_eq!(outcome, Outcome::RolledBack);

    // Where nobody knows what it would have left, the contradiction is told.
    committing.after = None;
    let outcome = resolve(&target, &committing, &identity, Some(&scope)).await.unwrap();
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");

    // The other way round: the change is there, whatever becomes of the id's new owner.
    committing.before = Some(after);
    committing.after = Some(structure(&target).await);
    let mut other = connect(&target).await;
    run(&mut other, "BEGIN").await;
    let aborted: String = sqlx::query_scalar("SELECT pg_current_xact_id()::text")
        .fetch_one(&mut other)
        .await
        .unwrap();
    run(&mut other, "ROLLBACK").await;
    committing.xid = Some(aborted);
    let outcome = resolve(&target, &committing, &identity, Some(&scope)).await.unwrap();
    assert_eq!(outcome, Outcome::Committed);
}
