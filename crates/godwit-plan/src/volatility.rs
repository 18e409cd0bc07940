use godwit_schema::ColumnDefault;

/// Functions whose value is the same for every row of one statement (`pg_proc.provolatile` is not
/// `v`) and which defaults often call.
const NOT_VOLATILE: &[&str] = &[
    "and",
    "array",
    "coalesce",
    "concat",
    "current_date",
    "current_setting",
    "current_timestamp",
    "date_trunc",
    "decode",
    "encode",
    "in",
    "interval",
    "json_build_array",
    "json_build_object",
    "jsonb_build_array",
    "jsonb_build_object",
    "localtimestamp",
    "lower",
    "make_date",
    "make_interval",
    "md5",
    "not",
    "now",
    "numeric",
    "or",
    "round",
    "row",
    "statement_timestamp",
    "timezone",
    "to_char",
    "to_json",
    "to_jsonb",
    "transaction_timestamp",
    "upper",
    "varchar",
    "varying",
    "bit",
    "character",
    "char",
    "date_part",
    "pg_current_xact_id",
    "timestamp",
    "time",
];

/// Whether a default must be evaluated row by row, so that adding its column rewrites the table.
///
/// Any function that is not known counts: rehearsal measures what really happens.
pub(crate) fn is_volatile(default: &ColumnDefault) -> bool {
    called(&default.expression.text).iter().any(|name| !NOT_VOLATILE.contains(&name.as_str()))
}

/// Names in front of an opening parenthesis, outside of literals.
fn called(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut name = String::new();
    let mut in_literal = false;
    for character in text.chars() {
        match character {
            '\'' => {
                in_literal = !in_literal;
                name.clear();
            }
            _ if in_literal => {}
            '(' => {
                if !name.is_empty() {
                    found.push(std::mem::take(&mut name));
                }
            }
            character if character.is_alphanumeric() || character == '_' => {
                name.extend(character.to_lowercase());
            }
            _ => name.clear(),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use godwit_schema::Expression;

    use super::*;

    #[test]
    fn t23_constants_and_now_are_free_and_the_rest_is_not() {
        for (text, volatile) in [
            ("now()", false),
            ("CURRENT_TIMESTAMP", false),
            ("0", false),
            ("'f(x)'::text", false),
            ("'{}'::jsonb", false),
            ("'x'::character varying(3)", false),
            ("(now() AT TIME ZONE 'UTC'::text)", false),
            ("gen_random_uuid()", true),
            ("clock_timestamp()", true),
            ("nextval('public.s'::regclass)", true),
            ("public.my_function()", true),
        ] {
            let default = ColumnDefault { expression: Expression::canonical(text) };
            assert_eq!(is_volatile(&default), volatile, "{text}");
        }
    }
}
