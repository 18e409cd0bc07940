//! What runs by the project's own Python: found, allowed, held within limits, read.

#[path = "python/child.rs"]
mod child;
#[path = "python/found.rs"]
mod found;
