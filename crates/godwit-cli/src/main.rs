//! The command line of Godwit. stdout carries only what was asked for; all else goes to stderr.

mod arguments;
mod exit;
mod print;
mod verb;

use clap::Parser;

use crate::{arguments::Arguments, exit::Exit};

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            print::news(&format!("error: the program cannot start its threads: {error}"));
            return Exit::Failed.into();
        }
    };
    runtime.block_on(verb::run(arguments)).into()
}
