use godwit_schema::{Column, DataType, quote::quote_ident};

/// What changing a column's type means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Retype {
    /// The `USING` expression, where PostgreSQL has no assignment cast or the cast would depend on
    /// the session's time zone.
    pub using: Option<String>,
    /// Whether every row is written anew.
    pub rewrites: bool,
    /// Whether a present default keeps its meaning without being dropped first.
    pub keeps_default: bool,
    /// What a value can lose although the cast succeeds.
    pub lossy: Option<&'static str>,
    /// Whether the cast can refuse a value.
    pub may_fail: bool,
    /// The longest value in characters that fits, when only length decides.
    pub length: Option<u32>,
    /// Whether values are read as times of UTC.
    pub reinterprets: bool,
}

/// A type's text taken apart: `numeric(10,2)[]`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parsed {
    base: String,
    modifiers: Vec<i64>,
    array: bool,
}

fn parse(data_type: &DataType) -> Parsed {
    let (text, array) = match data_type.text.strip_suffix("[]") {
        Some(element) => (element, true),
        None => (data_type.text.as_str(), false),
    };
    if data_type.of.is_some() {
        return Parsed { base: text.to_owned(), modifiers: Vec::new(), array };
    }
    let (base, modifiers) = match (text.find('('), text.find(')')) {
        (Some(open), Some(close)) if open < close => {
            let modifiers =
                text[open + 1..close].split(',').filter_map(|part| part.trim().parse().ok());
            (format!("{}{}", text[..open].trim_end(), &text[close + 1..]), modifiers.collect())
        }
        _ => (text.to_owned(), Vec::new()),
    };
    Parsed { base, modifiers, array }
}

/// The widest to the narrowest are compared by their place.
const INTEGERS: [&str; 3] = ["smallint", "integer", "bigint"];
const STRINGS: [&str; 3] = ["text", "character varying", "character"];
const ZONELESS: &str = "timestamp without time zone";
const ZONED: &str = "timestamp with time zone";

fn integer_rank(base: &str) -> Option<usize> {
    INTEGERS.iter().position(|name| *name == base)
}

fn is_number(base: &str) -> bool {
    integer_rank(base).is_some() || matches!(base, "numeric" | "real" | "double precision")
}

/// Judges a change of type. Facts about rewriting are those of `ATColumnChangeRequiresRewrite` and
/// of the length-coercion functions' support functions.
pub(crate) fn judge(name: &str, before: &Column, after: &Column) -> Retype {
    let (a, b) = (parse(&before.data_type), parse(&after.data_type));
    let column = quote_ident(name);
    let target = &after.data_type.text;
    let mut judged = Retype {
        using: None,
        rewrites: true,
        keeps_default: false,
        lossy: None,
        may_fail: false,
        length: None,
        reinterprets: false,
    };
    if a.array || b.array {
        judge_array(&mut judged, &a, &b, before, after, &column);
        return without_using_where_refused(judged, before);
    }
    let (from, to) = (a.base.as_str(), b.base.as_str());
    let length = b.modifiers.first().copied();
    if from == to && before.data_type == after.data_type {
        // Only the collation differs: the heap stays, indexes are built anew.
        judged.rewrites = false;
        judged.keeps_default = true;
    } else if STRINGS.contains(&to) {
        judge_to_string(&mut judged, &a, &b);
    } else if is_number(from) && is_number(to) {
        judge_number(&mut judged, &a, &b);
    } else if from == to {
        let shorter = shrinks(a.modifiers.first().copied(), length);
        judged.rewrites = shorter || to == "bit";
        judged.keeps_default = true;
        judged.may_fail = to.starts_with("bit") && shorter;
        judged.lossy =
            (shorter && !to.starts_with("bit")).then_some("digits after the second are cut");
    } else {
        judge_others(&mut judged, from, to, &column, target);
    }
    without_using_where_refused(judged, before)
}

/// Generated columns refuse `USING`.
fn without_using_where_refused(mut judged: Retype, before: &Column) -> Retype {
    if before.generated.is_some() {
        judged.using = None;
    }
    judged
}

fn shrinks(before: Option<i64>, after: Option<i64>) -> bool {
    match (before, after) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(after)) => after < before,
    }
}

