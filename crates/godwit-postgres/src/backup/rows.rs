use crate::backup::TableRows;

/// Longer statements are no COPY.
const STATEMENT_LIMIT: usize = 1 << 16;

/// Counts the rows of each table in what `pg_restore --data-only` prints, piece by piece, keeping no
/// value.
#[derive(Debug, Default)]
pub(super) struct RowCounter {
    tables: Vec<TableRows>,
    inside: bool,
    /// The line read so far: of a statement up to the limit, of a row its first three bytes.
    line: Vec<u8>,
    /// The beginning of a COPY whose names hold line breaks.
    begun: Vec<u8>,
}

impl RowCounter {
    /// Takes the next piece.
    pub(super) fn feed(&mut self, mut piece: &[u8]) {
        while let Some(end) = piece.iter().position(|&byte| byte == b'\n') {
            self.collect(&piece[..end]);
            self.end_line();
            piece = &piece[end + 1..];
        }
        self.collect(piece);
    }

    /// Every table that has an entry for rows, also those with none, in order of their names. `None`
    /// when the text broke off inside a table.
    pub(super) fn finish(mut self) -> Option<Vec<TableRows>> {
        self.tables.sort();
        (!self.inside).then_some(self.tables)
    }

    /// How many tables were begun.
    pub(super) fn tables(&self) -> usize {
        self.tables.len()
    }

    fn collect(&mut self, part: &[u8]) {
        let limit = if self.inside { 3 } else { STATEMENT_LIMIT };
        let room = limit.saturating_sub(self.line.len());
        self.line.extend_from_slice(&part[..part.len().min(room)]);
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if self.inside {
            if line == b"\\." {
                self.inside = false;
            } else if let Some(table) = self.tables.last_mut() {
                table.rows += 1;
            }
            return;
        }
        if self.begun.is_empty() && !line.starts_with(b"COPY ") {
            return;
        }
        self.begun.extend_from_slice(&line);
        if !line.ends_with(b" FROM stdin;") {
            self.begun.push(b'\n');
            if self.begun.len() > STATEMENT_LIMIT {
                self.begun.clear();
            }
            return;
        }
        let statement = std::mem::take(&mut self.begun);
        if let Some((namespace, name)) = copied_table(&String::from_utf8_lossy(&statement)) {
            self.tables.push(TableRows { namespace, name, rows: 0 });
            self.inside = true;
        }
    }
}

/// Namespace and name in `COPY public."Order" (id, …) FROM stdin;`.
fn copied_table(statement: &str) -> Option<(String, String)> {
    let (namespace, rest) = name(statement.strip_prefix("COPY ")?)?;
    let (name, _) = name(rest.strip_prefix('.')?)?;
    Some((namespace, name))
}

/// Reads one name, quoted or not.
fn name(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(['.', ' ']).unwrap_or(text.len());
        return Some((text[..end].to_owned(), &text[end..]));
    };
    let mut name = String::new();
    loop {
        let end = rest.find('"')?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return Some((name, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "--\n-- Data for Name: a; Type: TABLE DATA\n--\n\nCOPY public.a (id, t) FROM stdin;\n1\tCOPY x FROM stdin;\n2\t\\\\.\n\\.\n\nCOPY \"My \"\"s\"\"\".\"t (x) FROM\nstdin\" (id) FROM stdin;\n\\N\n\\.\nSELECT pg_catalog.setval('public.a_id_seq', 2, true);\nCOPY public.empty (id) FROM stdin;\n\\.\n";

    fn rows(namespace: &str, name: &str, rows: u64) -> TableRows {
        TableRows { namespace: namespace.to_owned(), name: name.to_owned(), rows }
    }

    #[test]
    fn rows_are_counted_whatever_the_pieces() {
        let expected = vec![
            rows("My \"s\"", "t (x) FROM\nstdin", 1),
            rows("public", "a", 2),
            rows("public", "empty", 0),
        ];
        for size in [1, 2, 7, 1000] {
            let mut counter = RowCounter::default();
            TEXT.as_bytes().chunks(size).for_each(|piece| counter.feed(piece));
            assert_eq!(counter.finish(), Some(expected.clone()), "pieces of {size}");
        }
    }

    #[test]
    fn a_text_that_breaks_off_is_no_count() {
        let mut counter = RowCounter::default();
        counter.feed(b"COPY public.a (id) FROM stdin;\n1\n");
        assert_eq!(counter.finish(), None);
    }
}
