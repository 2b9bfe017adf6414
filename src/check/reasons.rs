//! Reasons for withholding that the site's own list of them does not have: readers would see a code that nobody explains.

use crate::diag::{Code, Diagnostic, nearest};
use crate::record::Record;

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    let site = &record.site;
    // A site without a list gives its reasons in words.
    if site.reasons.is_empty() {
        return;
    }
    for (_, document) in record.documents() {
        for passage in &document.withheld {
            let Some(mark) = passage.mark.filter(|_| site.reason(&passage.reason).is_none()) else { continue };
            let what = format!("`{}` is not one of the reasons in site.toml", passage.reason);
            let unknown = Diagnostic::new(Code::UnknownReason, mark, what);
            found.push(match nearest(&passage.reason, site.reasons.keys().map(|code| &**code)) {
                Some(near) => unknown
                    .expected(format!("did you mean `{near}`?"))
                    .remedy(format!("write `{near}`, or add the reason and its meaning to [reasons]")),
                None => {
                    let known: Vec<&str> = site.reasons.keys().map(|code| &**code).collect();
                    unknown
                        .expected(format!("one of: {}", known.join(", ")))
                        .remedy("write one of them, or add the reason and its meaning to [reasons]")
                }
            });
        }
    }
}
