use godwit_schema::Fingerprint;

use crate::outcome::{Committing, Outcome};

/// What the server answers about a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Status {
    Committed,
    Aborted,
    InProgress,
    /// It had no id, and nobody works on it any more.
    Ended,
    Unknown {
        reason: String,
    },
}

/// Weighs the structure and the server's word against each other.
pub(super) fn judge(
    committing: &Committing,
    live: Option<&Fingerprint>,
    status: Status,
) -> Outcome {
    let (before, after) = (committing.before.as_ref(), committing.after.as_ref());
    // Whether what is there now fits a rollback and a commit.
    let (undone, done) = match (live, before) {
        (Some(live), Some(before)) => {
            (live == before, after.map_or(live != before, |after| live == after))
        }
        _ => (true, true),
    };
    // Without the structure it leaves, any other change would pass for the transaction's own.
    let alone = after.is_some() && undone != done;
    match status {
        Status::Committed if done => Outcome::Committed,
        Status::Aborted if undone => Outcome::RolledBack,
        Status::InProgress if !alone || undone => Outcome::InProgress,
        // What runs alone makes or drops an index, which always shows.
        Status::Ended if undone && !done => Outcome::RolledBack,
        _ if alone && done => Outcome::Committed,
        _ if alone => Outcome::RolledBack,
        Status::Unknown { reason } => Outcome::Unknown { reason },
        Status::Ended => Outcome::Unknown {
            reason: "a statement that is its own transaction was cut off, and the structure does not look as if it had ended".to_owned(),
        },
        Status::Committed => contradiction("committed"),
        Status::Aborted | Status::InProgress => contradiction("rolled back"),
    }
}

fn contradiction(said: &str) -> Outcome {
    Outcome::Unknown {
        reason: format!(
            "the server says that it was {said}, and the structure does not look like that"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> Fingerprint {
        Fingerprint::over([text.as_bytes()])
    }

    fn judged(after: Option<&str>, live: &str, status: Status) -> Outcome {
        let committing = Committing {
            xid: Some("741".to_owned()),
            before: Some(print("before")),
            after: after.map(print),
        };
        judge(&committing, Some(&print(live)), status)
    }

    fn forgotten() -> Status {
        Status::Unknown { reason: "it forgot".to_owned() }
    }

    #[test]
    fn a_structure_that_is_plain_is_believed_whatever_is_said_of_the_id() {
        for status in [Status::Committed, Status::Aborted, Status::InProgress, forgotten()] {
            assert_eq!(judged(Some("after"), "after", status), Outcome::Committed);
        }
        for status in [Status::Committed, Status::Aborted, forgotten()] {
            assert_eq!(judged(Some("after"), "before", status), Outcome::RolledBack);
        }
        // It may still be committed.
        assert_eq!(judged(Some("after"), "before", Status::InProgress), Outcome::InProgress);
    }

    #[test]
    fn a_structure_of_somebody_else_decides_nothing() {
        for status in [Status::Committed, Status::Aborted, forgotten()] {
            assert!(matches!(judged(Some("after"), "else", status), Outcome::Unknown { .. }));
        }
    }

    #[test]
    fn where_the_structure_stays_the_id_decides() {
        assert_eq!(judged(Some("before"), "before", Status::Committed), Outcome::Committed);
        assert_eq!(judged(Some("before"), "before", Status::Aborted), Outcome::RolledBack);
        assert!(matches!(judged(Some("before"), "before", forgotten()), Outcome::Unknown { .. }));
    }

    #[test]
    fn without_a_known_end_both_must_agree() {
        assert_eq!(judged(None, "other", Status::Committed), Outcome::Committed);
        assert_eq!(judged(None, "before", Status::Aborted), Outcome::RolledBack);
        for (live, status) in [
            ("before", Status::Committed),
            ("other", Status::Aborted),
            ("other", forgotten()),
            ("before", forgotten()),
        ] {
            assert!(matches!(judged(None, live, status), Outcome::Unknown { .. }));
        }
    }

    #[test]
    fn what_ran_alone_is_told_by_the_structure() {
        assert_eq!(judged(Some("after"), "after", Status::Ended), Outcome::Committed);
        assert_eq!(judged(Some("after"), "before", Status::Ended), Outcome::RolledBack);
        assert_eq!(judged(None, "before", Status::Ended), Outcome::RolledBack);
        for after in [Some("after"), None] {
            assert!(matches!(judged(after, "half", Status::Ended), Outcome::Unknown { .. }));
        }
    }
}
