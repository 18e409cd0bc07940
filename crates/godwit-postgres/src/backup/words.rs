//! What the words of pg_dump and pg_restore mean.

use crate::{Error, backup::client::ClientFault};

/// The error of a program that failed.
pub(super) fn explained(name: &str, fault: ClientFault) -> Error {
    let ClientFault { words, disk_full } = fault;
    if disk_full {
        return Error::new(
            "disk-full",
            format!("{name} ran out of room, nothing was kept: {words}"),
        )
        .with_hint("make room on the disk or choose another folder, then try again");
    }
    if words.contains("permission denied") {
        return Error::new(
            "insufficient-privilege",
            format!("{name} may not read everything: {words}"),
        )
        .with_hint("connect as the owner, or GRANT SELECT on what is named");
    }
    if words.contains("row-level security") {
        return Error::new("insufficient-privilege", format!("{name} would miss rows: {words}"))
            .with_hint("connect as the owner or as a role with BYPASSRLS; a backup that misses rows is none");
    }
    if words.contains("lock timeout") {
        return Error::new("lock-timeout", format!("{name} could not lock a table: {words}"))
            .with_hint("wait until the schema change that holds it has ended, then try again");
    }
    if words.contains("server version mismatch") {
        return Error::new("pg-dump-too-old", format!("{name} is older than the server: {words}"))
            .with_hint("install PostgreSQL's client programs of the server's version");
    }
    Error::new("backup-failed", format!("{name} failed, nothing was kept: {words}"))
        .with_hint("correct the cause and try again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_decide_the_code() {
        for (words, disk_full, code) in [
            ("could not write", true, "disk-full"),
            ("permission denied for table secret", false, "insufficient-privilege"),
            (
                "query would be affected by row-level security policy for table \"a\"",
                false,
                "insufficient-privilege",
            ),
            ("canceling statement due to lock timeout", false, "lock-timeout"),
            ("aborting because of server version mismatch", false, "pg-dump-too-old"),
            ("out of memory", false, "backup-failed"),
        ] {
            let fault = ClientFault { words: words.to_owned(), disk_full };
            assert_eq!(explained("pg_dump", fault).code(), code, "{words}");
        }
    }
}
