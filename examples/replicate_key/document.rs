//! A document that was given: its name and its text.

use std::fs::File;
use std::io::{self, Read};

use kms_mrk::verdict::Span;

use crate::snippet::one_line;
use crate::source::Source;
use crate::trouble::Trouble;

/// A file or standard input, as text.
#[derive(Clone)]
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// More than any request or description of a key has; a guard against `/dev/zero` and the like.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

impl Document {
    /// A document that is part of the example.
    pub(crate) fn embedded(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned() }
    }

    /// Reads the document whole.
    pub(crate) fn read(source: &Source) -> Result<Self, Trouble> {
        let name = match source {
            Source::File(path) => one_line(&path.display().to_string()),
            Source::StandardInput => "standard input".to_owned(),
        };
        let mut bytes = Vec::new();
        let read = match source {
            Source::File(path) => {
                File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
            }
            Source::StandardInput => io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes),
        };
        match read {
            Err(error) => Err(Trouble::new(format!("cannot read `{name}`: {error}"))),
            Ok(length) if length as u64 > MOST_BYTES => {
                Err(Trouble::new(format!("`{name}` has more than {} MiB", MOST_BYTES >> 20)))
            }
            Ok(_) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Self { name, text }),
                Err(error) => Err(not_utf8(&name, error.as_bytes(), error.utf8_error().valid_up_to())),
            },
        }
    }
}

fn not_utf8(name: &str, bytes: &[u8], valid_up_to: usize) -> Trouble {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Trouble::new(format!("`{name}` is UTF-16, not UTF-8"))
            .with_help("save it as UTF-8; Windows PowerShell's `>` writes UTF-16");
    }
    let valid = String::from_utf8_lossy(&bytes[..valid_up_to]);
    let Span { line, column, .. } = Span::at_byte(&valid, valid_up_to, valid_up_to);
    Trouble::new(format!("`{name}` is not UTF-8: byte {valid_up_to}, line {line}, column {column}"))
}
