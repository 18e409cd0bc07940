//! The workflow of Godwit, one file a verb; the API that every host uses.

/// Shapes that cross to a host.
pub mod view;
