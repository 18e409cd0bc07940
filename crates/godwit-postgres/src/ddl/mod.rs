//! DDL files made into a structure: split and judged here, run in a scratch database, and read back by
//! the one reader.
//!
//! Files are somebody's text. They run as a role without power over the server; what only a superuser
//! may do and runs no code of the file's own is run with such rights, a statement at a time; what
//! reaches beyond the one database is refused before anything is run.

mod judge;
mod load;
mod split;

use std::collections::{BTreeMap, BTreeSet};

use godwit_schema::{SourceSpan, Spans};

use crate::Error;

use judge::{Judgement, Verdict, judge};
pub use load::{Loaded, Server, load};
use split::{Piece, split};

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name for people.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Files that were split and judged, ready to be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    statements: Vec<Statement>,
    /// Roles that are named, each with the first place.
    roles: BTreeMap<String, Place>,
    /// Whether anything says who owns what.
    pub owners: bool,
    /// Whether anything says who may do what.
    pub privileges: bool,
    /// Where tables are made.
    pub spans: Spans,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    file: String,
    line: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// One statement with what is to be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Statement {
    place: Place,
    text: String,
    verdict: Verdict,
}

/// Splits and judges files, in the order given. Nothing is run.
///
/// # Errors
/// `ddl-unreadable` with file and line where a file is no SQL, `ddl-refused` where a statement or psql
/// command is not run on principle.
pub fn read(files: &[File]) -> Result<Script, Error> {
    let mut script = Script {
        statements: Vec::new(),
        roles: BTreeMap::new(),
        owners: false,
        privileges: false,
        spans: Spans::new(),
    };
    for file in files {
        script.read(file)?;
    }
    // Event triggers come last, in their own order.
    script.statements.sort_by_key(|statement| statement.verdict == Verdict::Last);
    Ok(script)
}

impl Script {
    /// The roles that are named.
    pub fn roles(&self) -> BTreeSet<&str> {
        self.roles.keys().map(String::as_str).collect()
    }

    fn read(&mut self, file: &File) -> Result<(), Error> {
        let place = |line: u32| Place { file: file.name.clone(), line };
        let parts = split(&file.text).map_err(|found| {
            Error::new("ddl-unreadable", format!("{}: {}", place(found.line), found.why))
                .with_hint("correct the file; nothing was run")
        })?;
        for part in parts {
            let place = place(part.line);
            match part.piece {
                Piece::Command(command) => refuse_command(&place, command)?,
                Piece::Statement(text) => self.take(place, text)?,
            }
        }
        Ok(())
    }

    fn take(&mut self, place: Place, text: &str) -> Result<(), Error> {
        let parsed = pg_query::parse(text, 0).map_err(|error| {
            Error::new("ddl-unreadable", format!("{place}: {error}: {}", shown(text)))
                .with_hint("correct the file; nothing was run")
        })?;
        for raw in &parsed.protobuf.stmts {
            let Some(node) = raw.stmt.as_ref().and_then(|node| node.node.as_ref()) else {
                continue;
            };
            let Judgement { verdict, roles, makes, owners, privileges } = judge(node);
            if let Verdict::Refused(why) = &verdict {
                return Err(Error::new("ddl-refused", format!("{place}: {why}: {}", shown(text)))
                    .with_hint("take the statement out of the file; nothing was run"));
            }
            self.owners |= owners;
            self.privileges |= privileges;
            for role in roles {
                self.roles.entry(role).or_insert_with(|| place.clone());
            }
            if let Some(address) = makes {
                let span = SourceSpan { file: place.file.clone(), line: place.line, column: 1 };
                self.spans.insert(address, span);
            }
            self.statements.push(Statement {
                place: place.clone(),
                text: text.to_owned(),
                verdict,
            });
        }
        Ok(())
    }
}

/// What pg_dump writes around its output is passed over; everything else for psql is not run.
fn refuse_command(place: &Place, command: &str) -> Result<(), Error> {
    let word = command.split_whitespace().next().unwrap_or(command);
    if matches!(word, "\\restrict" | "\\unrestrict" | "\\.") {
        return Ok(());
    }
    Err(Error::new("ddl-refused", format!("{place}: {word} is a command for psql, which is not run"))
        .with_hint("take the line out of the file, or make the file by pg_dump without --create; nothing was run"))
}

