//! The browser of whoever runs `serve --open`, where there is one.

use std::process::{Command, Stdio};

/// The programs that open an address, most wanted first, each with the words before the address.
const OPENERS: &[(&str, &[&str])] = if cfg!(windows) {
    &[("rundll32", &["url.dll,FileProtocolHandler"])]
} else if cfg!(target_os = "macos") {
    &[("open", &[])]
} else {
    &[("xdg-open", &[]), ("gio", &["open"])]
};

/// Opens an address in the browser. A machine without a display has none, and that is no error: the address is printed anyway.
pub(super) fn open_browser(url: &str) {
    if !has_display() {
        return;
    }
    for (program, words) in OPENERS {
        let silent = || Stdio::null();
        let begun = Command::new(program).args(*words).arg(url).stdin(silent()).stdout(silent()).stderr(silent()).spawn();
        if let Ok(mut child) = begun {
            // Waited for elsewhere, so that a program that ended leaves nothing behind and one that stays holds nothing up.
            std::thread::spawn(move || drop(child.wait()));
            return;
        }
    }
}

/// Whether somebody can see a window. Only where a program asks a display server for one can that be known.
fn has_display() -> bool {
    if cfg!(any(windows, target_os = "macos")) {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
