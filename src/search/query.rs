//! What a reader typed, taken apart: words, phrases, exclusions and filters.

use super::tokens;

/// A query, taken apart. Any text is a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What must be found, in the order typed.
    pub(crate) wanted: Vec<Clause>,
    /// What must not be found.
    pub(crate) unwanted: Vec<Clause>,
    /// Which documents and places may be found.
    pub filters: Vec<Filter>,
}

/// A word, or several that must stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Folded words; more than one is a phrase.
    pub(crate) words: Vec<String>,
    /// It is still being typed: words that start with it are found too.
    pub(crate) prefix: bool,
}

/// A facet by which results are filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    Body,
    Year,
    Kind,
    Owner,
    Organisation,
    Status,
    When,
}

/// One filter: `body:idmg`. Several of one facet widen it, several facets narrow the results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub(crate) facet: Facet,
    /// The value, its words joined by hyphens.
    pub(crate) value: String,
}

impl Facet {
    /// As in queries.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Facet::Body => "body",
            Facet::Year => "year",
            Facet::Kind => "kind",
            Facet::Owner => "owner",
            Facet::Organisation => "organisation",
            Facet::Status => "status",
            Facet::When => "when",
        }
    }
}

impl Filter {
    /// A filter by the name of its facet (`body`, `year`, `kind`, `owner`, `organisation`, `status`, `when`) and a value.
    pub fn new(facet: &str, value: &str) -> Option<Filter> {
        let facet = match facet {
            "body" => Facet::Body,
            "year" => Facet::Year,
            "kind" => Facet::Kind,
            "owner" => Facet::Owner,
            "organisation" | "org" => Facet::Organisation,
            "status" => Facet::Status,
            "when" => Facet::When,
            _ => return None,
        };
        Some(Filter { facet, value: tokens::list(value).join("-") })
    }
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The newest first.
    Date,
}

impl Query {
    /// Takes a text apart. A word at the very end may be the start of a longer one.
    pub fn parse(text: &str) -> Query {
        let mut query = Query::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let after = rest.strip_prefix('-').filter(|r| r.starts_with(|c: char| !c.is_whitespace()));
            let part = after.unwrap_or(rest);
            let (words, typed, next) = if let Some(quoted) = part.strip_prefix(is_quote) {
                let end = quoted.find(is_quote).unwrap_or(quoted.len());
                (&quoted[..end], false, skip_quote(&quoted[end..]))
            } else {
                let end = part.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(part.len());
                let (chunk, next) = part.split_at(end);
                if after.is_none()
                    && let Some((filter, next)) = filter(chunk, next)
                {
                    query.filters.push(filter);
                    rest = next;
                    continue;
                }
                (chunk, next.is_empty(), next)
            };
            rest = next;
            let words = tokens::list(words);
            if !words.is_empty() {
                let prefix = typed && after.is_none() && words.len() == 1;
                let list = if after.is_some() { &mut query.unwanted } else { &mut query.wanted };
                list.push(Clause { words, prefix });
            }
        }
        query
    }

    /// Whether it asks for nothing at all.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty() && self.filters.is_empty()
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

fn skip_quote(text: &str) -> &str {
    text.strip_prefix(is_quote).unwrap_or(text)
}

/// `owner:ukhtc`, `owner:"home office"`: the filter and what comes after it.
fn filter<'a>(chunk: &str, next: &'a str) -> Option<(Filter, &'a str)> {
    let (facet, value) = chunk.split_once(':')?;
    let facet = facet.to_lowercase();
    if !value.is_empty() {
        return Some((Filter::new(&facet, value)?, next));
    }
    let quoted = next.strip_prefix(is_quote)?;
    let end = quoted.find(is_quote).unwrap_or(quoted.len());
    Some((Filter::new(&facet, &quoted[..end])?, skip_quote(&quoted[end..])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let query = Query::parse(text);
        let clause = |c: &Clause| format!("{}{}", c.words.join("+"), if c.prefix { "*" } else { "" });
        let mut all: Vec<String> = query.wanted.iter().map(clause).collect();
        all.extend(query.unwanted.iter().map(|c| format!("-{}", clause(c))));
        all.extend(query.filters.iter().map(|f| format!("{:?}={}", f.facet, f.value)));
        all.join(" ")
    }

    #[test]
    fn queries_taken_apart() {
        for (text, want) in [
            ("internal trafficking UKHTC", "internal trafficking ukhtc*"),
            ("internal trafficking ", "internal trafficking"),
            ("\"source country\" list -albania", "source+country list -albania"),
            ("“source country”", "source+country"),
            ("\"not closed", "not+closed"),
            ("Cm8421", "cm+8421"),
            ("anti-slavery - day", "anti+slavery day*"),
            ("owner:\"Home Office\" year:2012 review", "review* Owner=home-office Year=2012"),
            ("kind:action", "Kind=action"),
            ("10:30 note:this owner:", "10+30 note+this owner*"),
            ("-\"annual report\" x", "x* -annual+report"),
            ("", ""),
            ("- \" -- :", ""),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_query_panics(text in "\\PC{0,40}") {
            let _ = Query::parse(&text);
        }
    }
}
