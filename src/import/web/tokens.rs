//! The tags and words of a web page, by the tokenizer that browsers agree on.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// A tag, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WebToken {
    /// An element begins.
    Start { name: Box<str>, href: Option<Box<str>>, line: u32 },
    /// An element ends.
    End { name: Box<str> },
    /// Words.
    Text { text: Box<str>, line: u32 },
}

#[derive(Default)]
struct TokenList(RefCell<Vec<WebToken>>);

impl TokenSink for TokenList {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let mut out = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name: Box<str> = (*tag.name).into();
                if tag.kind == TagKind::EndTag {
                    out.push(WebToken::End { name });
                    return TokenSinkResult::Continue;
                }
                let raw = raw_kind(&name);
                let href = tag.attrs.iter().find(|a| &*a.name.local == "href").map(|a| (*a.value).into());
                out.push(WebToken::Start { name: name.clone(), href, line });
                if tag.self_closing && raw.is_none() {
                    out.push(WebToken::End { name });
                }
                raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
            }
            Token::CharacterTokens(text) => {
                out.push(WebToken::Text { text: (*text).into(), line });
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// The elements in which tags are text.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(Rawtext),
        "title" | "textarea" => Some(Rcdata),
        _ => None,
    }
}

/// Returns the tags and words of a page in their order.
pub(super) fn web_tokens(html: &str) -> Vec<WebToken> {
    let tokenizer = Tokenizer::new(TokenList::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}
