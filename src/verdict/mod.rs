//! Floor 0, verdict: how the library says that something is wrong, by which rule, where, and what AWS does about it.
//!
//! A [`Rule`] is a sentence with a source and a grade of [`Evidence`]. A [`Finding`] is a rule that was broken at
//! a [`Place`] of a document. A [`Report`] is an ordered list of findings. A [`KmsError`] is the one exception
//! that KMS would answer with.

mod answer;
mod broken;
pub(crate) mod check;
mod code;
pub(crate) mod documentation;
mod edit;
mod error;
mod finding;
mod literal;
mod place;
mod pointer;
mod report;
pub(crate) mod rule;
mod spans;
mod syntax_error;
mod text;

pub use answer::{Answer, Refusal, RefusalText};
pub use code::{ErrorCode, Retry};
pub use edit::{Applicability, Correction, Edit};
pub use error::KmsError;
pub use finding::{Finding, Severity};
pub use place::{Part, Place, Span};
pub use pointer::Pointer;
pub use report::Report;
pub use rule::{Evidence, Rule};
pub use spans::Spans;
pub use text::Text;

pub(crate) use broken::{Broken, Noted};
pub(crate) use syntax_error::SyntaxError;
