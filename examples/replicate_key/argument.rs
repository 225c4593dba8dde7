//! The value of an option of the command line.

use std::ffi::OsString;
use std::str::FromStr;

use crate::trouble::Trouble;

/// The value of the option `name`, as text.
pub(crate) fn text(name: &str, value: OsString) -> Result<String, Trouble> {
    value.into_string().map_err(|value| Trouble::new(format!("`{name}`: {value:?} is not UTF-8")))
}

/// The value of the option `name`, as what it says.
pub(crate) fn parsed<T: FromStr<Err: ToString>>(name: &str, value: OsString) -> Result<T, Trouble> {
    let value = text(name, value)?;
    value.parse().map_err(|error: T::Err| Trouble::new(format!("`{name}`: {}", error.to_string())))
}
