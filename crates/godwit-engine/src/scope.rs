use std::path::Path;

use godwit_schema::{Address, Scope};
use toml_edit::{Array, DocumentMut, Item, Table, Value};

use crate::{
    Engine,
    error::Error,
    project::{FILE_NAME, Project},
};

/// The pattern that leaves an object alone, with the table it belongs to when it is a part of one;
/// `None` where no pattern stands for it alone.
pub fn pattern(address: &Address) -> Option<String> {
    let about = address.target().unwrap_or_else(|| address.clone());
    let whole = about.owner_table().unwrap_or(about);
    let pattern = match (whole.is_global(), whole.path()) {
        (true, [name, ..]) => name.clone(),
        (false, [namespace, name, ..]) => format!("{namespace}.{name}"),
        _ => return None,
    };
    // A star in a name would leave alone whatever fits it.
    (!pattern.contains('*')).then_some(pattern)
}

impl Engine {
    /// Writes into the `godwit.toml` of a profile's project that what fits a pattern is left alone,
    /// or that it is compared again. Comments and order of the file stay.
    ///
    /// # Errors
    /// `project-unset`, `pattern-empty`, or the file cannot be read or written; it is as before then.
    pub async fn set_left_alone(
        &self,
        profile: &str,
        pattern: &str,
        left_alone: bool,
    ) -> Result<(), Error> {
        if pattern.trim().is_empty() || pattern.chars().any(char::is_control) {
            return Err(Error::new("pattern-empty", "no object is named, so nothing was written")
                .hint("name it as in scope.ignore of godwit.toml: public.audit, or legacy_*"));
        }
        let project = self.project_of(profile).await?;
        let path = project.root.join(FILE_NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::file("read the settings", &path, &error)),
        };
        let changed = edited(&text, &project.policy.scope, pattern, left_alone)
            .map_err(|why| unreadable(&path, &why))?;
        write_whole(&path, &changed)?;
        // What was written is what the next comparison reads.
        Project::open(&project.root).map(|_| ())
    }
}

fn unreadable(path: &Path, why: &str) -> Error {
    Error::new("settings-unreadable", format!("{} cannot be edited: {why}", path.display()))
        .hint("correct the file, or write the pattern into scope.ignore by hand")
}

/// The file with the pattern in `scope.ignore`, or without it.
fn edited(text: &str, scope: &Scope, pattern: &str, left_alone: bool) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error| format!("{error}"))?;
    let table = document
        .entry("scope")
        .or_insert_with(|| Item::Table(Table::new()))
        .as_table_like_mut()
        .ok_or("scope is no table")?;
    // A list that is written stands for the usual one, so what that holds is written too.
    let list = table
        .entry("ignore")
        .or_insert_with(|| Item::Value(Value::Array(scope.ignore.iter().collect::<Array>())))
        .as_array_mut()
        .ok_or("scope.ignore is no list")?;
    let has = |value: &Value| value.as_str() == Some(pattern);
    if left_alone && !list.iter().any(has) {
        list.push(pattern);
    } else if !left_alone {
        list.retain(|value| !has(value));
    }
    Ok(document.to_string())
}

/// The old file or the new one, never half of one.
fn write_whole(path: &Path, text: &str) -> Result<(), Error> {
    use std::io::Write;
    let failed = |error: &std::io::Error| Error::file("write the settings", path, error);
    let folder = path.parent().unwrap_or(path);
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    if let Ok(present) = std::fs::metadata(path) {
        file.as_file().set_permissions(present.permissions()).map_err(|error| failed(&error))?;
    }
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(|error| failed(&error))?;
    file.persist(path).map(|_| ()).map_err(|error| failed(&error.error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stay_and_the_usual_patterns_are_kept() {
        let scope = Scope::default();
        let text = "# ours\n[policy]\nonline = true # always\n";
        let with = edited(text, &scope, "public.audit", true).expect("edited");
        assert!(with.starts_with(text), "{with}");
        for pattern in ["alembic_version", "spatial_ref_sys", "public.audit"] {
            assert!(with.contains(&format!("\"{pattern}\"")), "{with}");
        }
        assert_eq!(edited(&with, &scope, "public.audit", true).as_deref(), Ok(with.as_str()));
        let without = edited(&with, &scope, "public.audit", false).expect("edited");
        assert!(!without.contains("public.audit") && without.contains("alembic_version"));
    }

    #[test]
    fn a_part_leaves_its_table_alone() {
        let column = Address::column("app", "audit", "at");
        assert_eq!(pattern(&column).as_deref(), Some("app.audit"));
        assert_eq!(pattern(&Address::owner_of(&column)).as_deref(), Some("app.audit"));
        assert_eq!(pattern(&Address::enum_type("app", "mood")).as_deref(), Some("app.mood"));
        assert_eq!(pattern(&Address::table("app", "a*")), None);
        let scope = Scope { ignore: vec!["app.audit".to_owned()], ..Scope::default() };
        assert!(!scope.holds(&column));
    }
}
