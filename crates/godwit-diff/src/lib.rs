//! What differs between two catalogs: facts only, no opinion about SQL.
//!
//! [`diff`](diff::diff) compares, [`merge`](merge::merge) puts chosen changes onto `before`;
//! merging all changes gives `after` (a law that the tests hold).

/// One difference about one object.
pub mod change;
/// Comparing two catalogs.
pub mod diff;
/// Putting chosen changes onto a catalog.
pub mod merge;
/// Finding and following renames.
pub mod rename;

pub use change::{Change, ChangeSet, Verb};
pub use diff::{Wanted, diff};
pub use merge::merge;
pub use rename::{Rename, RenameCandidate};