/// Any type has an assignment cast to strings, and that one refuses what is too long, while an
/// explicit cast would cut it: so there is never a `USING`.
fn judge_to_string(judged: &mut Retype, a: &Parsed, b: &Parsed) {
    let from_string = STRINGS.contains(&a.base.as_str());
    let length = b.modifiers.first().copied().or((b.base == "character").then_some(1));
    let from_length = a.modifiers.first().copied();
    let shorter = length.is_some() && (!from_string || shrinks(from_length, length));
    judged.keeps_default = from_string;
    judged.may_fail = shorter;
    judged.length = if shorter && from_string {
        length.and_then(|length| u32::try_from(length).ok())
    } else {
        None
    };
    let padded = a.base == "character" || b.base == "character";
    judged.rewrites = !from_string || shorter || padded;
    if padded && a.base != b.base {
        judged.lossy = Some("blanks at the end of values do not survive");
    }
}

fn judge_number(judged: &mut Retype, a: &Parsed, b: &Parsed) {
    judged.keeps_default = true;
    match (integer_rank(&a.base), integer_rank(&b.base)) {
        (Some(before), Some(after)) => judged.may_fail = after < before,
        (Some(before), None) => match b.base.as_str() {
            "numeric" => judged.may_fail = !b.modifiers.is_empty(),
            "double precision" if before < 2 => {}
            "real" if before < 1 => {}
            _ => judged.lossy = Some("large numbers lose digits"),
        },
        (None, Some(_)) => {
            judged.lossy = Some("fractions are rounded to whole numbers");
            judged.may_fail = true;
        }
        (None, None) => judge_fractions(judged, a, b),
    }
}

fn judge_fractions(judged: &mut Retype, a: &Parsed, b: &Parsed) {
    match (a.base.as_str(), b.base.as_str()) {
        ("numeric", "numeric") => {
            let scale = |parsed: &Parsed| parsed.modifiers.get(1).copied().unwrap_or(0);
            let whole = |parsed: &Parsed| parsed.modifiers.first().map(|all| all - scale(parsed));
            let unbounded = b.modifiers.is_empty();
            let same_scale = !a.modifiers.is_empty() && scale(a) == scale(b);
            judged.may_fail = shrinks(whole(a), whole(b));
            judged.rewrites = !unbounded && (!same_scale || judged.may_fail);
            if !unbounded && (a.modifiers.is_empty() || scale(b) < scale(a)) {
                judged.lossy = Some("fractions are rounded to fewer digits");
            }
        }
        ("real", "double precision") => {}
        ("numeric", _) => {
            judged.lossy = Some("exact numbers become approximate");
            judged.may_fail = true;
        }
        ("double precision", "real") => {
            judged.lossy = Some("numbers lose digits");
            judged.may_fail = true;
        }
        (_, _) => {
            judged.lossy = Some("numbers are rounded to fewer digits");
            judged.may_fail = true;
        }
    }
}

fn judge_others(judged: &mut Retype, from: &str, to: &str, column: &str, target: &str) {
    let utc = |inner: &str| format!("{inner} AT TIME ZONE 'UTC'");
    match (from, to) {
        (ZONELESS, ZONED) | (ZONED, ZONELESS) => {
            judged.using = Some(utc(column));
            judged.reinterprets = true;
        }
        (ZONED, "date" | "time without time zone") => {
            judged.using = Some(format!("({})::{target}", utc(column)));
            judged.reinterprets = true;
            judged.lossy = Some("only a part of each time is kept");
        }
        ("date", ZONED) => {
            judged.using = Some(utc(&format!("{column}::timestamp")));
            judged.reinterprets = true;
        }
        ("date", ZONELESS) | ("time without time zone", "interval") => {}
        (ZONELESS, "date" | "time without time zone") => {
            judged.lossy = Some("only a part of each time is kept");
        }
        ("json", "jsonb") => {
            judged.lossy = Some("repeated keys, the order of keys and white space are not kept");
            judged.may_fail = true;
        }
        ("jsonb", "json") => {}
        ("cidr", "inet") => judged.rewrites = false,
        ("inet", "cidr") => judged.lossy = Some("bits of hosts are cut"),
        ("boolean", "integer") => judged.using = Some(format!("{column}::{target}")),
        ("integer", "boolean") => {
            judged.using = Some(format!("{column}::{target}"));
            judged.lossy = Some("every number but zero becomes true");
        }
        _ => {
            judged.may_fail = true;
            judged.using = Some(if STRINGS.contains(&from) {
                format!("{column}::{target}")
            } else {
                // Both sides can be read as text, and few other pairs have a cast at all.
                format!("{column}::text::{target}")
            });
        }
    }
}

