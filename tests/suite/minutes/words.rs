//! Texts as they are compared: what differs only in markup, case and typography is the same.

/// Titles and letters that are no part of a name in a score. Test data, not a rule of the reader.
const TITLES: &str = " cllr cllrs councillor councillors mr mrs ms miss mme mlle dr drs prof professor rev revd fr father sir dame lord lady hr herr \
                      frau rt hon baroness capt col lt cdr sgt supt pc judge dean canon commodore señor sr sra dña d.ª d m ing gr parch cynghorydd y mp msp ms \
                      qc kc mbe obe cbe ";

/// Lower case, one space between words, without tags, emphasis, escapes and punctuation at the ends of words.
pub(crate) fn folded(text: &str) -> String {
    let text = without_tags(text).replace("&nbsp;", " ").replace("&amp;", "&");
    let characters: Vec<char> = text.chars().filter(|c| !matches!(c, '\\' | '*')).map(plain).collect();
    let is_word = |at: Option<usize>| at.and_then(|i| characters.get(i)).is_some_and(|c| c.is_alphanumeric());
    let mut out = String::new();
    for (i, &c) in characters.iter().enumerate() {
        let inner = matches!(c, '.' | '/' | ':' | '-' | '\'' | '_' | ',') && is_word(i.checked_sub(1)) && is_word(Some(i + 1));
        if c.is_alphanumeric() || inner || matches!(c, '&' | '£' | '$' | '€' | '%') {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

/// A name without titles and letters, folded.
pub(crate) fn name(text: &str) -> String {
    let folded = folded(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_title = |word: &&str| TITLES.contains(&format!(" {word} "));
    let from = words.iter().take_while(|w| is_title(w)).count().min(words.len() - 1);
    let to = words.len() - words[from..].iter().rev().take_while(|w| is_title(w)).count().min(words.len() - from - 1);
    words[from..to].join(" ")
}

/// Whether a text, folded, has the words of another, whole: `al` is in `al/br` and not in `alone`.
pub(crate) fn contains(whole: &str, part: &str) -> bool {
    let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let is_whole = |at: usize| is_edge(whole[..at].chars().next_back()) && is_edge(whole[at + part.len()..].chars().next());
    !part.is_empty() && whole.match_indices(part).any(|(at, _)| is_whole(at))
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        '‐' | '‑' | '–' | '—' => '-',
        other => other,
    }
}

/// A text without its HTML tags; `<` before anything else stays.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let opens = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match tag.find('>').filter(|_| opens) {
            Some(end) => {
                out.push(' ');
                rest = &tag[end + 1..];
            }
            None => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out + rest
}

#[test]
fn names_lose_their_titles_and_nothing_else() {
    for (text, expected) in [
        ("Rt Hon Lucian Fairweather MP", "lucian fairweather"),
        ("Cllr. Mrs. Prudence Ogilvy-Grant", "prudence ogilvy-grant"),
        ("**Éamonn Ó Faoláin**", "éamonn ó faoláin"),
        ("O\\'Rourke", "o'rourke"),
        ("Official", "official"),
        ("Mr", "mr"),
    ] {
        assert_eq!(name(text), expected, "{text}");
    }
    assert_eq!(folded("Sept. 8<sup>th</sup> at 10.30&nbsp;am (½ < 1)"), "sept 8 th at 10.30 am ½ 1");
}
