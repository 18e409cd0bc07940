use serde::{Deserialize, Serialize};

use crate::address::Address;

/// A sequence's options (`pg_sequence`). Its position is data, not structure, and is not here.
///
/// Numbers are 64-bit as in PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// `smallint`, `integer` or `bigint`.
    pub data_type: String,
    /// `START WITH`.
    pub start: i64,
    /// `INCREMENT BY`.
    pub increment: i64,
    /// `MINVALUE`.
    pub min: i64,
    /// `MAXVALUE`.
    pub max: i64,
    /// `CACHE`.
    pub cache: i64,
    /// `CYCLE`.
    pub cycle: bool,
    /// `UNLOGGED`, since PostgreSQL 15.
    #[serde(default)]
    pub unlogged: bool,
    /// The column that owns it (`OWNED BY`): it is dropped with that column.
    pub owned_by: Option<Address>,
    /// `COMMENT ON SEQUENCE`.
    pub comment: Option<String>,
}

impl Sequence {
    /// The options that `CREATE SEQUENCE … AS data_type` without any option gives.
    pub fn ascending(data_type: &str) -> Self {
        let max = match data_type {
            "smallint" => i64::from(i16::MAX),
            "integer" => i64::from(i32::MAX),
            _ => i64::MAX,
        };
        Self {
            data_type: data_type.to_owned(),
            start: 1,
            increment: 1,
            min: 1,
            max,
            cache: 1,
            cycle: false,
            unlogged: false,
            owned_by: None,
            comment: None,
        }
    }
}
