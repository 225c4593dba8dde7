//! A key policy, written as JSON.

use std::fmt;
use std::io::{self, Write};

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::ser::Formatter;

use super::document::Document;
use super::text::PolicyText;
use crate::identity::InvalidText;
use crate::json_tree::{Member, Members, Nodes, Tree, View};

impl Document<'_> {
    /// The policy laid out as KMS returns policies: two spaces, a colon between spaces, lists on one line.
    ///
    /// Source: recorded from GetKeyPolicy and ReplicateKey.
    ///
    /// ```
    /// use kms_mrk::identity::Partition;
    /// use kms_mrk::policy::{Document, PolicyText};
    ///
    /// let default = PolicyText::default_of(&Partition::Aws, "111122223333".parse()?);
    /// let compact = Document::read(default.as_str()).unwrap().to_string();
    /// assert!(compact.starts_with(r#"{"Version":"2012-10-17","Id":"key-default-1","Statement":[{"#));
    /// assert_eq!(Document::read(&compact).unwrap().to_pretty(), default.as_str());
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn to_pretty(&self) -> String {
        let mut serializer = serde_json::Serializer::with_formatter(Vec::new(), AsKms { depth: 0 });
        // Writing into memory does not fail, and every name is a text.
        let _ = self.serialize(&mut serializer);
        String::from_utf8(serializer.into_inner()).unwrap_or_default()
    }

    /// The compact text of the policy, as a request takes it.
    ///
    /// # Errors
    /// The policy has a character above U+00FF, or more than 131 072 characters.
    pub fn to_text(&self) -> Result<PolicyText, InvalidText> {
        self.to_string().parse()
    }
}

/// The compact text.
impl fmt::Display for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self.members(), serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Document<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let nodes = Nodes::deserialize(deserializer)?;
        let kind = nodes.tree().kind();
        Self::of(nodes).ok_or_else(|| D::Error::custom(format_args!("a key policy is an object, not {kind}")))
    }
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view() {
            View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Number(number) => number.serialize(serializer),
            View::Text(text) => serializer.serialize_str(text),
            View::List(items) => serializer.collect_seq(items),
            View::Object(members) => object(members, serializer),
        }
    }
}

fn object<S: Serializer>(members: Members<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(members.iter().count()))?;
    for Member { name, value } in members {
        map.serialize_entry(name, &value)?;
    }
    map.end()
}

/// The layout of KMS.
struct AsKms {
    depth: usize,
}

impl AsKms {
    fn new_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        write!(writer, "\n{:width$}", "", width = 2 * self.depth)
    }
}

impl Formatter for AsKms {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b" " } else { b", " })
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" ]")
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        self.new_line(writer)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" : ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        self.new_line(writer)?;
        writer.write_all(b"}")
    }
}