fn judge_array(
    judged: &mut Retype,
    a: &Parsed,
    b: &Parsed,
    before: &Column,
    after: &Column,
    column: &str,
) {
    if before.data_type == after.data_type {
        judged.rewrites = false;
        judged.keeps_default = true;
        return;
    }
    judged.may_fail = true;
    let target = &after.data_type.text;
    let element = |column: &Column| {
        let DataType { text, of } = &column.data_type;
        let text = text.strip_suffix("[]").unwrap_or(text).to_owned();
        let data_type = DataType { text, of: of.clone() };
        Column { data_type, generated: None, ..column.clone() }
    };
    match (a.array, b.array) {
        (true, true) => {
            let inner = judge("x", &element(before), &element(after));
            judged.lossy = inner.lossy;
            judged.may_fail = inner.may_fail;
            if inner.using.is_some() {
                judged.using = Some(format!("{column}::text[]::{target}"));
            }
        }
        // An array as text is `{a,b}`: assignment to strings exists.
        (true, false) if STRINGS.contains(&b.base.as_str()) => {}
        (_, false) => judged.using = Some(format!("{column}::text::{target}")),
        // Text that shall be numbers, days and the like is an array as PostgreSQL prints it: the
        // text of one value alone would not come back from the way back.
        (false, true)
            if STRINGS.contains(&a.base.as_str()) && !STRINGS.contains(&b.base.as_str()) =>
        {
            judged.using = Some(format!("{column}::{target}"));
        }
        (false, true) => {
            // As one value goes over to another, which may be by its text alone.
            let inner = judge("x", &element(before), &element(after)).using;
            let by_text = inner.is_some_and(|using| using.starts_with("x::text::"));
            let text = if by_text { "::text" } else { "" };
            judged.using = Some(format!("ARRAY[{column}{text}]::{target}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(data_type: &str) -> Column {
        Column {
            position: 1,
            data_type: DataType::builtin(data_type),
            collation: None,
            not_null: false,
            not_null_as: godwit_schema::NotNull::default(),
            identity: None,
            generated: None,
            inherited: false,
            storage: godwit_schema::Storage::default(),
            comment: None,
        }
    }

    fn judged(before: &str, after: &str) -> Retype {
        judge("c", &column(before), &column(after))
    }

    #[test]
    fn t21_what_rewrites_and_what_does_not() {
        for (before, after, rewrites) in [
            ("integer", "bigint", true),
            ("character varying(50)", "character varying(20)", true),
            ("numeric(10,2)", "numeric(10,3)", true),
            ("character(3)", "text", true),
            ("json", "jsonb", true),
            ("timestamp(6) with time zone", "timestamp(3) with time zone", true),
            ("text", "character varying(9)", true),
            ("character varying(20)", "character varying(50)", false),
            ("character varying(20)", "text", false),
            ("text", "character varying", false),
            ("numeric(10,2)", "numeric(12,2)", false),
            ("numeric(10,2)", "numeric", false),
            ("bit varying(5)", "bit varying(9)", false),
            ("timestamp(3) with time zone", "timestamp(6) with time zone", false),
        ] {
            assert_eq!(judged(before, after).rewrites, rewrites, "{before} to {after}");
        }
    }

    #[test]
    fn t22_times_are_read_in_utc_whatever_the_session_says() {
        let found = judged("timestamp without time zone", "timestamp with time zone");
        assert_eq!(found.using.as_deref(), Some("c AT TIME ZONE 'UTC'"));
        assert!(found.reinterprets && found.rewrites);
    }

    #[test]
    fn t25_using_only_where_no_assignment_cast_is() {
        assert_eq!(judged("text", "integer").using.as_deref(), Some("c::integer"));
        assert_eq!(judged("integer", "text").using, None);
        assert_eq!(judged("bigint", "integer").using, None);
        // An explicit cast would cut silently.
        assert_eq!(judged("text", "character varying(3)").using, None);
        assert_eq!(judged("text", "character varying(3)").length, Some(3));
        assert_eq!(judged("text[]", "integer[]").using.as_deref(), Some("c::text[]::integer[]"));
    }

    #[test]
    fn losses_are_told_from_failures() {
        assert!(judged("numeric(10,2)", "integer").lossy.is_some());
        assert!(!judged("integer", "bigint").may_fail);
        assert!(judged("bigint", "integer").may_fail);
        assert!(judged("bigint", "integer").lossy.is_none());
        assert!(judged("numeric(10,2)", "numeric(6,2)").may_fail);
        assert!(judged("numeric", "numeric(6,2)").lossy.is_some());
    }
}
