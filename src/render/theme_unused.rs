//! Parts of a site's own theme that replace nothing and that nothing uses: most often a name that is misspelt.

use std::collections::BTreeSet;

use super::theme::{Theme, ThemeFile};
use crate::diag::{Code, Diagnostic, nearest};
use crate::record::language_tag;

/// Returns a warning for each file, and for the messages of each catalogue, that nothing uses. `pictures` are assets that the settings name.
pub fn unused_overrides(theme: &Theme, pictures: &[&str]) -> Vec<Diagnostic> {
    let own: Vec<ThemeFile<'_>> = theme.files().filter(|file| file.own).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let built_in: BTreeSet<&str> = Theme::built_in().map(|file| file.path).collect();
    let texts: Vec<(&str, &str)> =
        own.iter().filter_map(|file| Some((file.path, std::str::from_utf8(file.bytes).ok()?))).collect();
    let mut found = Vec::new();
    for file in &own {
        let is_mentioned = |name: &str| texts.iter().any(|(path, text)| *path != file.path && text.contains(name));
        if let Some(lang) = file.path.strip_prefix("messages/").and_then(|name| name.strip_suffix(".toml")) {
            if language_tag(lang).is_some() {
                found.extend(unused_messages(theme, file, &texts));
            } else {
                found.push(unused_file(theme, file.path, &built_in));
            }
        } else if !built_in.contains(file.path) && !is_used(file.path, pictures, &built_in, &is_mentioned) {
            found.push(unused_file(theme, file.path, &built_in));
        }
    }
    found
}

/// Whether a file that replaces none is used all the same.
fn is_used(path: &str, pictures: &[&str], built_in: &BTreeSet<&str>, is_mentioned: &dyn Fn(&str) -> bool) -> bool {
    if let Some(name) = path.strip_prefix("templates/") {
        return is_mentioned(name);
    }
    let file_name = path.rsplit('/').next().unwrap_or(path);
    if let Some(name) = path.strip_prefix("assets/") {
        // Sheets and scripts of these two folders are joined into one.
        let is_joined = |folder: &str, ending: &str| {
            name.strip_prefix(folder).is_some_and(|name| !name.contains('/') && name.ends_with(ending))
        };
        return is_joined("css/", ".css") || is_joined("js/", ".js") || pictures.contains(&name) || is_mentioned(file_name);
    }
    // What is kept beside the folders of a theme, as a licence, is for its author. A built-in name is in the wrong place there.
    !built_in.iter().any(|path| path.rsplit('/').next() == Some(file_name))
}

fn unused_file(theme: &Theme, path: &str, built_in: &BTreeSet<&str>) -> Diagnostic {
    let file_name = path.rsplit('/').next().unwrap_or(path);
    let same_name = built_in.iter().copied().find(|known| known.rsplit('/').next() == Some(file_name));
    let help = match same_name.or_else(|| nearest(path, built_in.iter().copied())) {
        Some(near) => format!("did you mean `{}`?", theme.own_place(near)),
        None => "`minutebook theme list` names the files of the theme; use it in a template of your own, or delete it".to_owned(),
    };
    Diagnostic::new(
        Code::UnusedOverride,
        None,
        format!("`{}` replaces no file of the built-in theme, and nothing uses it", theme.own_place(path)),
    )
    .remedy(help)
}

/// Names the messages of a catalogue that no page says. A template may put a key together (`"status_" ~ status`), so that the beginning of a key counts.
fn unused_messages(theme: &Theme, file: &ThemeFile<'_>, texts: &[(&str, &str)]) -> Option<Diagnostic> {
    let table = std::str::from_utf8(file.bytes).ok()?.parse::<toml::Table>().ok()?;
    let known = built_in_keys();
    let templates: Vec<&str> = texts.iter().filter(|(path, _)| path.starts_with("templates/")).map(|(_, text)| *text).collect();
    let words: BTreeSet<&str> = templates.iter().flat_map(|text| text.split(['"', '\'', '`'])).collect();
    let is_said = |key: &str| {
        let begins = key.match_indices('_').filter_map(|(at, _)| key.get(..=at));
        words.contains(key) || begins.into_iter().any(|begin| words.contains(begin))
    };
    let is_unused = |key: &&String| !known.contains(key.as_str()) && !key.starts_with(LANGUAGE_NAME) && !is_said(key);
    let unused: Vec<&String> = table.keys().filter(is_unused).collect();
    let first = *unused.first()?;
    let names = unused.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let help = match nearest(first, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}` for `{first}`?"),
        None => "`minutebook messages en` prints every key; use it in a template of your own, or delete it".to_owned(),
    };
    Some(
        Diagnostic::new(Code::UnusedOverride, None, format!("`{}`: no page says {names}", theme.own_place(file.path)))
            .remedy(help),
    )
}

/// Keys that begin like this name a language, and there are as many as a site has use for.
const LANGUAGE_NAME: &str = "language_";

/// The keys of all built-in catalogues.
fn built_in_keys() -> BTreeSet<String> {
    let catalogues = Theme::built_in().filter(|file| file.path.starts_with("messages/"));
    let tables = catalogues.filter_map(|file| std::str::from_utf8(file.bytes).ok()?.parse::<toml::Table>().ok());
    tables.flat_map(|table| table.keys().cloned().collect::<Vec<_>>()).collect()
}

#[cfg(test)]
mod tests {
    use super::unused_overrides;
    use crate::render::theme::Theme;

    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let theme = Theme::load(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect());
        unused_overrides(&theme.named("ours"), &["img/crest.png"]).into_iter().map(|d| d.message.to_string()).collect()
    }

    #[test]
    fn what_nothing_uses_is_named() {
        for files in [
            &[("templates/meetings.html", "x")][..],
            &[("template/meeting.html", "x")],
            &[("assets/img/logo.png", "x")],
            &[("messages/english.toml", "search = \"Find\"")],
            &[("messages/en.toml", "serch = \"Find\"")],
            &[("meeting.html", "x")],
        ] {
            assert_eq!(said(files).len(), 1, "{files:?}: {:?}", said(files));
        }
    }

    #[test]
    fn what_is_used_is_not() {
        let used = said(&[
            ("templates/meeting.html", "{% include \"ours.html\" %}{{ \"greeting\" | t }}{{ (\"mood_\" ~ view.mood) | t }}"),
            ("templates/ours.html", "{{ asset(name=\"img/logo.png\") }}"),
            ("assets/img/logo.png", "x"),
            ("assets/img/crest.png", "x"),
            ("assets/css/95-own.css", "a{}"),
            ("messages/en.toml", "greeting = \"Hello\"\nmood_good = \"Good\"\nlanguage_fr = \"French\""),
            ("LICENCE", "x"),
        ]);
        assert_eq!(used, Vec::<String>::new());
    }
}
