//! The file that keeps what has happened.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;

use kms_mrk::model::Event;
use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;

/// One line of the file: what one request did, whole or not at all.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    /// The first line: where identifiers come from.
    Seed(u64),
    Events(Vec<Event>),
    /// So many seconds were let pass.
    Advanced(u64),
    /// A wrapping key was made: its spec, and its private key in PEM.
    WrappingKey {
        spec: String,
        private_key: String,
    },
}

/// The file, open for what will happen.
pub(crate) struct Journal {
    file: File,
    seed: u64,
}

impl Journal {
    /// Opens the file or makes it, shows each of its entries, and cuts off a last line that was not written whole. The
    /// remark says so.
    pub(crate) fn open(
        path: &Path,
        seed: u64,
        mut show: impl FnMut(Entry),
    ) -> Result<(Self, Option<String>), Trouble> {
        let name = path.display();
        let trouble = |error: io::Error| Trouble::new(format!("`--state` {name}: {error}"));
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(trouble)?;
        let mut journal = Self { file, seed };
        let (whole, remark) = journal.read(&name, &mut show)?;
        journal.file.set_len(whole).map_err(trouble)?;
        journal.file.seek(SeekFrom::Start(whole)).map_err(trouble)?;
        if whole == 0 {
            journal.add(&Entry::Seed(seed)).map_err(trouble)?;
            show(Entry::Seed(seed));
        }
        Ok((journal, remark))
    }

    /// Shows each entry; how many bytes are whole lines, and what is to be said about the rest.
    fn read(
        &mut self,
        name: &std::path::Display<'_>,
        show: &mut impl FnMut(Entry),
    ) -> Result<(u64, Option<String>), Trouble> {
        let mut lines = BufReader::new(&self.file);
        let (mut whole, mut line, mut number) = (0, Vec::new(), 0);
        loop {
            line.clear();
            number += 1;
            let length = lines
                .read_until(b'\n', &mut line)
                .map_err(|error| Trouble::new(format!("`--state` {name}: {error}")))?;
            if length == 0 {
                return Ok((whole, None));
            }
            if line.last() != Some(&b'\n') {
                let remark = format!("{name}: line {number} was not written whole and is dropped");
                return Ok((whole, Some(remark)));
            }
            let entry: Entry = serde_json::from_slice(&line).map_err(|error| {
                Trouble::new(format!("`--state` {name}, line {number}: {error}"))
                    .with_help("the file is not one that `serve` wrote; take another, or delete it")
            })?;
            match (&entry, number) {
                (Entry::Seed(seed), 1) => self.seed = *seed,
                (Entry::Seed(_), _) | (_, 1) => {
                    return Err(Trouble::new(format!(
                        "`--state` {name}, line {number}: the seed is in the first line, and only there"
                    )));
                }
                _ => {}
            }
            show(entry);
            whole += length as u64;
        }
    }

    /// Writes what happened, before it is answered.
    pub(crate) fn add(&mut self, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        self.file.write_all(&line)
    }

    /// Forgets everything but the seed.
    pub(crate) fn reset(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.add(&Entry::Seed(self.seed))
    }
}
