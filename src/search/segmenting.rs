//! Places at which the documents of a collection are cut into runs and segments. An index depends on them: what is worked out here is output.

use std::ops::Range;

use super::doc::Collection;

/// Documents in a run at most.
const RUN: usize = 256;
/// Documents in a group at most, or a run more.
const GROUP: usize = 320;

/// 2⁶⁴ over the golden ratio, made odd.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of an address that is the same in every build and every version: it decides where segments end and which documents are sampled.
/// A hash of a library may change with its version.
pub(super) fn address_hash(address: &str) -> u64 {
    let mut chunks = address.as_bytes().chunks_exact(8);
    let number = |from: u64, bytes: &[u8]| bytes.iter().fold(from, |n, b| n << 8 | u64::from(*b));
    let add = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let mut hash = chunks.by_ref().fold(0, |hash, chunk| add(hash, number(0, chunk)));
    let rest = chunks.remainder();
    if !rest.is_empty() {
        hash = add(hash, number(rest.len() as u64, rest));
    }
    (hash ^ hash >> 29).wrapping_mul(FACTOR) >> 8
}

/// The documents in runs, whose texts share no file, and the runs in groups, each of which becomes a segment. Where a run or a group
/// ends depends on the addresses in it, so that a new document moves only the ends near it.
pub(super) fn cut_documents(collection: &dyn Collection) -> Vec<Vec<Range<usize>>> {
    let (mut groups, mut group, mut from) = (Vec::new(), Vec::new(), 0);
    let count = collection.count();
    for n in 0..count {
        let (len, hash) = (n + 1 - from, address_hash(&collection.address(n)));
        let is_end = n + 1 == count || len >= RUN || (len >= RUN / 8 && hash.is_multiple_of(64));
        if !is_end {
            continue;
        }
        group.push(from..n + 1);
        from = n + 1;
        let held = group.iter().map(ExactSizeIterator::len).sum::<usize>();
        if n + 1 == count || held >= GROUP || (held >= GROUP / 4 && hash.is_multiple_of(512)) {
            groups.push(std::mem::take(&mut group));
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::address_hash;

    #[test]
    fn an_address_keeps_its_hash() {
        for (address, hash) in [
            ("", 0),
            ("a", 0x00ba_61be_58a1_9900),
            ("/idmg/", 0x00b4_93b8_f59a_3c14),
            ("/idmg/2012-04-17/", 0x00f6_7b29_d8de_5493),
            ("/idmg/2012-10-18", 0x0053_26a3_b098_0c38),
            ("/cymraeg/llŷn/2012-04-17/", 0x0086_69d9_468b_dbc3),
        ] {
            assert_eq!(address_hash(address), hash, "{address}");
        }
    }
}
