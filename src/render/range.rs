//! The function `range` of templates, within a budget: three loops inside one another never end, and a build must.

use std::cell::Cell;

use tera::{Error, Kwargs, State, TeraResult};

/// So many numbers may the ranges of one template have together, each time it is filled.
const NUMBERS: u64 = 1_000_000;

thread_local! {
    /// The numbers that the template being filled on this thread may still ask for.
    static LEFT: Cell<u64> = const { Cell::new(NUMBERS) };
}

/// Gives the template that is filled next its whole budget.
pub(super) fn begin_template() {
    LEFT.set(NUMBERS);
}

/// `range(start, end, step_by)`: the numbers from `start`, or 0, to the one before `end`.
pub(super) fn range(arguments: Kwargs, _: &State<'_>) -> TeraResult<Vec<i64>> {
    let start = arguments.get::<i64>("start")?.unwrap_or_default();
    let end = arguments.must_get::<i64>("end")?;
    let step = arguments.get::<i64>("step_by")?.unwrap_or(1);
    if step == 0 || start > end && step > 0 {
        return Err(Error::message("`range` needs a `step_by` that leads from `start` to `end`"));
    }
    let span = if step > 0 {
        end.abs_diff(start)
    } else if start > end {
        start.abs_diff(end)
    } else {
        0
    };
    let count = span.div_ceil(step.unsigned_abs());
    let Some(left) = LEFT.get().checked_sub(count) else {
        return Err(Error::message(format!(
            "the ranges of a template may have {NUMBERS} numbers together, each time it is filled"
        )));
    };
    LEFT.set(left);
    let count = usize::try_from(count).unwrap_or_default();
    Ok(std::iter::successors(Some(start), |number| number.checked_add(step)).take(count).collect())
}
