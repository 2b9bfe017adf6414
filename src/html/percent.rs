//! Addresses as URIs hold them (RFC 3986): one set of signs for each part of an address.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Returns an address with the signs of a set in percent form, and every letter that is not of ASCII.
pub(crate) fn encode(address: &str, encoded: &'static AsciiSet) -> String {
    utf8_percent_encode(address, encoded).to_string()
}

/// Encoded in a path: all but letters, digits, the signs that RFC 3986 reserves for nothing, and the slash.
pub(crate) const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Encoded in a path with an anchor.
pub(crate) const PATH_AND_ANCHOR: &AsciiSet = &PATH.remove(b'#');

/// Encoded in an address that is found in a text: what no address may hold. What is encoded already stays as it is.
pub(super) const WRITTEN: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// Encoded in an address of the site as a whole. Square brackets are encoded too: it has no place where they may stand.
pub(crate) const ADDRESS: &AsciiSet = &WRITTEN.add(b'[').add(b']');

#[cfg(test)]
mod tests {
    use super::{ADDRESS, PATH, PATH_AND_ANCHOR, WRITTEN, encode};

    #[test]
    fn each_part_of_an_address_keeps_its_own_signs() {
        assert_eq!(encode("llŷn/a+b#c?d=1%20", PATH), "ll%C5%B7n/a%2Bb%23c%3Fd%3D1%2520");
        assert_eq!(encode("llŷn/a+b#c?d=1%20", PATH_AND_ANCHOR), "ll%C5%B7n/a%2Bb#c%3Fd%3D1%2520");
        assert_eq!(encode("llŷn/a+b#c?d=1%20", ADDRESS), "ll%C5%B7n/a+b#c?d=1%20");
    }

    #[test]
    fn the_signs_of_each_set_are_those_of_the_standard() {
        let ascii: String = (0..=0x7f_u8).map(char::from).filter(|c| !c.is_ascii_alphanumeric()).collect();
        let kept = |encoded| ascii.chars().filter(|c| encode(&c.to_string(), encoded) == c.to_string()).collect::<String>();
        assert_eq!(kept(PATH), "-./_~");
        assert_eq!(kept(PATH_AND_ANCHOR), "#-./_~");
        assert_eq!(kept(ADDRESS), "!#$%&'()*+,-./:;=?@_~");
        assert_eq!(kept(WRITTEN), "!#$%&'()*+,-./:;=?@[]_~");
    }
}
