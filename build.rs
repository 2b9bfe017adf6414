//! Builds again when a file of the built-in theme comes or goes: the macro that embeds it sees changes, not new files.

#![expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=themes/civic");
}
