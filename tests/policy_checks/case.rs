//! One rule, broken and kept.

use kms_mrk::policy::{self, Setting};
use kms_mrk::verdict::{Rule, Severity};

/// Makes a setting and has a policy checked in it.
pub(crate) type InSetting = fn(&mut dyn FnMut(&Setting<'_>));

/// A policy that breaks a rule and one that keeps it.
pub(crate) struct Case {
    /// The fault, by the name it has in the table of faults that the rules were made from.
    pub(crate) fault: &'static str,
    pub(crate) rule: &'static Rule,
    pub(crate) severity: Severity,
    /// The characters that the finding points at stand between `⟦` and `⟧`.
    pub(crate) faulty: String,
    pub(crate) clean: String,
    pub(crate) setting: InSetting,
}

/// A policy of one statement with these members.
pub(crate) fn statement(members: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{{{members}}}]}}"#)
}

fn knows_nothing(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new());
}

impl Case {
    /// A case in a setting that knows nothing.
    pub(crate) fn new(
        fault: &'static str,
        rule: &'static Rule,
        severity: Severity,
        faulty: impl Into<String>,
        clean: impl Into<String>,
    ) -> Self {
        Self { fault, rule, severity, faulty: faulty.into(), clean: clean.into(), setting: knows_nothing }
    }

    /// The same case in another setting.
    pub(crate) fn in_setting(self, setting: InSetting) -> Self {
        Self { setting, ..self }
    }

    #[track_caller]
    pub(crate) fn assert_faulty(&self) {
        let Self { fault, rule, faulty, .. } = self;
        let (before, rest) = faulty.split_once('⟦').unwrap_or_else(|| panic!("{fault}: nothing is marked"));
        let (marked, after) = rest.split_once('⟧').unwrap_or_else(|| panic!("{fault}: the mark has no end"));
        let text = [before, marked, after].concat();
        let mut count = 0;
        (self.setting)(&mut |setting| {
            let report = policy::check(&text, setting);
            let found: Vec<_> = report.iter().filter(|finding| finding.rule == *rule).collect();
            let [finding] = found[..] else {
                panic!("{fault}: {} findings of {rule}\n{text}\n{report}", found.len());
            };
            let span =
                finding.place.span_in(&text).unwrap_or_else(|| panic!("{fault}: {finding} is nowhere"));
            assert_eq!(&text[span.start..span.end], marked, "{fault}: {finding}");
            assert_eq!(span.start, before.len(), "{fault}: {finding}");
            assert_eq!(finding.severity, self.severity, "{fault}: {finding}");
            count += 1;
        });
        assert_eq!(count, 1, "{fault}: the setting checks once");
    }

    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        let Self { fault, rule, clean, .. } = self;
        (self.setting)(&mut |setting| {
            let report = policy::check(clean, setting);
            assert!(!report.breaks(rule), "{fault}\n{clean}\n{report}");
        });
    }
}
