//! Dates as values: with the order of `NN/NN/YYYY` that a site has chosen, and the error an author can use.

use crate::diag::{Code, Diagnostic};
use crate::record::{Date, DateError, DateOrder, Span};

/// A date in any form that is read, by the order the site has chosen for `02/09/2015`.
///
/// # Errors
/// Why it is none.
pub fn date_from_words(text: &str, order: Option<DateOrder>) -> Result<Date, DateError> {
    let text = text.trim();
    match text.parse::<Date>() {
        Err(DateError::Shape) => from_numbers(text, order),
        other => other,
    }
}

/// `17/04/2012`, `17.4.2012`, `2012/04/17`; also a day with a time after it (`2016-10-08 19:00:00 +0000`, of which the day is taken).
fn from_numbers(text: &str, order: Option<DateOrder>) -> Result<Date, DateError> {
    if let Some((day, time)) = text.split_once([' ', 'T'])
        && time.starts_with(|c: char| c.is_ascii_digit())
        && time.contains(':')
        && day.len() == 10
    {
        return day.parse();
    }
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    let numbers: Option<Vec<i16>> = parts
        .iter()
        .map(|p| if !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()) { p.parse().ok() } else { None })
        .collect();
    let (Some(numbers), [first, _, last]) = (numbers, parts.as_slice()) else { return Err(DateError::Shape) };
    let day = |y: i16, m: i16, d: i16| {
        let small = |n: i16| i8::try_from(n).map_err(|_| DateError::NoSuchDay(format!("{n} is neither a day nor a month")));
        Date::from_parts(y, small(m)?, small(d)?)
    };
    let [a, b, c] = [numbers[0], numbers[1], numbers[2]];
    if first.len() == 4 {
        return day(a, b, c);
    }
    if last.len() != 4 {
        return Err(DateError::Shape);
    }
    match order {
        _ if a > 12 => day(c, b, a),
        _ if b > 12 => day(c, a, b),
        _ if a == b => day(c, b, a),
        Some(DateOrder::DayFirst) => day(c, b, a),
        Some(DateOrder::MonthFirst) => day(c, a, b),
        None => Err(DateError::Ambiguous),
    }
}

/// A date, or the diagnostic that says why it is none; `what` is the key or column (`date`).
pub fn parse_date(text: &str, span: Span, what: &str, order: Option<DateOrder>) -> Result<Date, Box<Diagnostic>> {
    date_from_words(text, order).map_err(|error| {
        let message = format!("`{what}`: {error}: `{}`", text.trim());
        Box::new(match error {
            DateError::Ambiguous => Diagnostic::new(Code::AmbiguousDate, span, message)
                .expected("day first or month first?")
                .remedy("write it as 2012-04-17, or say date_order = \"dmy\" (or \"mdy\") in site.toml"),
            DateError::NoSuchDay(_) => Diagnostic::new(Code::BadDate, span, message)
                .expected("no such day")
                .remedy("correct the day or the month; dates are written year-month-day: 2012-04-17"),
            DateError::Shape => Diagnostic::new(Code::BadDate, span, message)
                .expected("expected a date")
                .remedy("write it as 2012-04-17, 2012-10 or 2012, or in quotes as \"17 April 2012\""),
        })
    })
}
