//! Scales with round steps, and numbers as people read them.

/// A scale of values: its ends are whole steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
}

impl Scale {
    /// A scale that holds all `values`. It starts at zero, unless `from_zero` is false and all values lie close
    /// together and far from it.
    pub(super) fn new(values: impl Iterator<Item = f64>, from_zero: bool) -> Scale {
        let (mut low, mut high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        let far = low > 0.0 && (high - low) < 0.25 * high || high < 0.0 && (high - low) < 0.25 * -low;
        if from_zero || !far || low == high {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if low == high {
            high = low + 1.0;
        }
        let step = nice((high - low) / 5.0);
        Scale { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Where a value lies, from 0 at the low end to 1 at the high one.
    pub(super) fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The steps, low to high; at most twelve.
    pub(super) fn ticks(&self) -> Vec<f64> {
        (0..12)
            .map(|i| self.low + f64::from(i) * self.step)
            .take_while(|t| *t <= self.high + self.step / 1000.0)
            // What is left of a sum that should be nought is not shown as 5.55e-17.
            .map(|t| if t.abs() < self.step / 1000.0 { 0.0 } else { t })
            .collect()
    }

    /// How many decimals its steps need.
    pub(super) fn decimals(&self) -> usize {
        (0..6).find(|d| is_whole(self.step * 10_f64.powi(*d))).and_then(|d| usize::try_from(d).ok()).unwrap_or(6)
    }
}

/// 1, 2 or 5 times a power of ten, not below `rough`. Whole from one on.
fn nice(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    let lead = rough / power;
    let step = [1.0, 2.0, 5.0].into_iter().find(|s| lead <= *s + 1e-9).unwrap_or(10.0);
    step * power
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-9 * value.abs().max(1.0)
}

/// The most decimals that any of `values` has, up to six.
pub(super) fn decimals(values: impl Iterator<Item = f64>) -> usize {
    let of = |v: f64| (0..6).find(|d| is_whole(v * 10_f64.powi(*d))).and_then(|d| usize::try_from(d).ok()).unwrap_or(6);
    values.map(of).max().unwrap_or(0)
}

/// A number as people read it: thousands apart by commas, a true minus sign, no more decimals than it has.
pub(super) fn number(value: f64) -> String {
    with_decimals(value, decimals([value].into_iter()))
}

/// A number with so many decimals.
pub(super) fn with_decimals(value: f64, decimals: usize) -> String {
    if value.abs() >= 1e15 || (value != 0.0 && value.abs() < 1e-6) {
        return format!("{value:e}").replace('-', "−");
    }
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, part) = plain.split_once('.').map_or((plain.as_str(), None), |(w, p)| (w, Some(p)));
    let mut out = String::with_capacity(plain.len() + 8);
    if value < 0.0 && plain.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        out.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push('.');
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_people_read_them() {
        for (value, want) in [
            (0.0, "0"),
            (1183.0, "1,183"),
            (-5.5, "−5.5"),
            (1_234_567.25, "1,234,567.25"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (100.0, "100"),
        ] {
            assert_eq!(number(value), want);
        }
    }

    #[test]
    fn steps_are_round() {
        let scale = Scale::new([534.0, 3804.0].into_iter(), true);
        assert_eq!(scale.ticks(), [0.0, 1000.0, 2000.0, 3000.0, 4000.0]);
        let close = Scale::new([98.0, 101.0].into_iter(), false);
        assert!(close.low > 90.0);
    }

    proptest! {
        #[test]
        fn a_scale_holds_its_values(values in prop::collection::vec(-1e12_f64..1e12, 1..20), from_zero: bool) {
            let scale = Scale::new(values.iter().copied(), from_zero);
            let slack = scale.step / 1000.0;
            prop_assert!(values.iter().all(|v| *v >= scale.low - slack && *v <= scale.high + slack));
            prop_assert!((2..=12).contains(&scale.ticks().len()));
            prop_assert!(!from_zero || (scale.low <= 0.0 && scale.high >= 0.0));
        }
    }
}
