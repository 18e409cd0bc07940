//! Real schemas: each loads as `sql:`, is planned from nothing, applied by psql, found equal, and taken
//! back to nothing.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::{fmt::Write, path::Path};

use godwit_tests::{
    clinic::psql,
    program::{Program, url},
    server,
};

/// The whole way, with the command line and psql alone.
async fn there_and_back(name: &str, file: &Path) {
    let (program, server) = (Program::new(), server().await);
    let source = format!("sql:{}", file.display());
    let text = std::fs::read_to_string(file).expect("the schema");

    // What the loader makes is what psql makes.
    let by_psql = server.fresh_database(&format!("{name}_psql")).await;
    psql(server.sandbox(), &by_psql, &text);
    program.expect(0, &["check", &url(&by_psql), &source]);

    let target = server.fresh_database(name).await;
    let live = url(&target);
    let there = program.expect(0, &["plan", "empty:", &source]).stdout;
    psql(server.sandbox(), &target, &there);
    program.expect(0, &["check", &live, &source]);
    program.expect(0, &["check", &live, &url(&by_psql)]);
    let back = program.expect(0, &["plan", &live, "empty:"]).stdout;
    psql(server.sandbox(), &target, &back);
    program.expect(0, &["check", &live, "empty:"]);
}

async fn stored(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    there_and_back(name, &folder.join(format!("{name}.sql"))).await;
}

/// Django 5.2 with its contrib applications and an application that uses what Django offers for
/// PostgreSQL, by `pg_dump --schema-only` after `migrate`.
#[tokio::test(flavor = "multi_thread")]
async fn django() {
    stored("django").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rails() {
    stored("rails").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forge() {
    stored("forge").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn partitioned() {
    stored("partitioned").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn extensions() {
    stored("extensions").await;
}

/// Two hundred tenants, each with a namespace of its own.
#[tokio::test(flavor = "multi_thread")]
async fn tenants() {
    let mut text = String::from("CREATE TABLE public.tenant (name text PRIMARY KEY);\n");
    for number in 0..200 {
        let _ = write!(
            text,
            "CREATE SCHEMA tenant_{number};
CREATE TYPE tenant_{number}.state AS ENUM ('open', 'closed');
CREATE TABLE tenant_{number}.customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text NOT NULL DEFAULT 'tenant_{number}' REFERENCES public.tenant,
    mail varchar(80) NOT NULL UNIQUE CHECK (mail LIKE '%@%')
);
CREATE TABLE tenant_{number}.ticket (
    id serial PRIMARY KEY,
    customer bigint NOT NULL REFERENCES tenant_{number}.customer ON DELETE CASCADE,
    state tenant_{number}.state NOT NULL DEFAULT 'open',
    opened timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON tenant_{number}.ticket (customer) WHERE state = 'open';
CREATE VIEW tenant_{number}.waiting AS
    SELECT c.mail, count(*) AS tickets FROM tenant_{number}.customer c
    JOIN tenant_{number}.ticket t ON t.customer = c.id WHERE t.state = 'open' GROUP BY c.mail;
"
        );
    }
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let file = folder.path().join("tenants.sql");
    std::fs::write(&file, text).expect("written");
    there_and_back("tenants", &file).await;
}
