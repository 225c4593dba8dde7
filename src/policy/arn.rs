//! The parts of an ARN, whatever it names.

/// The parts of a text that is built as an ARN; nothing is said about whether what it names can exist.
///
/// Parts may be patterns, as policies have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arn<'t> {
    pub(super) partition: &'t str,
    pub(super) service: &'t str,
    pub(super) region: &'t str,
    pub(super) account: &'t str,
    pub(super) resource: &'t str,
}

impl<'t> Arn<'t> {
    /// The parts; `None` if there are fewer than six, or the first is not `arn`.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
        Some(Self {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        })
    }

    /// Where the Region stands in the text.
    pub(super) fn region_start(&self) -> usize {
        "arn:".len() + self.partition.len() + 1 + self.service.len() + 1
    }
}
