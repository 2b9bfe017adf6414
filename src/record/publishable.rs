//! Which paths can be published: names that every web server, file share and file system holds.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The longest name of one file or folder, in bytes, on every file system in use.
const LONGEST: usize = 255;

/// The length to which a longer name is cut: a number has room after it.
const CUT: usize = 240;

/// Why a path below the site cannot be published; `None`: it can. A path is relative, with `/`.
pub fn unpublishable(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("it is empty".into());
    }
    if path.starts_with('/') {
        return Some("it begins with `/`; paths are below the site".into());
    }
    if path.starts_with('.') {
        return Some("dotfiles at the top of the output folder belong to whoever runs the server, and builds keep theirs".into());
    }
    path.split('/').find_map(bad_part)
}

fn bad_part(part: &str) -> Option<String> {
    if part.is_empty() {
        return Some("a folder in it has no name".into());
    }
    if part == "." || part == ".." {
        return Some(format!("`{part}` leads to another folder"));
    }
    if part.len() > LONGEST {
        return Some(format!("a name in it is {} bytes long; {LONGEST} is the most that file systems hold", part.len()));
    }
    if let Some(c) = part.chars().find(|c| c.is_control() || r#"\<>:"|?*"#.contains(*c)) {
        return Some(format!("`{}` cannot be in a file's name on every server", c.escape_debug()));
    }
    if part.ends_with('.') || part.ends_with(' ') {
        return Some(format!("`{part}` ends in a full stop or a space, which Windows drops"));
    }
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_lowercase();
    let numbered = |with: &str| stem.strip_prefix(with).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
        return Some(format!("`{part}` is the name of a device on Windows"));
    }
    None
}

/// Returns an address that every server can hold: its parts cut, and a number after the names of devices. What can be held stays.
pub fn publishable(address: &str) -> String {
    if unpublishable(address).is_none() || address.is_empty() {
        return address.to_owned();
    }
    let part = |part: &str| {
        let part = cut_part(part);
        if bad_part(part).is_some() { format!("{part}-2") } else { part.to_owned() }
    };
    address.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Returns a part of an address up to the last whole character that file systems hold, with room for a number.
pub fn cut_part(part: &str) -> &str {
    if part.len() <= LONGEST {
        return part;
    }
    let end = (0..=CUT).rev().find(|at| part.is_char_boundary(*at)).unwrap_or(0);
    part.get(..end).unwrap_or("").trim_end_matches('-')
}

/// A name as a file share compares it.
pub fn folded(name: &str) -> Box<str> {
    if name.is_ascii() {
        return name.to_ascii_lowercase().into();
    }
    let lower = name.to_lowercase();
    if is_nfc_quick(lower.chars()) == IsNormalized::Yes { lower.into() } else { lower.nfc().collect::<String>().into() }
}
