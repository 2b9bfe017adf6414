//! The short way: text that holds nothing Markdown would act on. Most paragraphs of minutes are such.

/// Bytes that may mean something inside a line.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i < 0x20 {
        table[i] = true;
        i += 1;
    }
    table[0x7f] = true;
    i = 0;
    let all = b"\\`*_~<>&[]|:";
    while i < all.len() {
        table[all[i] as usize] = true;
        i += 1;
    }
    table
};

/// Whether inline Markdown reads `text` (one line) as it stands.
pub(super) fn inline(text: &str) -> bool {
    let bytes = text.as_bytes();
    specials(bytes).all(|i| bytes.get(i) == Some(&b':') && !bytes.get(i + 1..).is_some_and(|r| r.starts_with(b"//")))
}

/// The places of the special bytes.
fn specials(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(from..)?;
        let at = from + rest.iter().position(|b| SPECIAL[usize::from(*b)])?;
        from = at + 1;
        Some(at)
    })
}

/// Whether `text`, without white space at its ends, is one paragraph of plain words.
pub(super) fn paragraph(text: &str) -> bool {
    let bytes = text.as_bytes();
    if opens_block(bytes) {
        return false;
    }
    specials(bytes).all(|i| match bytes.get(i) {
        Some(b':') => !bytes.get(i + 1..).is_some_and(|r| r.starts_with(b"//")),
        Some(b'\n') => bytes.get(i.wrapping_sub(1)) != Some(&b' ') && !opens_block(bytes.get(i + 1..).unwrap_or(&[])),
        _ => false,
    })
}

/// Whether a line may begin anything but the words of a paragraph. Errs on the side of yes.
fn opens_block(line: &[u8]) -> bool {
    let spaces = line.iter().take_while(|b| **b == b' ').count();
    let line = line.get(spaces..).unwrap_or(&[]);
    match line.first() {
        None | Some(b'#' | b'-' | b'+' | b'=' | b':' | b'\n' | b'\r') => true,
        Some(b'0'..=b'9') => {
            let digits = line.iter().take_while(|b| b.is_ascii_digit()).count();
            matches!(line.get(digits), Some(b'.' | b')') if line.get(digits + 1).is_none_or(u8::is_ascii_whitespace))
        }
        _ => false,
    }
}

/// Appends the words of a simple paragraph, its lines apart by `between`.
pub(super) fn lines(out: &mut String, text: &str, between: char) {
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push(between);
        }
        out.push_str(line.trim_matches(' '));
    }
}

/// The text of a slice as it would stand alone: what opened its first line (a list marker, `>`) is taken from the others too.
///
/// `before` is what stands on the first line before the slice.
pub(super) fn dedent<'t>(before: &str, text: &'t str) -> std::borrow::Cow<'t, str> {
    if before.is_empty() || !text.contains('\n') {
        return text.into();
    }
    let quotes = before.chars().take_while(|c| matches!(c, ' ' | '>')).filter(|c| *c == '>').count();
    let width = before.chars().count();
    let unquoted = |line: &'t str| -> &'t str {
        let mut line = line;
        for _ in 0..quotes {
            let Some(rest) = line.trim_start_matches(' ').strip_prefix('>') else { break };
            line = rest.strip_prefix(' ').unwrap_or(rest);
        }
        line
    };
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let rest = || text.split('\n').skip(1).map(unquoted);
    let least = rest().filter(|l| !l.trim().is_empty()).map(indent).min().unwrap_or(0).min(width);
    if least == 0 && quotes == 0 {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    out.push_str(text.split('\n').next().unwrap_or(""));
    for line in rest() {
        out.push('\n');
        out.push_str(line.get(least.min(indent(line))..).unwrap_or(line));
    }
    out.into()
}
