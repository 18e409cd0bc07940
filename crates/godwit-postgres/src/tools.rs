use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{
    Error,
    binaries::{self, Program, Version},
};

/// `pg_dump` and `pg_restore` of one installation, able to work with a certain server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tools {
    /// Makes archives.
    pg_dump: Program,
    /// Reads archives.
    pg_restore: Program,
}

/// A known hole in the installed tools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advisory {
    /// Its number: `CVE-2025-8714`.
    pub cve: String,
    /// The first safe version of the same major one, such as `15.20`, or of the next major one when
    /// theirs never gets the repair.
    pub fixed_in: String,
    /// Where it bites.
    pub affects: Affects,
    /// What it allows, one sentence without a full stop.
    pub meaning: String,
}

/// Where an advisory bites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Affects {
    /// Dumping from a hostile server.
    Dump,
    /// Restoring a hostile archive.
    Restore,
    /// Feeding plain SQL to psql, which Godwit never does.
    PlainText,
}

/// A repaired hole as PostgreSQL announced it (https://www.postgresql.org/support/security/).
struct Repair {
    cve: &'static str,
    /// First safe versions, newest first. A major version newer than all of them is safe, one older
    /// than all of them had no more releases when it was announced.
    fixed_in: [Version; 5],
    affects: Affects,
    meaning: &'static str,
}

const fn v(major: u32, minor: u32) -> Version {
    Version { major, minor }
}

const REPAIRS: [Repair; 5] = [
    Repair {
        cve: "CVE-2026-116314",
        fixed_in: [v(18, 7), v(17, 12), v(16, 16), v(15, 20), v(14, 25)],
        affects: Affects::Restore,
        meaning: "a crafted archive makes pg_restore run any program as the user who restores it",
    },
    Repair {
        cve: "CVE-2026-18408",
        fixed_in: [v(18, 6), v(17, 11), v(16, 15), v(15, 19), v(14, 24)],
        affects: Affects::PlainText,
        meaning: "a crafted server makes psql run any program when a plain dump of it is restored",
    },
    Repair {
        cve: "CVE-2026-6477",
        fixed_in: [v(18, 4), v(17, 10), v(16, 14), v(15, 18), v(14, 23)],
        affects: Affects::Dump,
        meaning: "a hostile superuser of the server overwrites pg_dump's memory through large objects",
    },
    Repair {
        cve: "CVE-2025-8714",
        fixed_in: [v(17, 6), v(16, 10), v(15, 14), v(14, 19), v(13, 22)],
        affects: Affects::PlainText,
        meaning: "a hostile superuser of the server puts psql commands into a plain dump",
    },
    Repair {
        cve: "CVE-2025-8715",
        fixed_in: [v(17, 6), v(16, 10), v(15, 14), v(14, 19), v(13, 22)],
        affects: Affects::PlainText,
        meaning: "an object name with a line break puts psql commands into a plain dump",
    },
];

impl Repair {
    /// Whether a version has the hole.
    fn misses(&self, version: Version) -> bool {
        match self.fixed_in.iter().find(|fixed| fixed.major == version.major) {
            Some(fixed) => version < *fixed,
            None => self.fixed_in.iter().all(|fixed| version.major < fixed.major),
        }
    }

    /// The first safe version for who has a certain major one.
    fn first_safe(&self, version: Version) -> Version {
        let own = self.fixed_in.iter().find(|fixed| fixed.major == version.major);
        let [.., oldest] = self.fixed_in;
        own.copied().unwrap_or(oldest)
    }
}

impl Tools {
    /// Finds the tools that suit a server: of its own major version when there are any, else of the
    /// next newer one. With a folder that was set, only that folder is searched.
    ///
    /// Absolute folders only, as a path to pg_dump is code that will be run. `server_version` is
    /// `server_version_num`, such as 150018, or 0 for the newest tools there are.
    ///
    /// # Errors
    /// `pg-dump-missing` when none is found, `pg-dump-too-old` when all are older than the server.
    pub fn find(setting: Option<&Path>, server_version: u32) -> Result<Self, Error> {
        let needed = server_version / 10_000;
        let mut found: Vec<Tools> = Vec::new();
        let mut refused: Vec<String> = Vec::new();
        for folder in binaries::folders(setting) {
            match pair(&folder) {
                Ok(Some(tools)) => found.push(tools),
                Ok(None) => {}
                Err(why) => refused.push(why),
            }
        }
        choose(found, needed).map_err(|older| missing(setting, needed, older, &refused))
    }

    /// The known holes of the installed versions.
    pub fn advisories(&self) -> Vec<Advisory> {
        let version = self.pg_dump.version.min(self.pg_restore.version);
        REPAIRS
            .iter()
            .filter(|repair| repair.misses(version))
            .map(|repair| Advisory {
                cve: repair.cve.to_owned(),
                fixed_in: repair.first_safe(version).to_string(),
                affects: repair.affects,
                meaning: repair.meaning.to_owned(),
            })
            .collect()
    }

    /// Whether an archive may be restored. Godwit's own always may; a foreign one only with a
    /// `pg_restore` that no archive can take over.
    ///
    /// # Errors
    /// `pg-restore-unsafe`.
    pub fn may_restore(&self, own: bool) -> Result<(), Error> {
        let holes: Vec<String> = self
            .advisories()
            .into_iter()
            .filter(|advisory| advisory.affects == Affects::Restore)
            .map(|advisory| format!("{}, repaired in {}", advisory.cve, advisory.fixed_in))
            .collect();
        if own || holes.is_empty() {
            return Ok(());
        }
        Err(Error::new(
            "pg-restore-unsafe",
            format!(
                "an archive that Godwit did not make is not restored with pg_restore {}, which a crafted archive can take over: {}",
                self.pg_restore.version,
                holes.join("; ")
            ),
        )
        .with_hint("update PostgreSQL's client programs, then try again; nothing was changed"))
    }

