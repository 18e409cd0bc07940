use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use uuid::Uuid;

/// Where time and ids come from: the one place that asks the operating system for them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    fixed: Option<OffsetDateTime>,
}

impl Clock {
    /// A clock that stands still, for documents that must come out the same twice.
    pub fn fixed(now: OffsetDateTime) -> Self {
        Self { fixed: Some(now) }
    }

    /// Now, in UTC.
    pub fn now(&self) -> OffsetDateTime {
        self.fixed.unwrap_or_else(OffsetDateTime::now_utc)
    }

    /// Now as RFC 3339 with whole seconds: `2026-11-23T20:41:07Z`.
    pub fn timestamp(&self) -> String {
        self.now()
            .replace_nanosecond(0)
            .unwrap_or_else(|_| self.now())
            .format(&Rfc3339)
            // RFC 3339 can write every year from 0 to 9999.
            .unwrap_or_default()
    }

    /// A new id, ordered by time of creation (UUID version 7).
    pub fn new_id(&self) -> String {
        Uuid::now_v7().to_string()
    }
}
