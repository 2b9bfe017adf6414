//! Rust source as far as the tests of the project read it: code without comments, texts and tests, and the paths in it.

/// Returns the code of a file: comments, texts, characters and everything under `#[cfg(test)]` are blanked, and lines stay where they are.
pub(crate) fn code(text: &str) -> String {
    without_tests(&without_comments(text))
}

/// Returns the modules that a file declares under `#[cfg(test)]`.
pub(crate) fn test_modules(text: &str) -> Vec<String> {
    let text = without_comments(text);
    let declared = text.split("#[cfg(test)]").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("pub(crate)").or(rest.strip_prefix("pub")).unwrap_or(rest).trim_start();
        rest.strip_prefix("mod ")?.split_once(';').map(|(name, _)| name.trim().to_owned())
    });
    declared.filter(|name| name.chars().all(is_word)).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Puts a space in the place of everything but the ends of lines.
fn blank(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |n| n + 2)
        } else if let Some(hashes) = raw_text(rest, &out) {
            let close = format!("\"{}", "#".repeat(hashes));
            let start = rest.find('"').unwrap_or(0) + 1;
            rest[start..].find(&close).map_or(rest.len(), |n| start + n + close.len())
        } else if first == '"' {
            text_end(rest)
        } else if let Some(end) = character_end(rest) {
            end
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        blank(&mut out, &rest[..end]);
        rest = &rest[end..];
    }
    out
}

/// Returns the number of `#` of a raw text that begins here.
fn raw_text(rest: &str, before: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or(rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    (after[hashes..].starts_with('"') && !before.ends_with(is_word)).then_some(hashes)
}

fn text_end(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// Returns the end of a character that begins here; a lifetime is none.
fn character_end(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        return escape[1..].find('\'').map(|n| n + 4);
    }
    let c = inside.chars().next()?;
    inside[c.len_utf8()..].starts_with('\'').then_some(c.len_utf8() + 2)
}

fn without_tests(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..at]);
        let item = &rest[at..];
        let end = item_end(item);
        blank(&mut out, &item[..end]);
        rest = &item[end..];
    }
    out.push_str(rest);
    out
}

/// Returns the end of an item: its `;`, or the bracket that closes its body.
fn item_end(item: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in item.char_indices().skip("#[cfg(test)]".len()) {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    item.len()
}

/// A path in code: `crate::view::Head`, with the line it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodePath {
    /// From 1.
    pub(crate) line: usize,
    /// `crate`, `view`, `Head`.
    pub(crate) names: Vec<String>,
    /// It hands a name on: `pub use …`.
    pub(crate) is_reexport: bool,
}

/// Returns every path in code that has more than one name; the trees of `use` are written out.
pub(crate) fn paths(code: &str) -> Vec<CodePath> {
    let mut out = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(c) = code[at..].chars().next() {
        let starts = is_word(c) && !code[..at].ends_with(is_word);
        if !starts {
            line += usize::from(c == '\n');
            at += c.len_utf8();
            continue;
        }
        let word: String = code[at..].chars().take_while(|c| is_word(*c)).collect();
        if word == "use" {
            let end = code[at..].find(';').map_or(code.len(), |n| at + n);
            let before = code[..at].trim_end();
            let is_reexport = before.ends_with("pub") || before.ends_with(')');
            let mut tree = code[at + word.len()..end].trim();
            spread(&mut tree, &[], &mut |names| out.push(CodePath { line, names: names.to_vec(), is_reexport }));
            line += code[at..end].matches('\n').count();
            at = end;
            continue;
        }
        let mut names = vec![word.clone()];
        at += word.len();
        while let Some(rest) = code[at..].strip_prefix("::") {
            let next: String = rest.chars().take_while(|c| is_word(*c)).collect();
            if next.is_empty() {
                break;
            }
            at += 2 + next.len();
            names.push(next);
        }
        if names.len() > 1 {
            out.push(CodePath { line, names, is_reexport: false });
        }
    }
    out
}

/// Writes a tree of `use` out: each leaf with all the names before it.
fn spread(tree: &mut &str, before: &[String], leaf: &mut dyn FnMut(&[String])) {
    let mut names = before.to_vec();
    loop {
        *tree = tree.trim_start();
        if let Some(inside) = tree.strip_prefix('{') {
            *tree = inside;
            loop {
                *tree = tree.trim_start();
                if let Some(after) = tree.strip_prefix('}') {
                    *tree = after;
                    return;
                }
                if let Some(after) = tree.strip_prefix(',') {
                    *tree = after;
                    continue;
                }
                if tree.is_empty() {
                    return;
                }
                spread(tree, &names, leaf);
            }
        }
        let name: String = tree.chars().take_while(|c| is_word(*c) || *c == '*').collect();
        *tree = tree[name.len()..].trim_start();
        if name.is_empty() {
            // Nothing that a tree has: passed over, so that no file is read for ever.
            *tree = tree.get(1..).unwrap_or("");
            return;
        }
        if name != "self" || names.is_empty() {
            names.push(name);
        }
        match tree.strip_prefix("::") {
            Some(after) => *tree = after,
            None => break,
        }
    }
    if let Some(after) = tree.strip_prefix("as ") {
        let name = after.trim_start();
        *tree = name.trim_start_matches(is_word);
    }
    leaf(&names);
}

#[cfg(test)]
mod tests {
    use super::{code, paths, test_modules};

    fn read(text: &str) -> Vec<String> {
        paths(&code(text)).into_iter().map(|p| format!("{} {}", p.line, p.names.join("::"))).collect()
    }

    #[test]
    fn trees_of_use_are_written_out() {
        assert_eq!(
            read("use crate::view::{\n    Head,\n    rows::{self, ActionRow},\n};\npub use child::Name as Other;\n"),
            ["1 crate::view::Head", "1 crate::view::rows", "1 crate::view::rows::ActionRow", "5 child::Name"]
        );
        assert_eq!(read("use {crate::a::B, super::c::*};"), ["1 crate::a::B", "1 super::c::*"]);
    }

    #[test]
    fn comments_texts_and_tests_are_not_code() {
        assert_eq!(
            read("// crate::a::b\n/* crate::a::c */ let x = \"crate::a::d\\\" crate::a::e\"; let y = 'c'; crate::f::g(x)"),
            ["2 crate::f::g"]
        );
        assert_eq!(read("let x = r#\"a \" crate::a::b\"#; fn f<'a>(s: &'a str) { super::h(s) }"), ["1 super::h"]);
        assert_eq!(
            read("#[cfg(test)]\nmod tests {\n    use crate::a::b;\n    fn f() {}\n}\nuse crate::c::d;\n"),
            ["6 crate::c::d"]
        );
        assert_eq!(read("#[cfg(test)]\nuse crate::a::b;\nfn f(p: crate::c::D) {}\n"), ["3 crate::c::D"]);
        assert_eq!(test_modules("#[cfg(test)]\nmod sample;\nmod real;\n#[cfg(test)]\nmod tests {}\n"), ["sample"]);
    }
}
