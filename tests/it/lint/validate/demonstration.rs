//! The demonstration bundle is clean: nothing above a note, in no letter.

use brevsmed::diagnostic::Severity;
use brevsmed::policy::Settings;

use super::{bundle_report, lines, load};
use crate::scratch::fixture;

#[test]
fn the_demonstration_bundle_is_clean() {
    let report = bundle_report(&load(&fixture("bundle")), Settings::default());
    let mut bad = report.clone();
    for file in &mut bad.files {
        file.faults.retain(|fault| fault.severity > Severity::Note);
    }
    assert_eq!(lines(&bad), [""; 0]);
    assert_eq!(report.not_looked_at, [[""; 2]; 0]);
    // All letters are proved, and many are made.
    assert_eq!(report.totals.templates, 19);
    assert!(report.totals.letters > 300, "{}", report.totals.letters);
    assert!(report.totals.combinations.len() > 6, "{}", report.totals.combinations);
}
