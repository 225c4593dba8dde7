//! The key to replicate, as KMS describes it.

use kms_mrk::key::KeyMetadata;
use kms_mrk::verdict::{Place, Pointer, Report};

use crate::document::Document;
use crate::trouble::Trouble;

const HELP: &str = "give what `aws kms describe-key --key-id KEY` prints for the key to replicate";

/// The key to replicate, and what is odd about its description.
pub(crate) struct Primary {
    pub(crate) document: Document,
    pub(crate) metadata: KeyMetadata,
    /// What KMS would never have said of a key, with places in the document.
    pub(crate) breaches: Report,
}

impl Primary {
    /// Reads the description of a key.
    ///
    /// # Errors
    /// A document that is something else.
    pub(crate) fn read(document: Document, request: &Document) -> Result<Self, Trouble> {
        let reading = KeyMetadata::read_json(&document.text);
        let Some(metadata) = reading.value else {
            return Err(not_metadata(&document, request, reading.report));
        };
        let wrapper = document.wrapper();
        let mut breaches = reading.report;
        breaches.extend(metadata.check().into_iter().map(|mut finding| {
            finding.place.pointer = wrapper.join(&finding.place.pointer);
            finding
        }));
        Ok(Self { document, metadata, breaches })
    }
}

fn not_metadata(document: &Document, request: &Document, report: Report) -> Trouble {
    let name = &document.name;
    if document.text.trim().is_empty() {
        return Trouble::new(format!("`{name}` is empty")).with_help(HELP);
    }
    match document.kind() {
        Some(kind) if !kind.is_metadata => {
            let is_swapped = request.kind().is_some_and(|kind| kind.is_metadata);
            Trouble::new(format!("`{name}` is not the description of a key"))
                .at(document, Place::at(Pointer::to(kind.member)), format!("this looks like {}", kind.name))
                .with_help(if is_swapped { "swap `--primary` and `--request`" } else { HELP })
        }
        None if is_something_else(document) => {
            Trouble::new(format!("`{name}` is not the description of a key"))
                .at(document, Place::at(Pointer::root()), "this has no member of such a description")
                .with_help(HELP)
        }
        _ => Trouble::new(format!("`{name}` is not the description of a key"))
            .because_of(document, report)
            .with_help(HELP),
    }
}

/// Whether the document is an object without any of the members that name a key.
fn is_something_else(document: &Document) -> bool {
    let names = ["AWSAccountId", "Arn", "KeyId"];
    document.members().is_some() && !names.into_iter().any(|name| document.has(name))
}
