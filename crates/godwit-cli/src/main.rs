//! The command line of Godwit. stdout carries only what was asked for; all else goes to stderr.

mod arguments;
mod exit;
mod print;
mod verb;

use clap::Parser;

use crate::{arguments::Arguments, exit::Exit};

fn main() -> std::process::ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help and version are what was asked for.
        Err(answer) if !answer.use_stderr() => answer.exit(),
        Err(error) => {
            print::news(error.render().to_string().trim_end());
            return Exit::Usage.into();
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            print::news(&format!("error: the program cannot start its threads: {error}"));
            return Exit::Failed.into();
        }
    };
    runtime.block_on(verb::run(arguments)).into()
}
