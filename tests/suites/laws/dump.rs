//! Two dumps of pg_dump, compared entry by entry: what PostgreSQL itself says about two databases.

use std::collections::BTreeMap;

use godwit_postgres::introspect::settled;

/// How an entry begins.
const HEAD: &str = "-- Name: ";
/// Settings that pg_dump writes only where they change, so that their place depends on the order.
const CARRIED: [&str; 2] = ["SET default_tablespace = ", "SET default_table_access_method = "];

/// What two dumps do not have in common: `-` only found, `+` only wanted. The order of entries, of
/// columns in a table, of privileges and of storage parameters does not count.
pub fn differences(found: &str, wanted: &str) -> Vec<String> {
    let (found, wanted) = (entries(found), entries(wanted));
    let mut heads: Vec<&String> = found.keys().chain(wanted.keys()).collect();
    heads.sort();
    heads.dedup();
    let mut out = Vec::new();
    for head in heads {
        let none = Vec::new();
        let (is, shall) = (found.get(head).unwrap_or(&none), wanted.get(head).unwrap_or(&none));
        if is == shall {
            continue;
        }
        out.push(head.clone());
        let (is, shall) = (lines(is), lines(shall));
        let before = out.len();
        out.extend(lacking(&is, &shall).map(|line| format!("  - {line}")));
        out.extend(lacking(&shall, &is).map(|line| format!("  + {line}")));
        if out.len() == before {
            out.extend(is.iter().map(|line| format!("  - {line}")));
            out.extend(shall.iter().map(|line| format!("  + {line}")));
        }
    }
    out
}

/// What two texts do not have in common, line by line.
pub fn line_differences(found: &str, wanted: &str) -> Vec<String> {
    let (found, wanted): (Vec<&str>, Vec<&str>) =
        (found.lines().collect(), wanted.lines().collect());
    lacking(&found, &wanted)
        .map(|line| format!("  - {line}"))
        .chain(lacking(&wanted, &found).map(|line| format!("  + {line}")))
        .collect()
}

/// Lines of `some` that `others` has not, each as often as it is too much.
fn lacking<'a>(some: &'a [&str], others: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let mut rest = others.to_vec();
    some.iter().copied().filter(move |line| match rest.iter().position(|other| other == line) {
        Some(at) => {
            rest.remove(at);
            false
        }
        None => true,
    })
}

fn lines(entries: &[String]) -> Vec<&str> {
    entries.iter().flat_map(|entry| entry.lines()).collect()
}

/// Entries by their heads, each in its normal form. Two functions, say, may share a head.
fn entries(dump: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut settings: [&str; 2] = [""; 2];
    let mut current: Option<(&str, Vec<&str>)> = None;
    let mut finish = |entry: Option<(&str, Vec<&str>)>| {
        if let Some((head, body)) = entry {
            found.entry(head.to_owned()).or_default().push(normal(head, &body));
        }
    };
    for line in dump.lines() {
        if let Some(head) = line.strip_prefix(HEAD) {
            finish(current.replace((head, Vec::new())));
        } else if let Some(at) = CARRIED.iter().position(|setting| line.starts_with(setting)) {
            settings[at] = line;
        } else if let Some((head, body)) = &mut current {
            if ["CREATE TABLE ", "CREATE UNLOGGED TABLE ", "CREATE MATERIALIZED VIEW "]
                .iter()
                .any(|start| line.starts_with(start))
                && !head.contains("Type: FUNCTION")
            {
                body.extend(settings);
            }
            // Of indexes and keys the tablespace alone is said.
            if head.contains("Type: INDEX;") && line.contains("INDEX ")
                || head.contains("Type: CONSTRAINT;") && line.starts_with("ALTER TABLE ")
            {
                body.push(settings[0]);
            }
            body.push(line);
        }
    }
    finish(current);
    for same in found.values_mut() {
        same.sort();
    }
    found
}

fn normal(head: &str, body: &[&str]) -> String {
    let is = |word: &str| head.contains(&format!("; Type: {word};"));
    let unordered = is("TABLE") || is("ACL") || is("DEFAULT ACL");
    // The server prints some expressions in one way or, after reading that back, in another. A name or
    // a text may have lines of its own.
    let body = settled(body.join("\n"));
    let mut lines: Vec<String> = body
        .lines()
        .filter(|line| !is_frame(line))
        .map(|line| {
            let line = if unordered { line.trim_end_matches(',') } else { line };
            if is("STATISTICS") { sorted_columns(line) } else { sorted_options(line) }
        })
        .collect();
    if unordered {
        lines.sort();
    }
    lines.join("\n").trim().to_owned()
}

/// What pg_dump writes around entries. `\restrict` bears a random word since the releases of August
/// 2025.
fn is_frame(line: &str) -> bool {
    line == "--"
        || line.starts_with("-- PostgreSQL database dump complete")
        || line.starts_with("\\restrict ")
        || line.starts_with("\\unrestrict ")
}

/// Extended statistics have their columns in the order in which the table got them.
fn sorted_columns(line: &str) -> String {
    let sorted = || {
        let start = line.find(" ON ")? + " ON ".len();
        let end = line.rfind(" FROM ")?;
        let mut columns: Vec<&str> = line.get(start..end)?.split(", ").collect();
        columns.sort_unstable();
        Some(format!("{}{}{}", &line[..start], columns.join(", "), &line[end..]))
    };
    sorted().unwrap_or_else(|| line.to_owned())
}

/// Storage parameters stand in the order in which they were set.
fn sorted_options(line: &str) -> String {
    let sorted = || {
        let start = line.find("WITH (")? + "WITH (".len();
        let end = start + line[start..].find(')')?;
        let mut options: Vec<&str> = line[start..end].split(", ").collect();
        if options.iter().any(|option| !option.contains('=')) {
            return None;
        }
        options.sort_unstable();
        Some(format!("{}{}{}", &line[..start], options.join(", "), &line[end..]))
    };
    sorted().unwrap_or_else(|| line.to_owned())
}
