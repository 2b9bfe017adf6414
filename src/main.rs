//! The binary: hands the arguments to the library and ends with its exit code.

use std::process::ExitCode;

/// A build makes and drops millions of small texts; this allocator takes half the time of the system's.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    minutebook::cmd::run(std::env::args_os())
}
