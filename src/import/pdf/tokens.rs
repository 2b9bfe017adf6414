//! The words of a content stream (PDF 32000-1, 7.2 and 7.3), one after the other, and nothing of what they mean.
//!
//! Every token moves the place forward by at least a byte, and nothing nests but by the caller's choice, so that no
//! stream can hold the reader up or run it out of stack.

/// A word of a content stream.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    /// A number.
    Number(f32),
    /// `/Name`, with its escapes as written.
    Name(&'a [u8]),
    /// A string, its escapes resolved.
    Text(Vec<u8>),
    /// `[`, `]`, `<<`, `>>`.
    Open,
    /// The end of an array.
    Close,
    /// The beginning or end of a dictionary.
    Dictionary,
    /// An operator: `Tj`.
    Operator(&'a [u8]),
}

/// Cuts a content stream into tokens.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// A string past this many bytes is no text of a page.
const LONGEST: usize = 1 << 16;

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Tokens { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let len = rest.iter().position(|b| is_space(*b) || is_delimiter(*b)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or(&[])
    }

    fn skip_space(&mut self) {
        while let Some(b) = self.peek() {
            if b == b'%' {
                let rest = self.bytes.get(self.at..).unwrap_or(&[]);
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            } else if is_space(b) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// `(…)`: parentheses in pairs belong to it.
    fn literal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut depth = 1_u32;
        self.at += 1;
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            if out.len() < LONGEST {
                out.push(b);
            }
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(b) = self.peek() else { return };
        self.at += 1;
        match b {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' | b'f' => out.push(b' '),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(b - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(d @ b'0'..=b'7') => {
                            code = code * 8 + u32::from(d - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                // A code past 255 loses its high bit, as the specification has it.
                out.push((code & 0xff) as u8);
            }
            other => out.push(other),
        }
    }

    /// `<48 65>`: an odd last digit is followed by a nought.
    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut high = None;
        self.at += 1;
        while let Some(b) = self.peek() {
            self.at += 1;
            if b == b'>' {
                break;
            }
            let Some(digit) = char::from(b).to_digit(16).map(|d| d as u8) else { continue };
            match high.take() {
                None => high = Some(digit << 4),
                Some(h) if out.len() < LONGEST => out.push(h | digit),
                Some(_) => {}
            }
        }
        out.extend(high);
        out
    }

    /// Passes over the bytes of an inline image, whose `ID` was just read.
    pub(super) fn skip_image(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let end = memchr::memmem::find_iter(rest, b"EI").find(|at| {
            let before = at.checked_sub(1).and_then(|b| rest.get(b)).is_none_or(|b| is_space(*b));
            before && rest.get(at + 2).is_none_or(|b| is_space(*b))
        });
        self.at += end.map_or(rest.len(), |end| end + 2);
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let next = self.bytes.get(self.at + 1).copied();
        Some(match self.peek()? {
            b'(' => Token::Text(self.literal()),
            b'<' if next == Some(b'<') => {
                self.at += 2;
                Token::Dictionary
            }
            b'<' => Token::Text(self.hexadecimal()),
            b'>' => {
                self.at += if next == Some(b'>') { 2 } else { 1 };
                Token::Dictionary
            }
            b'[' => {
                self.at += 1;
                Token::Open
            }
            b']' => {
                self.at += 1;
                Token::Close
            }
            b'/' => {
                self.at += 1;
                Token::Name(self.regular())
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => {
                let word = self.regular();
                number(word).map_or(Token::Operator(word), Token::Number)
            }
            b')' | b'{' | b'}' => {
                self.at += 1;
                Token::Dictionary
            }
            _ => Token::Operator(self.regular()),
        })
    }
}

/// `12`, `-.5`, `4.`; also `--5`, which some programs write for `-5`.
fn number(word: &[u8]) -> Option<f32> {
    let (sign, digits) = match word {
        [b'-', rest @ ..] => (-1.0, rest.strip_prefix(b"-").unwrap_or(rest)),
        [b'+', rest @ ..] => (1.0, rest),
        rest => (1.0, rest),
    };
    let (mut value, mut scale, mut any) = (0.0_f64, 0.0_f64, false);
    for b in digits {
        match b {
            b'0'..=b'9' if scale > 0.0 => {
                value += f64::from(b - b'0') * scale;
                scale /= 10.0;
                any = true;
            }
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(b - b'0');
                any = true;
            }
            b'.' if scale == 0.0 => scale = 0.1,
            b'-' if any => break,
            _ => return None,
        }
    }
    (any || scale > 0.0).then_some((sign * value) as f32)
}

pub(super) fn is_space(b: u8) -> bool {
    matches!(b, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(b: u8) -> bool {
    matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_stream() {
        let text: Vec<Token<'_>> = Tokens::new(b"BT /F1 12 Tf (a\\(b\\)\\101\\\n(c)) Tj [<414>-250.5] TJ %x\nET").collect();
        let text: Vec<String> = text.iter().map(|t| format!("{t:?}")).collect();
        assert_eq!(
            text.join(" "),
            format!(
                "Operator({:?}) Name({:?}) Number(12.0) Operator({:?}) Text({:?}) Operator({:?}) Open Text({:?}) Number(-250.5) Close Operator({:?}) Operator({:?})",
                b"BT", b"F1", b"Tf", b"a(b)A(c)", b"Tj", b"A@", b"TJ", b"ET"
            )
        );
    }

    #[test]
    fn an_image_in_the_stream_is_passed_over() {
        let mut tokens = Tokens::new(b"BI /W 1 ID \x00\xffEIx\x01 EI Q");
        while tokens.next().is_some_and(|t| t != Token::Operator(b"ID")) {}
        tokens.skip_image();
        assert_eq!(tokens.next(), Some(Token::Operator(b"Q")));
    }
}
