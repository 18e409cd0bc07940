use super::UseKind;

/// What the SQL of a string does to a table, and to a column of it when one is asked for; `None`
/// when it is no SQL or names neither.
pub(super) fn sql_use(text: &str, table: &str, column: Option<&str>) -> Option<UseKind> {
    let words: Vec<String> = words(text).collect();
    let first = words.first()?.as_str();
    let writes = match first {
        "select" | "with" | "copy" | "lock" => {
            words.iter().any(|word| matches!(word.as_str(), "insert" | "update" | "delete"))
        }
        "insert" | "update" | "delete" | "truncate" | "alter" | "drop" | "create" | "merge" => true,
        // A piece of a statement: `WHERE …`, `FROM …`, `ORDER BY …`.
        "from" | "where" | "join" | "left" | "inner" | "order" | "group" | "set" | "and" => false,
        _ => return None,
    };
    let names = |wanted: &str| {
        let wanted = wanted.to_lowercase();
        words.contains(&wanted)
    };
    // A sentence may begin with `Select`; SQL goes on.
    let is_sql = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "from" | "into" | "set" | "table" | "where" | "join" | "by" | "using"
        )
    });
    (is_sql && names(table) && column.is_none_or(names)).then_some(match writes {
        true => UseKind::SqlWrite,
        false => UseKind::SqlRead,
    })
}

/// Words of a text without case: letters, digits and underscores.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_told_from_prose() {
        let of = |text| sql_use(text, "patient", Some("fax"));
        assert_eq!(of("SELECT p.fax FROM patient p"), Some(UseKind::SqlRead));
        assert_eq!(of("UPDATE \"patient\" SET fax = NULL"), Some(UseKind::SqlWrite));
        assert_eq!(of("INSERT INTO patient (id, fax) VALUES (1, '')"), Some(UseKind::SqlWrite));
        assert_eq!(of("SELECT fax_number FROM patient"), None);
        assert_eq!(of("the fax of a patient from here"), None);
        assert_eq!(of("Select a patient with a fax"), None);
        assert_eq!(sql_use("DELETE FROM clinic.patient", "patient", None), Some(UseKind::SqlWrite));
    }
}
