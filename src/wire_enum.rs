//! The one macro through which AWS's closed-looking, ever-growing lists of names become Rust enums.

/// A list of names that AWS keeps, as the wire reads them.
pub(crate) trait ListOfNames: for<'s> From<&'s str> {
    /// The names that this version of the crate knows.
    const LISTED: &'static [&'static str];
}

/// Declares an enum of AWS names that keeps a name it does not know.
///
/// Each variant is written as `Variant = "AWS_NAME"` with a sentence of documentation; the address after the
/// enum's name is AWS's page about the list and is linked from every variant. The macro adds the variant
/// `Other` for names that this version of the crate does not list, and what every such type owes its user:
/// `ALL`, `NAMES`, `as_str`, `is_listed`, `From<&str>`, `From<String>`, `FromStr`, `Display`, `AsRef<str>`, comparison
/// with `str`, and serde as a plain string.
macro_rules! wire_enum {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident [$docs:literal] {
            $( $(#[$variant_meta:meta])* $Variant:ident = $text:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $Name {
            $(
                $(#[$variant_meta])*
                #[doc = concat!("\n\nOn the wire: `", $text, "` ([AWS](", $docs, ")).")]
                $Variant,
            )+
            /// A name that this version of the crate does not list; it is kept as it was read.
            Other($crate::identity::Unlisted),
        }

        impl $Name {
            /// Every listed value, in AWS's order.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The names of [`ALL`](Self::ALL), in the same order.
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// The name as AWS writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $text,)+
                    Self::Other(unlisted) => unlisted.as_str(),
                }
            }

            /// Whether this version of the crate knows the name.
            #[must_use]
            pub const fn is_listed(&self) -> bool {
                !matches!(self, Self::Other(_))
            }

            fn listed(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$Variant),)+
                    _ => None,
                }
            }
        }

        impl $crate::wire_enum::ListOfNames for $Name {
            const LISTED: &'static [&'static str] = Self::NAMES;
        }

        impl From<&str> for $Name {
            fn from(text: &str) -> Self {
                Self::listed(text).unwrap_or_else(|| Self::Other($crate::identity::Unlisted::new(text)))
            }
        }

        impl From<String> for $Name {
            fn from(text: String) -> Self {
                Self::listed(&text).unwrap_or_else(|| Self::Other($crate::identity::Unlisted::new(text)))
            }
        }

        impl std::str::FromStr for $Name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $Name {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl PartialEq<&str> for $Name {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::text_visitor::deserialize(deserializer)
            }
        }
    };
}
