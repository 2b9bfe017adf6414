//! The longest common run of two sequences (Myers, "An O(ND) difference algorithm", 1986), with a
//! bound on the work: two texts with nothing in common cost no more than two alike.

/// The most steps that are looked for. Past it the middle that is left counts as replaced as a whole, which is
/// true if not the shortest answer. The trace costs its square, in words: about 2 MB at this bound.
const MOST_EDITS: usize = 700;

/// Pairs of places, rising in both, at which `a` and `b` are equal.
pub(super) fn common<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (a.get(head..).unwrap_or(&[]), b.get(head..).unwrap_or(&[]));
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let middle_a = rest_a.get(..rest_a.len() - tail).unwrap_or(&[]);
    let middle_b = rest_b.get(..rest_b.len() - tail).unwrap_or(&[]);

    let mut out: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    out.extend(middle(middle_a, middle_b).into_iter().map(|(x, y)| (x + head, y + head)));
    let (end_a, end_b) = (a.len() - tail, b.len() - tail);
    out.extend((0..tail).map(|i| (end_a + i, end_b + i)));
    out
}

/// Myers' greedy search: `reach` holds, for each diagonal `k = x − y`, how far along `a` it got with so many edits.
fn middle<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let most = signed((a.len() + b.len()).min(MOST_EDITS));
    let mut reach = Reach { most, far: vec![0; (a.len() + b.len()).min(MOST_EDITS) * 2 + 3] };
    let mut trace: Vec<Vec<isize>> = Vec::new();
    for edits in 0..=most {
        let mut k = -edits;
        while k <= edits {
            let down = k == -edits || (k != edits && reach.at(k - 1) < reach.at(k + 1));
            let start = if edits == 0 {
                0
            } else if down {
                reach.at(k + 1)
            } else {
                reach.at(k - 1) + 1
            };
            let x = start + snake(a, b, start, start - k);
            reach.set(k, x);
            if x >= signed(a.len()) && x - k >= signed(b.len()) {
                return walk_back(&trace, a.len(), b.len());
            }
            k += 2;
        }
        trace.push(reach.window(edits));
    }
    Vec::new()
}

/// How many steps are equal from (`x`, `y`) on.
fn snake<T: PartialEq>(a: &[T], b: &[T], x: isize, y: isize) -> isize {
    let from = |s: &[T], at: isize| usize::try_from(at).map_or(s.len(), |at| at.min(s.len()));
    let (x, y) = (from(a, x), from(b, y));
    signed(a.iter().skip(x).zip(b.iter().skip(y)).take_while(|(p, q)| p == q).count())
}

/// How far each diagonal has got; diagonals run from −`most` − 1 to `most` + 1.
struct Reach {
    most: isize,
    far: Vec<isize>,
}

impl Reach {
    fn at(&self, k: isize) -> isize {
        usize::try_from(k + self.most + 1).ok().and_then(|i| self.far.get(i)).copied().unwrap_or(0)
    }

    fn set(&mut self, k: isize, x: isize) {
        if let Some(slot) = usize::try_from(k + self.most + 1).ok().and_then(|i| self.far.get_mut(i)) {
            *slot = x;
        }
    }

    /// The diagonals −`edits` ..= `edits`: all that so many edits can have touched.
    fn window(&self, edits: isize) -> Vec<isize> {
        (-edits..=edits).map(|k| self.at(k)).collect()
    }
}

/// From the ends back to the start: the diagonal steps are the pairs. `trace` holds the windows of 0 edits, 1 edit and so on.
fn walk_back(trace: &[Vec<isize>], len_a: usize, len_b: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut x, mut y) = (signed(len_a), signed(len_b));
    for edits in (0..=signed(trace.len())).rev() {
        let k = x - y;
        let window = usize::try_from(edits - 1).ok().and_then(|i| trace.get(i));
        let before = |k: isize| usize::try_from(k + edits - 1).ok().and_then(|i| window?.get(i).copied()).unwrap_or(0);
        let (from_x, from_y) = if edits == 0 {
            (0, 0)
        } else {
            let down = k == -edits || (k != edits && before(k - 1) < before(k + 1));
            let from_k = if down { k + 1 } else { k - 1 };
            (before(from_k), before(from_k) - from_k)
        };
        while x > from_x && y > from_y {
            x -= 1;
            y -= 1;
            if let (Ok(px), Ok(py)) = (usize::try_from(x), usize::try_from(y)) {
                out.push((px, py));
            }
        }
        (x, y) = (from_x, from_y);
    }
    out.reverse();
    out
}

/// Lengths of slices fit in `isize`.
fn signed(n: usize) -> isize {
    isize::try_from(n).unwrap_or(isize::MAX)
}

/// The places in `values` of one longest strictly rising run, in O(n log n). What is not in it has moved.
pub(super) fn rising(values: &[usize]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (place, value) in values.iter().enumerate() {
        let at = ends.partition_point(|e| values.get(*e).is_some_and(|v| v < value));
        before.push(at.checked_sub(1).and_then(|i| ends.get(i).copied()));
        match ends.get_mut(at) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut out = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(place) = next {
        out.push(place);
        next = before.get(place).copied().flatten();
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The length of the longest common subsequence by the textbook table.
    fn longest(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                table[i + 1][j + 1] = if x == y { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn common_is_the_longest(a in prop::collection::vec(0_u8..4, 0..40), b in prop::collection::vec(0_u8..4, 0..40)) {
            let pairs = common(&a, &b);
            prop_assert!(pairs.iter().all(|(x, y)| a[*x] == b[*y]));
            prop_assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
            prop_assert_eq!(pairs.len(), longest(&a, &b));
        }

        #[test]
        fn rising_is_the_longest(values in prop::collection::vec(0_usize..30, 0..40)) {
            let places = rising(&values);
            prop_assert!(places.windows(2).all(|w| w[0] < w[1] && values[w[0]] < values[w[1]]));
            let mut best = vec![0_usize; values.len()];
            for i in 0..values.len() {
                best[i] = 1 + (0..i).filter(|j| values[*j] < values[i]).map(|j| best[j]).max().unwrap_or(0);
            }
            prop_assert_eq!(places.len(), best.iter().copied().max().unwrap_or(0));
        }
    }

    #[test]
    fn texts_with_nothing_in_common_end() {
        let a: Vec<u32> = (0..50_000).collect();
        let b: Vec<u32> = (50_000..100_000).collect();
        assert!(common(&a, &b).is_empty());
    }
}
