use godwit_schema::{Address, Sequence};

/// `CREATE SEQUENCE`, its owner left out: the owning column may not be there yet.
pub(crate) fn create(address: &Address, sequence: &Sequence) -> String {
    let unlogged = if sequence.unlogged { "UNLOGGED " } else { "" };
    let mut sql = format!("CREATE {unlogged}SEQUENCE {} AS {}", address.sql(), sequence.data_type);
    for option in options(sequence) {
        sql.push(' ');
        sql.push_str(&option);
    }
    sql
}

/// Options that differ from those of a new ascending sequence of the type.
pub(crate) fn options(sequence: &Sequence) -> Vec<String> {
    let plain = Sequence::ascending(&sequence.data_type);
    // Bounds and start of a descending sequence have other defaults: all are said.
    let descending = sequence.increment < 0;
    let mut found = Vec::new();
    if sequence.increment != plain.increment {
        found.push(format!("INCREMENT BY {}", sequence.increment));
    }
    if descending || sequence.min != plain.min {
        found.push(format!("MINVALUE {}", sequence.min));
    }
    if descending || sequence.max != plain.max {
        found.push(format!("MAXVALUE {}", sequence.max));
    }
    if descending || sequence.start != plain.start || sequence.min != plain.min {
        found.push(format!("START WITH {}", sequence.start));
    }
    if sequence.cache != plain.cache {
        found.push(format!("CACHE {}", sequence.cache));
    }
    if sequence.cycle {
        found.push("CYCLE".to_owned());
    }
    found
}

/// Options in which two sequences differ, for one `ALTER SEQUENCE`: several bounds can only be
/// moved together. Owner and comment are not among them.
pub(crate) fn changed_options(before: &Sequence, after: &Sequence) -> Vec<String> {
    let mut found = Vec::new();
    let retyped = before.data_type != after.data_type;
    if retyped {
        found.push(format!("AS {}", after.data_type));
    }
    if before.increment != after.increment {
        found.push(format!("INCREMENT BY {}", after.increment));
    }
    // ALTER SEQUENCE … AS moves bounds that stood at the old type's limits; saying them is exact.
    if retyped || before.min != after.min {
        found.push(format!("MINVALUE {}", after.min));
    }
    if retyped || before.max != after.max {
        found.push(format!("MAXVALUE {}", after.max));
    }
    if before.start != after.start {
        found.push(format!("START WITH {}", after.start));
    }
    if before.cache != after.cache {
        found.push(format!("CACHE {}", after.cache));
    }
    if before.cycle != after.cycle {
        found.push(if after.cycle { "CYCLE" } else { "NO CYCLE" }.to_owned());
    }
    // The position cannot be kept where no number is in both ranges.
    if before.max < after.min || after.max < before.min {
        found.push("RESTART".to_owned());
    }
    found
}

/// Moves the position of a sequence, which the first argument names as SQL, into the bounds that it
/// shall have, where it may be outside: PostgreSQL refuses such bounds. `None` where it cannot be
/// outside, or cannot be kept at all. After a position above them there is nothing left to give.
pub(crate) fn fit(sequence: &str, before: &Sequence, after: &Sequence) -> Option<String> {
    let (low, high) = (before.min.max(after.min), before.max.min(after.max));
    let holds_all = after.min <= before.min && before.max <= after.max;
    (!holds_all && low <= high).then(|| {
        format!(
            "SELECT setval({sequence}, LEAST(GREATEST(at, {low}), {high}), at > {}) \
             FROM (SELECT coalesce(pg_sequence_last_value({sequence}), {}) AS at) AS position \
             WHERE at NOT BETWEEN {} AND {}",
            after.max, before.start, after.min, after.max
        )
    })
}

/// `ALTER SEQUENCE … SET UNLOGGED` or `LOGGED`.
pub(crate) fn persist(address: &Address, unlogged: bool) -> String {
    let word = if unlogged { "UNLOGGED" } else { "LOGGED" };
    format!("ALTER SEQUENCE {} SET {word}", address.sql())
}

/// `ALTER SEQUENCE … OWNED BY`.
pub(crate) fn owned_by(address: &Address, column: Option<&Address>) -> String {
    let owner = column.map_or_else(|| "NONE".to_owned(), Address::sql);
    format!("ALTER SEQUENCE {} OWNED BY {owner}", address.sql())
}

/// `DROP SEQUENCE`.
pub(crate) fn drop(address: &Address) -> String {
    format!("DROP SEQUENCE {}", address.sql())
}
