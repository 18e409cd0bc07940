//! The sandbox: start, stop, a crashed predecessor, scratch databases.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::time::Duration;

use godwit_postgres::{
    Session,
    sandbox::{Sandbox, SandboxOptions},
};
use support::{Folder, connect, durable, options, scalar, signal};

#[tokio::test]
async fn starts_keeps_its_rows_and_stops() {
    let folder = Folder::new();
    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    assert!(sandbox.is_running());
    let target = sandbox.create_database("clinic \"one\"").await.unwrap();
    sandbox
        .fill("clinic \"one\"", "CREATE TABLE t (n int); INSERT INTO t VALUES (7)")
        .await
        .unwrap();
    assert_eq!(scalar(&target, "SELECT n::text FROM public.t").await, "7");
    assert!(sandbox.has_database("clinic \"one\"").await.unwrap());
    assert!(!sandbox.has_database("clinic").await.unwrap());
    let first_password = target.secret.clone();
    let pid = sandbox.process_id().unwrap();
    sandbox.stop().await.unwrap();
    assert!(!support::alive(pid), "the server outlived its stop");

    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    let target = sandbox.target("clinic \"one\"");
    assert_ne!(target.secret, first_password, "the password is new at each start");
    assert_eq!(scalar(&target, "SELECT n::text FROM public.t").await, "7");
    sandbox.drop_database("clinic \"one\"").await.unwrap();
    assert!(!sandbox.has_database("clinic \"one\"").await.unwrap());
    sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_none_is_in_a_file() {
    let folder = Folder::new();
    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    let mut target = sandbox.target("postgres");
    let password = target.secret.take().unwrap();
    let refused = Session::connect(&target).await.unwrap_err();
    assert_eq!(refused.code(), "authentication-failed");
    target.secret = Some(godwit_postgres::Secret::new("guess".to_owned()));
    assert_eq!(Session::connect(&target).await.unwrap_err().code(), "authentication-failed");
    let hits = support::files_with(sandbox.folder(), password.reveal().as_bytes());
    assert!(hits.is_empty(), "the password is in {hits:?}");
    let processes = support::processes_with(password.reveal().as_bytes());
    assert!(processes.is_empty(), "the password is in {processes:?}");
    sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_is_recovered_with_the_same_address() {
    let folder = Folder::new();
    let mut sandbox = Sandbox::start(&folder.path(), durable()).await.unwrap();
    sandbox.fill("postgres", "CREATE TABLE kept AS SELECT 1 AS n; CHECKPOINT").await.unwrap();
    let target = sandbox.target("postgres");
    signal(sandbox.process_id().unwrap(), "KILL");
    let until = std::time::Instant::now() + Duration::from_secs(5);
    while sandbox.is_running() {
        assert!(std::time::Instant::now() < until, "the death was not noticed");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    sandbox.restart().await.unwrap();
    assert_eq!(scalar(&target, "SELECT n::text FROM public.kept").await, "1");
    sandbox.stop().await.unwrap();
}

/// A Godwit that was killed, told apart from one that ended: the server's watchdog is killed with it,
/// so that the server really stays behind.
#[tokio::test]
async fn the_server_of_a_crashed_predecessor_is_stopped() {
    let folder = Folder::new();
    let sandbox = Sandbox::start(&folder.path(), durable()).await.unwrap();
    let pid = sandbox.process_id().unwrap();
    let scratch = sandbox.scratch("left behind").await.unwrap();
    let name = scratch.target().database.clone();
    sandbox.fill("postgres", "CREATE TABLE kept AS SELECT 1 AS n").await.unwrap();
    signal(support::parent(pid), "KILL");
    drop(sandbox);
    assert!(support::alive(pid), "the server must have been left behind for this test");

    let sandbox = Sandbox::start(&folder.path(), durable()).await.unwrap();
    assert!(!support::alive(pid), "the old server was not stopped");
    assert!(!sandbox.has_database(&name).await.unwrap(), "the scratch database was not swept");
    let target = sandbox.target("postgres");
    assert_eq!(scalar(&target, "SELECT n::text FROM public.kept").await, "1");
    sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn a_process_id_that_became_anothers_is_left_alone() {
    let folder = Folder::new();
    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    let data = sandbox.folder().join("data");
    sandbox.stop().await.unwrap();
    // What a crash leaves, with an id that now is this very test's.
    std::fs::write(data.join("postmaster.pid"), format!("{}\n", std::process::id())).unwrap();
    support::give_to_owner_of(&data, &data.join("postmaster.pid"));
    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    assert!(sandbox.is_running());
    sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn only_one_sandbox_at_a_time_uses_a_folder() {
    let folder = Folder::new();
    let first = Sandbox::start(&folder.path(), options()).await.unwrap();
    let second = Sandbox::start(&folder.path(), options()).await.unwrap_err();
    assert_eq!(second.code(), "sandbox-busy");
    first.stop().await.unwrap();
    Sandbox::start(&folder.path(), options()).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn scratch_databases_are_unique_and_close() {
    let folder = Folder::new();
    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    let (one, two) = (sandbox.scratch("x").await.unwrap(), sandbox.scratch("x").await.unwrap());
    let name = one.target().database.clone();
    assert_ne!(name, two.target().database);
    let _session = connect(one.target()).await;
    one.close().await.unwrap();
    assert!(!sandbox.has_database(&name).await.unwrap());
    two.close().await.unwrap();
    sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let folder = Folder::new();
    let empty = Folder::new();
    let options =
        SandboxOptions { binaries: Some(empty.outer().to_owned()), ..SandboxOptions::default() };
    let error = Sandbox::start(&folder.path(), options).await.unwrap_err();
    assert_eq!(error.code(), "sandbox-binaries");
    assert!(error.hint().unwrap().contains(&empty.outer().display().to_string()));
    let relative = std::path::Path::new("sandbox");
    let error = Sandbox::start(relative, SandboxOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "sandbox-folder");
}

#[tokio::test]
async fn files_of_a_version_that_is_not_installed_are_not_touched() {
    let folder = Folder::new();
    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    let version = sandbox.folder().join("data").join("PG_VERSION");
    sandbox.stop().await.unwrap();
    std::fs::write(&version, "9\n").unwrap();
    let error = Sandbox::start(&folder.path(), options()).await.unwrap_err();
    assert_eq!(error.code(), "sandbox-version");
}
