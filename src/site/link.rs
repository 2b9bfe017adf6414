//! A link as templates take it.

use serde::Serialize;

/// A link: words and an address below the site (the template puts `page.root` before it).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Plain text.
    pub text: String,
    /// Address below the site; empty: the words lead nowhere.
    pub href: String,
    /// The language of the words (BCP 47) where it is not the page's, else empty.
    pub lang: String,
}

impl Link {
    /// Words in the language of the page.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Link {
        Link { text: text.into(), href: href.into(), lang: String::new() }
    }

    /// The same link with words in another language; `lang` is empty where it is the page's.
    #[must_use]
    pub fn in_language(self, lang: &str) -> Link {
        Link { lang: lang.to_owned(), ..self }
    }
}
