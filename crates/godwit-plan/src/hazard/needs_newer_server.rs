use super::{Hazard, Look, Severity};
use crate::{action::Action, since::lacking};

/// What the server's major does not have yet.
pub(super) fn find(look: &mut Look<'_>, action: &Action) -> Vec<Hazard> {
    let version = look.scene().version;
    action
        .changes
        .iter()
        .filter_map(|change| {
            let (what, major) = lacking(change, version)?;
            Some(
                Hazard::new("needs-newer-server", Severity::Blocking, &change.address)
                    .meaning(format!(
                        "{} needs {what}, which PostgreSQL has since version {major}; this server is of version {}",
                        change.address.sql(),
                        version / 10_000
                    ))
                    .advice("Upgrade the server first, or leave this step out"),
            )
        })
        .collect()
}
