//! A directory with a user's files, in which an example is run.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// When every call is made.
pub(crate) const NOW: &str = "2026-01-05T12:00:00Z";

/// The request of the example, changed, laid out with two spaces and its members in the order of the alphabet.
pub(crate) fn request(change: impl FnOnce(&mut Value)) -> String {
    let mut request: Value =
        serde_json::from_str(include_str!("../../examples/replicate_key/request.json")).unwrap();
    change(&mut request);
    serde_json::to_string_pretty(&request).unwrap()
}

/// The output of DescribeKey in the example, the description in it changed, laid out in the same way.
pub(crate) fn primary(change: impl FnOnce(&mut Value)) -> String {
    let mut primary: Value =
        serde_json::from_str(include_str!("../../examples/replicate_key/primary.json")).unwrap();
    change(&mut primary["KeyMetadata"]);
    serde_json::to_string_pretty(&primary).unwrap()
}

/// A directory of its own, which goes away with the value.
pub(crate) struct Shell {
    example: &'static str,
    directory: PathBuf,
}

/// What a run of the example left.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Shell {
    /// One in which the example `replicate_key` is run.
    pub(crate) fn new() -> Self {
        Self::of("replicate_key")
    }

    /// One in which the example of this name is run.
    pub(crate) fn of(example: &'static str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let directory = std::env::temp_dir().join(format!("kms-mrk-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        Self { example, directory }
    }

    /// The same directory with this file in it.
    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.directory.join(name), content).unwrap();
        self
    }

    /// The example with these options, at the time of the clock.
    pub(crate) fn command(&self, options: &[&str]) -> Command {
        // Cargo puts examples beside the directory that this test is in.
        let mut path = std::env::current_exe().unwrap();
        path.pop();
        path.pop();
        path.push("examples");
        path.push(format!("{}{}", self.example, std::env::consts::EXE_SUFFIX));
        assert!(path.exists(), "{} is missing: run `cargo build --examples`", path.display());
        let mut command = Command::new(path);
        command.args(options).current_dir(&self.directory);
        command
    }

    /// Runs the example at [`NOW`].
    #[track_caller]
    pub(crate) fn run(&self, options: &[&str]) -> Run {
        self.run_with_input(options, "")
    }

    /// Runs the example at [`NOW`] with this standard input.
    #[track_caller]
    pub(crate) fn run_with_input(&self, options: &[&str], input: &str) -> Run {
        self.run_as_given(&[&["--now", NOW], options].concat(), input)
    }

    /// Runs the example with these options alone and this standard input.
    #[track_caller]
    pub(crate) fn run_as_given(&self, options: &[&str], input: &str) -> Run {
        let mut child = self
            .command(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        if !input.is_empty() {
            feed(&mut child, input);
        }
        let output = child.wait_with_output().unwrap();
        let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert!(!stdout.contains('\x1b') && !stderr.contains('\x1b'), "colour, but no terminal");
        assert!(!stderr.contains("panicked"), "{stderr}");
        Run { status: output.status.code().unwrap(), stdout, stderr }
    }

    /// Runs the example on `request.json` and `primary.json`.
    #[track_caller]
    pub(crate) fn check(&self) -> Run {
        self.run(&["--request", "request.json", "--primary", "primary.json"])
    }

    /// Runs the example, which cannot make the check and says why in a message that begins like this.
    #[track_caller]
    pub(crate) fn fails(&self, options: &[&str], message: &str) {
        let run = self.run(options);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{options:?}");
        assert!(run.stderr.starts_with(message), "{options:?}: {}", run.stderr);
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // A directory that stays behind is no reason to fail.
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// Gives a process its standard input, all of it.
#[track_caller]
pub(crate) fn feed(child: &mut Child, input: &str) {
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
}
