//! Builds again when a file of the built-in theme comes or goes: the macro that embeds it sees changes, not new files.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=themes/civic");
}
