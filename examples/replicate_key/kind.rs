//! What a document looks like.

use kms_mrk::verdict::Pointer;
use serde_json::{Map, Value};

use crate::document::Document;
use crate::trouble::Trouble;

const BYTE_ORDER_MARK: char = '\u{feff}';

impl Document {
    /// The document without a byte order mark at its start.
    pub(crate) fn without_byte_order_mark(mut self) -> Self {
        if let Some(rest) = self.text.strip_prefix(BYTE_ORDER_MARK) {
            self.text = rest.to_owned();
        }
        self
    }

    /// The document, if it has no byte order mark at its start.
    pub(crate) fn refusing_byte_order_mark(self) -> Result<Self, Trouble> {
        if self.text.starts_with(BYTE_ORDER_MARK) {
            let message =
                format!("`{}` begins with a byte order mark, which the AWS CLI does not take", self.name);
            return Err(Trouble::new(message).with_help("save it as UTF-8 without a byte order mark"));
        }
        Ok(self)
    }

    /// What the document is, if it is something well known.
    pub(crate) fn kind(&self) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| self.has(kind.member))
    }

    /// Whether the document is an object with this member.
    pub(crate) fn has(&self, member: &str) -> bool {
        self.members().is_some_and(|members| members.contains_key(member))
    }

    /// The members of the document, if it is an object.
    pub(crate) fn members(&self) -> Option<Map<String, Value>> {
        serde_json::from_str(&self.text).ok()
    }

    /// The member that metadata is wrapped in: [`KeyMetadata::check`](kms_mrk::key::KeyMetadata::check) counts
    /// its pointers from there.
    pub(crate) fn wrapper(&self) -> Pointer {
        match self.kind() {
            Some(kind) if kind.is_metadata => Pointer::to(kind.member),
            _ => Pointer::root(),
        }
    }
}

/// A kind of document that people have at hand, and the member that gives it away.
pub(crate) struct Kind {
    pub(crate) member: &'static str,
    pub(crate) name: &'static str,
    pub(crate) is_metadata: bool,
}

static KINDS: [Kind; 13] = [
    kind("KeyMetadata", "the description of a key", true),
    kind("ReplicaKeyMetadata", "the output of `aws kms replicate-key`", true),
    kind("ReplicaRegion", "a ReplicateKey request", false),
    kind("Keys", "the output of `aws kms list-keys`", false),
    kind("Aliases", "the output of `aws kms list-aliases`", false),
    kind("Grants", "the output of `aws kms list-grants`", false),
    kind("PolicyName", "the output of `aws kms get-key-policy`", false),
    kind("Rotations", "the output of `aws kms list-key-rotations`", false),
    kind("PolicyNames", "the output of `aws kms list-key-policies`", false),
    kind("KeyRotationEnabled", "the output of `aws kms get-key-rotation-status`", false),
    kind("PublicKey", "the output of `aws kms get-public-key`", false),
    kind("Tags", "the output of `aws kms list-resource-tags`", false),
    kind("Statement", "a policy", false),
];

const fn kind(member: &'static str, name: &'static str, is_metadata: bool) -> Kind {
    Kind { member, name, is_metadata }
}
