//! A server that answers like AWS KMS: for clients in any language.
//!
//! `cargo run --example serve` listens on a loopback address; `--help` lists the options.

#[path = "../replicate_key/argument.rs"]
mod argument;
mod caller;
mod clock;
mod connection;
mod journal;
mod options;
#[path = "../replicate_key/output.rs"]
mod output;
mod page;
mod route;
mod service;
mod trouble;
mod wrapping_keys;

use std::cell::RefCell;
use std::process::ExitCode;
use std::rc::Rc;

use tokio::net::TcpListener;
use tokio::task::LocalSet;

use options::{Command, Options};
use output::print;
use service::Service;
use trouble::Trouble;

/// The one model, of which each request has the use for as long as it is answered.
type Shared = Rc<RefCell<Service>>;

fn main() -> ExitCode {
    let result = match Command::from_arguments() {
        Ok(Command::Help) => print(include_str!("help.txt")),
        Ok(Command::Serve(options)) => serve(&options),
        Err(trouble) => Err(trouble),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => trouble.exit(),
    }
}

/// Listens until the process is ended.
fn serve(options: &Options) -> Result<(), Trouble> {
    let (service, remarks) = Service::start(options)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Trouble::new(format!("cannot start: {error}")))?;
    LocalSet::new().block_on(&runtime, async {
        let listen = |error| Trouble::new(format!("cannot listen on {}: {error}", options.listen));
        let listener = TcpListener::bind(options.listen).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        for remark in remarks {
            print(&format!("{remark}\n"))?;
        }
        print(&format!(
            "kms-mrk answers as AWS KMS on http://{address}; signatures are not verified, nothing is encrypted\n"
        ))?;
        connection::accept(&listener, &Rc::new(RefCell::new(service))).await;
        Ok(())
    })
}