/// The beginning of a statement for messages; what may hold a password is not shown.
fn shown(text: &str) -> String {
    const LIMIT: usize = 120;
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = words.join(" ");
    let upper = plain.to_ascii_uppercase();
    if ["PASSWORD", "OPTIONS", "CONNECTION"].iter().any(|word| upper.contains(word)) {
        return format!("{} …", words.iter().take(3).copied().collect::<Vec<_>>().join(" "));
    }
    match plain.char_indices().nth(LIMIT) {
        Some((at, _)) => format!("{} …", &plain[..at]),
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Script, Error> {
        read(&[File { name: "schema.sql".to_owned(), text: text.to_owned() }])
    }

    #[test]
    fn what_reaches_beyond_the_database_is_refused_by_name_and_line() {
        for (statement, word) in [
            ("CREATE DATABASE x", "CREATE DATABASE"),
            ("CREATE USER x", "CREATE ROLE"),
            ("ALTER ROLE x SUPERUSER", "ALTER ROLE"),
            ("GRANT a TO b", "membership"),
            ("CREATE TABLESPACE x LOCATION '/tmp'", "CREATE TABLESPACE"),
            ("ALTER SYSTEM SET work_mem = '1GB'", "ALTER SYSTEM"),
            ("COPY t FROM PROGRAM 'id'", "COPY with a program"),
            ("COPY t TO '/etc/x'", "COPY with a file"),
            ("CREATE EXTENSION dblink", "dblink"),
            ("CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'x'", "plpython3u"),
            ("CREATE FUNCTION f() RETURNS int LANGUAGE C AS 'x'", "language c"),
            ("DO LANGUAGE plperlu 'x'", "plperlu"),
            ("LOAD 'x'", "LOAD"),
            ("CREATE SUBSCRIPTION s CONNECTION 'password=hidden' PUBLICATION p", "SUBSCRIPTION"),
            ("PREPARE TRANSACTION 'x'", "prepared transaction"),
            ("NOTIFY x", "not supported"),
            ("\\connect other", "\\connect"),
            ("\\! id", "\\!"),
        ] {
            let error = read_text(&format!("SELECT 1;\n{statement};")).expect_err(statement);
            assert_eq!(error.code(), "ddl-refused", "{statement}");
            assert!(error.message().starts_with("schema.sql:2: "), "{}", error.message());
            assert!(error.message().contains(word), "{}", error.message());
            assert!(!error.message().contains("hidden"), "{}", error.message());
        }
    }

    #[test]
    fn roles_owners_and_privileges_are_noticed() {
        let script = read_text(
            "CREATE TABLE t (a int);\nALTER TABLE t OWNER TO app;\nGRANT SELECT ON t TO reader, PUBLIC;\n\
             ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO reader;\nSET SESSION AUTHORIZATION other;",
        )
        .expect("it reads");
        assert_eq!(script.roles(), BTreeSet::from(["app", "maker", "other", "reader"]));
        assert!(script.owners && script.privileges);
        assert_eq!(script.spans[&godwit_schema::Address::table("public", "t")].line, 1);
        let verdicts: Vec<&Verdict> =
            script.statements.iter().map(|statement| &statement.verdict).collect();
        assert_eq!(
            verdicts,
            [
                &Verdict::Run,
                &Verdict::Elevated,
                &Verdict::Elevated,
                &Verdict::Elevated,
                &Verdict::SetRole(Some("other".to_owned())),
            ]
        );
    }

    #[test]
    fn a_change_of_owner_beside_other_changes_gives_no_power() {
        let script = read_text("ALTER TABLE t OWNER TO app, ADD COLUMN b int DEFAULT f();")
            .expect("it reads");
        assert_eq!(script.statements[0].verdict, Verdict::Run);
    }

    #[test]
    fn what_is_no_sql_is_named_with_its_line() {
        let error = read_text("SELECT 1;\n\nCREATE TABEL t ();").expect_err("no SQL");
        assert_eq!(error.code(), "ddl-unreadable");
        assert!(error.message().starts_with("schema.sql:3: "), "{}", error.message());
    }
}