    /// `pg_dump 15.18`, for manifests and reports.
    pub fn description(&self) -> String {
        format!("pg_dump {}", self.pg_dump.version)
    }

    /// Absolute path of pg_dump.
    pub fn pg_dump(&self) -> &Path {
        &self.pg_dump.path
    }

    pub(crate) fn dump_program(&self) -> &Program {
        &self.pg_dump
    }

    pub(crate) fn restore_program(&self) -> &Program {
        &self.pg_restore
    }

    /// Absolute path of pg_restore.
    pub fn pg_restore(&self) -> &Path {
        &self.pg_restore.path
    }
}

/// Both tools of a folder; `None` when it has no pg_dump.
fn pair(folder: &Path) -> Result<Option<Tools>, String> {
    let Some(dump) = binaries::program(folder, "pg_dump") else { return Ok(None) };
    let Some(restore) = binaries::program(folder, "pg_restore") else {
        return Err(format!("{} has no pg_restore", folder.display()));
    };
    let program = |path: PathBuf| match binaries::version(&path) {
        Ok(version) => Ok(Program { path, version }),
        Err(why) => Err(format!("{}: {why}", path.display())),
    };
    Ok(Some(Tools { pg_dump: program(dump)?, pg_restore: program(restore)? }))
}

/// The nearest major version that is not older than the server's, with its highest minor one. The
/// error is the newest that is too old.
fn choose(mut found: Vec<Tools>, needed: u32) -> Result<Tools, Option<Version>> {
    // Stable: of equal versions the one that was found first stays first.
    found.sort_by(|a, b| {
        let (a, b) = (a.pg_dump.version, b.pg_dump.version);
        a.major.cmp(&b.major).then(b.minor.cmp(&a.minor))
    });
    let newest = found.iter().map(|tools| tools.pg_dump.version).max();
    let needed = if needed == 0 { newest.map_or(0, |version| version.major) } else { needed };
    found.into_iter().find(|tools| tools.pg_dump.version.major >= needed).ok_or(newest)
}

fn missing(
    setting: Option<&Path>,
    needed: u32,
    older: Option<Version>,
    refused: &[String],
) -> Error {
    let hint = match setting {
        Some(folder) => format!(
            "only this folder is searched, since it was set: {}; it must hold pg_dump and pg_restore {needed} or newer",
            folder.display()
        ),
        None => format!(
            "install PostgreSQL's client programs {needed} or newer (Debian: postgresql-client-{needed}; macOS: brew install libpq), or set their folder"
        ),
    };
    let reasons =
        if refused.is_empty() { String::new() } else { format!(": {}", refused.join(", ")) };
    match older {
        Some(version) => Error::new(
            "pg-dump-too-old",
            format!("pg_dump {version} cannot back up a server of version {needed}, so nothing was backed up{reasons}"),
        ),
        None => Error::new(
            "pg-dump-missing",
            format!("no usable pg_dump was found, so nothing was backed up{reasons}"),
        ),
    }
    .with_hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools(major: u32, minor: u32) -> Tools {
        let program = |name: &str| Program {
            path: PathBuf::from(format!("/opt/{major}.{minor}/{name}")),
            version: v(major, minor),
        };
        Tools { pg_dump: program("pg_dump"), pg_restore: program("pg_restore") }
    }

    fn holes(major: u32, minor: u32) -> Vec<String> {
        tools(major, minor).advisories().into_iter().map(|advisory| advisory.cve).collect()
    }

    #[test]
    fn holes_by_version() {
        assert_eq!(holes(15, 20), Vec::<String>::new());
        assert_eq!(holes(15, 19), ["CVE-2026-116314"]);
        assert_eq!(holes(15, 18), ["CVE-2026-116314", "CVE-2026-18408"]);
        assert_eq!(holes(15, 13).len(), 5);
        assert_eq!(holes(18, 7), Vec::<String>::new());
        assert_eq!(holes(18, 0), ["CVE-2026-116314", "CVE-2026-18408", "CVE-2026-6477"]);
        assert_eq!(holes(19, 0), Vec::<String>::new());
        // 13 saw its last release in 2025: 8714 and 8715 were repaired, the later ones never.
        assert_eq!(holes(13, 23), ["CVE-2026-116314", "CVE-2026-18408", "CVE-2026-6477"]);
        let unrepaired = tools(13, 23).advisories();
        assert!(unrepaired.iter().all(|advisory| advisory.fixed_in.starts_with("14.")));
    }

    #[test]
    fn the_servers_own_version_is_preferred() {
        let found = || vec![tools(18, 4), tools(15, 18), tools(15, 20), tools(14, 9), tools(17, 1)];
        assert_eq!(choose(found(), 15), Ok(tools(15, 20)));
        assert_eq!(choose(found(), 16), Ok(tools(17, 1)));
        assert_eq!(choose(found(), 0), Ok(tools(18, 4)));
        assert_eq!(choose(found(), 19), Err(Some(v(18, 4))));
        assert_eq!(choose(Vec::new(), 15), Err(None));
    }

    #[test]
    fn foreign_archives_need_a_safe_pg_restore() {
        assert!(tools(15, 20).may_restore(false).is_ok());
        assert!(tools(15, 18).may_restore(true).is_ok());
        let error = tools(15, 18).may_restore(false).expect_err("refused");
        assert_eq!(error.code(), "pg-restore-unsafe");
        assert!(error.message().contains("CVE-2026-116314, repaired in 15.20"));
        assert!(!error.message().contains("18408"), "psql is never used");
    }
}
