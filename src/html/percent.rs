//! Addresses as URIs hold them.

/// Returns an address with everything but ASCII letters, digits and `kept` in percent form (RFC 3986).
pub(crate) fn encode(address: &str, kept: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// The signs that stand for themselves in a path: those that RFC 3986 reserves for nothing, and the slash.
pub(crate) const PATH: &[u8] = b"-._~/";

/// The same and the sign before an anchor.
pub(crate) const PATH_AND_ANCHOR: &[u8] = b"-._~/#";

/// The signs that stand for themselves in an address as a whole, the percent sign of what is encoded already among them.
pub(crate) const ADDRESS: &[u8] = b"-._~/#?=&:@!$'()*+,;%";

#[cfg(test)]
mod tests {
    use super::{ADDRESS, PATH, PATH_AND_ANCHOR, encode};

    #[test]
    fn each_part_of_an_address_keeps_its_own_signs() {
        assert_eq!(encode("llŷn/a+b#c?d=1%20", PATH), "ll%C5%B7n/a%2Bb%23c%3Fd%3D1%2520");
        assert_eq!(encode("llŷn/a+b#c?d=1%20", PATH_AND_ANCHOR), "ll%C5%B7n/a%2Bb#c%3Fd%3D1%2520");
        assert_eq!(encode("llŷn/a+b#c?d=1%20", ADDRESS), "ll%C5%B7n/a+b#c?d=1%20");
    }
}
