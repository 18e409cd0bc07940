//! The desktop host: one window, one command a verb of the engine. Nothing here decides anything
//! about databases.

/// The typed boundary: every command and event that the window may use.
mod bindings;
/// One file a group of commands: convert in, call, convert out.
mod commands;
/// How WebKitGTK draws on a machine without a GPU.
mod rendering;
/// Start-up: folders, log, engine, window.
mod start;

pub use bindings::bindings;
pub use start::run;
