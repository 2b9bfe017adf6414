//! The words of one language, for makers of sentences outside the templates.

use super::catalogue::Messages;
use super::dates::DateStyle;
use super::numbers::Numbers;
use crate::record::Date;

/// The words of one language: what makers of sentences outside the templates speak with.
#[derive(Debug, Clone, Copy)]
pub struct Speech<'m> {
    messages: &'m Messages,
    lang: &'m str,
}

impl<'m> Speech<'m> {
    /// In a language.
    pub fn new(messages: &'m Messages, lang: &'m str) -> Speech<'m> {
        Speech { messages, lang }
    }

    /// The language, BCP 47.
    pub fn lang(self) -> &'m str {
        self.lang
    }

    /// The words of a key. A key that no catalogue has stands for itself; a test holds that there is none.
    pub fn say(self, key: &str) -> String {
        self.fill(key, None, &[])
    }

    /// The same, with what stands for each `{name}` of the message.
    pub fn with(self, key: &str, with: &[(&str, &str)]) -> String {
        self.fill(key, None, with)
    }

    /// The same in the plural form that a number has; `{count}` is the number.
    pub fn count(self, key: &str, n: usize, with: &[(&str, &str)]) -> String {
        self.fill(key, Some(n), with)
    }

    /// A date in words, as exact as it is.
    pub fn date(self, date: Date) -> String {
        self.messages.date(self.lang, date, DateStyle::Long)
    }

    /// The same in few letters: `17 Apr 2012`.
    pub fn short_date(self, date: Date) -> String {
        self.messages.date(self.lang, date, DateStyle::Short)
    }

    /// The names of the months.
    pub fn months(self) -> Vec<String> {
        (1..=12).map(|month| self.messages.month(self.lang, month).to_owned()).collect()
    }

    /// How numbers are written.
    pub fn numbers(self) -> Numbers {
        self.messages.numbers(self.lang)
    }

    /// A number as people write it; `digits` as a program does.
    pub fn number(self, digits: &str) -> String {
        self.messages.number(self.lang, digits)
    }

    fn fill(self, key: &str, count: Option<usize>, with: &[(&str, &str)]) -> String {
        let count = count.map(|n| u64::try_from(n).unwrap_or(u64::MAX));
        let argument = |name: &str| match with.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => Some((*value).to_owned()),
            // Below a thousand there is nothing to group.
            None if name == "count" => count.map(|n| if n < 1000 { n.to_string() } else { self.number(&n.to_string()) }),
            None => None,
        };
        self.messages.text(self.lang, key, count, argument).unwrap_or_else(|_| key.to_owned())
    }
}
