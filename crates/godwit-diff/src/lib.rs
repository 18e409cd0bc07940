//! What differs between two catalogs: facts only, no opinion about SQL.
//!
//! [`diff`](diff::diff) compares, [`merge`](merge::merge) puts chosen changes onto `before`;
//! merging all changes gives `after` (a law that the tests hold).

/// Attached indexes whose names differ.
mod attached;
/// Pairs of a drop and a create that may be one rename.
mod candidates;
/// One difference about one object.
pub mod change;
/// Comparing two catalogs.
pub mod diff;
/// Texts of expressions.
pub mod expression;
/// Putting new names wherever a catalog says the old ones.
mod follow;
/// Names that are taken over.
mod give_way;
/// Renames that come with those of parents.
mod heirs;
/// How alike two names are.
mod likeness;
/// Putting chosen changes onto a catalog.
pub mod merge;
/// Names inside texts.
mod names;
/// What goes with a dropped object without being asked.
pub mod needs;
/// Renames that a person says.
pub mod rename;
/// Where names lead.
pub mod renaming;
/// What models leave open.
mod silence;
/// What models cannot say.
mod unstated;

pub use change::{Change, ChangeSet, Verb};
pub use diff::{Comparison, diff};
pub use give_way::moment;
pub use merge::merge;
pub use rename::{Rename, RenameCandidate, RenameError, rename};
pub use renaming::Renaming;
