//! What keeps the check from being made.

use std::io::Write;
use std::process::ExitCode;

use kms_mrk::verdict::{Place, Report};

use crate::document::Document;
use crate::snippet::Snippets;

/// Why the check could not be made, what to do about it, and where it stands, if it stands somewhere.
pub(crate) struct Trouble {
    message: String,
    help: Option<String>,
    exhibits: Vec<Exhibit>,
}

/// Something to show from a document.
enum Exhibit {
    Place { document: Document, place: Place, label: String },
    Report { document: Document, report: Report },
}

impl Trouble {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, exhibits: Vec::new() }
    }

    pub(crate) fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Shows a place of a document.
    pub(crate) fn at(mut self, document: &Document, place: Place, label: impl Into<String>) -> Self {
        self.exhibits.push(Exhibit::Place { document: document.clone(), place, label: label.into() });
        self
    }

    /// Shows everything that is wrong with a document.
    pub(crate) fn because_of(mut self, document: &Document, report: Report) -> Self {
        self.exhibits.push(Exhibit::Report { document: document.clone(), report });
        self
    }

    /// Says it on standard error.
    pub(crate) fn exit(&self) -> ExitCode {
        let snippets = Snippets::on(&std::io::stderr());
        let mut text = String::new();
        for exhibit in &self.exhibits {
            if let Exhibit::Report { document, report } = exhibit {
                text.extend(report.iter().map(|finding| snippets.finding(finding, document) + "\n"));
            }
        }
        let places = self.exhibits.iter().filter_map(|exhibit| match exhibit {
            Exhibit::Place { document, place, label } => Some((document, place, label.as_str())),
            Exhibit::Report { .. } => None,
        });
        text += &snippets.error(&self.message, places, self.help.as_deref());
        // If nobody listens on standard error either, there is nobody left to tell.
        let _ = std::io::stderr().write_all(text.as_bytes());
        ExitCode::from(2)
    }
}

impl From<lexopt::Error> for Trouble {
    fn from(error: lexopt::Error) -> Self {
        Self::new(error.to_string()).with_help("`--help` lists the options")
    }
}
