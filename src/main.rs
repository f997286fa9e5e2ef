//! The program: arguments in, an exit code out.

use std::io;
use std::process::ExitCode;

use brevsmed::cli::{Console, run};

fn main() -> ExitCode {
    let mut console = Console { out: &mut io::stdout(), err: &mut io::stderr() };
    ExitCode::from(run(std::env::args_os(), &mut console) as u8)
}
