//! What keeps the server from starting.

use std::io::Write;
use std::process::ExitCode;

/// Why, and what to do about it.
pub(crate) struct Trouble {
    message: String,
    help: Option<&'static str>,
}

impl Trouble {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    pub(crate) fn with_help(self, help: &'static str) -> Self {
        Self { help: Some(help), ..self }
    }

    /// Says it on standard error.
    pub(crate) fn exit(&self) -> ExitCode {
        let help = self.help.map(|help| format!("help: {help}\n")).unwrap_or_default();
        let text = format!("error: {}\n{help}", self.message);
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
