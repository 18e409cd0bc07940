//! What runs by the project's own Python: found, allowed, held within limits, read.

#[path = "python/child.rs"]
mod child;
#[path = "python/exact.rs"]
mod exact;
#[path = "python/found.rs"]
mod found;
