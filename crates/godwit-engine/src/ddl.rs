//! DDL files as a source.

use std::path::{Path, PathBuf};

use godwit_postgres::ddl::{self, File, Server};

use crate::{
    Engine,
    error::Error,
    snapshot::{Reading, Unsaid},
};

impl Engine {
    /// Runs the files in a scratch database and reads the structure back.
    ///
    /// # Errors
    /// `ddl-missing`, `ddl-unreadable`, `ddl-refused`, `ddl-failed`, `role-missing`, or what stands in
    /// the way of a scratch database.
    pub(crate) async fn read_ddl(&self, path: &Path, source: &str) -> Result<Reading, Error> {
        let owned = path.to_owned();
        let script =
            tokio::task::spawn_blocking(move || Ok::<_, Error>(ddl::read(&files(&owned)?)?))
                .await
                .map_err(|_| Error::new("ddl-unreadable", "reading the DDL files broke off"))??;
        self.load_ddl(&script, source).await
    }

    /// Runs a script that was read already.
    ///
    /// # Errors
    /// As [`Engine::read_ddl`].
    pub(crate) async fn load_ddl(
        &self,
        script: &ddl::Script,
        source: &str,
    ) -> Result<Reading, Error> {
        let scratch = self.open_scratch("ddl").await?;
        let server = Server {
            maintenance: scratch.maintenance(),
            scratch: scratch.target(),
            own: scratch.is_own(),
        };
        let outcome = ddl::load(script, server).await.map_err(Error::from);
        let loaded = scratch.finish(outcome).await?;
        let mut reading = self.without_sizes(source, loaded.catalog);
        reading.printed_by = Some(loaded.version);
        reading.snapshot.spans = script.spans.clone();
        reading.unsaid = Unsaid { owners: !script.owners, privileges: !script.privileges };
        Ok(reading)
    }
}

/// The file itself, or the `.sql` files below a folder in the order of their paths. Of a pair
/// `NAME.up.sql` and `NAME.down.sql` only the first one is meant.
fn files(path: &Path) -> Result<Vec<File>, Error> {
    if !path.exists() {
        return Err(Error::new(
            "ddl-missing",
            format!("there is no DDL file or folder at: {}", path.display()),
        )
        .hint("name an .sql file or a folder of them"));
    }
    let mut paths = Vec::new();
    if path.is_dir() {
        below(path, &mut paths)?;
        paths.sort();
        let all = paths.clone();
        paths.retain(|path| !undoes(path, &all));
    } else {
        paths.push(path.to_owned());
    }
    if paths.is_empty() {
        return Err(Error::new(
            "ddl-missing",
            format!("the folder holds no .sql file: {}", path.display()),
        )
        .hint("name the folder that holds them"));
    }
    let root = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    paths
        .iter()
        .map(|path| {
            let bytes = std::fs::read(path)
                .map_err(|error| Error::file("read the DDL file", path, &error))?;
            let name = path.strip_prefix(root).unwrap_or(path);
            let name = name.to_string_lossy().replace('\\', "/");
            let text = String::from_utf8(bytes).map_err(|error| {
                Error::new(
                    "ddl-unreadable",
                    format!(
                        "{name} is no UTF-8 text from byte {} on",
                        error.utf8_error().valid_up_to()
                    ),
                )
                .hint("save it as UTF-8, or make it by pg_dump --encoding=UTF8")
            })?;
            Ok(File { name, text })
        })
        .collect()
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::file("read the folder", folder, &error);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        // A link to a folder could lead round in a circle.
        if kind.is_dir() {
            below(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "sql") && path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

fn undoes(path: &Path, all: &[PathBuf]) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.strip_suffix(".down.sql")
        .is_some_and(|stem| all.contains(&path.with_file_name(format!("{stem}.up.sql"))))
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn a_folder_is_read_in_the_order_of_its_names() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["2.up.sql", "2.down.sql", "1.sql", "notes.txt", "3.down.sql"] {
            std::fs::write(folder.path().join(name), "SELECT 1;").expect("written");
        }
        let names: Vec<String> =
            files(folder.path()).expect("read").into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["1.sql", "2.up.sql", "3.down.sql"]);
        let missing = files(&folder.path().join("none")).expect_err("nothing there");
        assert_eq!(missing.code(), "ddl-missing");
    }
}
