//! The one macro that gives every validated text of this crate the same manners.

/// Implements, from a type's `FromStr` and `Display`, what every validated text owes its user: `TryFrom<&str>`,
/// `TryFrom<String>`, and serde as a plain string.
///
/// With `as_str` (the type has such a method), also `AsRef<str>`, `Display` and comparison with `str`.
macro_rules! text_type {
    ($Type:ty) => {
        text_type!(@reads $Type);

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
    ($Type:ty, as_str) => {
        text_type!(@reads $Type);

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl std::fmt::Display for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $Type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $Type {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl PartialEq<&str> for $Type {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }
    };
    (@reads $Type:ty) => {
        impl TryFrom<&str> for $Type {
            type Error = $crate::identity::InvalidText;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl TryFrom<String> for $Type {
            type Error = $crate::identity::InvalidText;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::text_visitor::deserialize(deserializer)
            }
        }
    };
}
