//! A rule of KMS: a stable id, one sentence, its source, and how well it is known.

use std::fmt;

use serde::Serialize;

/// How well a statement about KMS is known, from the weakest grade to the strongest.
///
/// ```
/// use kms_mrk::verdict::Evidence;
///
/// assert!(Evidence::Inferred < Evidence::Documented);
/// assert!(Evidence::Documented < Evidence::Recorded);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Follows from other statements; AWS says nothing about it and nobody's recording is known.
    Inferred,
    /// Stated by AWS's documentation or service model.
    Documented,
    /// Seen in an answer of the real service.
    Recorded,
}

impl Evidence {
    /// The grade in lower case: `inferred`, `documented` or `recorded`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inferred => "inferred",
            Self::Documented => "documented",
            Self::Recorded => "recorded",
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A rule that KMS follows: what every verdict of this crate cites.
///
/// Rules are constants of the modules that check them; [`rules`](crate::rules) lists them all. Two rules are
/// equal when their ids are.
///
/// ```
/// use kms_mrk::operation::rule::SAME_PARTITION;
/// use kms_mrk::verdict::Evidence;
///
/// assert_eq!(SAME_PARTITION.id(), "replicate-key/replica-region/same-partition");
/// assert_eq!(SAME_PARTITION.evidence(), Evidence::Documented);
/// assert!(SAME_PARTITION.documentation().starts_with("https://docs.aws.amazon.com/"));
/// ```
#[derive(Debug, Serialize)]
pub struct Rule {
    id: &'static str,
    sentence: &'static str,
    documentation: &'static str,
    evidence: Evidence,
}

impl Rule {
    pub(crate) const fn new(
        id: &'static str,
        sentence: &'static str,
        documentation: &'static str,
        evidence: Evidence,
    ) -> Self {
        Self { id, sentence, documentation, evidence }
    }

    /// The stable id: lower-case words and slashes, from the general to the particular.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// What holds when the rule is kept, in one sentence without a full stop.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        self.sentence
    }

    /// The address of AWS's page that the rule comes from; for an inferred rule, of the nearest page.
    #[must_use]
    pub const fn documentation(&self) -> &'static str {
        self.documentation
    }

    /// How well it is known that the rule exists. How well KMS's answer to its breach is known is graded apart,
    /// in [`Refusal::evidence`](super::Refusal::evidence).
    #[must_use]
    pub const fn evidence(&self) -> Evidence {
        self.evidence
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id)
    }
}

/// Declares rules as public constants and lists them in `ALL`.
///
/// One line a rule: `NAME: Grade, "id", DOCUMENTATION, "sentence";`
macro_rules! rules {
    ($( $NAME:ident: $grade:ident, $id:literal, $documentation:expr, $sentence:literal; )+) => {
        $(
            #[doc = concat!("`", $id, "`: ", $sentence, ".")]
            pub static $NAME: $crate::verdict::Rule = $crate::verdict::Rule::new(
                $id,
                $sentence,
                $documentation,
                $crate::verdict::Evidence::$grade,
            );
        )+

        /// Every rule of this module, in the order of declaration.
        pub static ALL: &[&$crate::verdict::Rule] = &[$(&$NAME),+];
    };
}
pub(crate) use rules;
