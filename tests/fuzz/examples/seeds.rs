//! Writes texts to begin with for each fuzz target: valid policies, policies with one fault, and requests.
//!
//! `cargo run --manifest-path tests/fuzz/Cargo.toml --example seeds -- tests/fuzz/corpus`

use std::fs;
use std::path::Path;

use kms_mrk::strategy::{any_caller, any_policy_document_text, near_miss_policy_document, policy_situation};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const EACH: usize = 300;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = std::env::args().nth(1).ok_or("where to?")?;
    let corpus = Path::new(&corpus);
    let policy = || {
        let valid = policy_situation().prop_map(|situation| situation.text);
        let faulty = near_miss_policy_document().prop_map(|miss| miss.situation.text);
        // White space up to the quota teaches nothing.
        prop_oneof![valid, faulty, any_policy_document_text()].prop_map(|text| text.trim().to_owned())
    };
    let actions =
        select(vec!["kms:Decrypt", "kms:PutKeyPolicy", "kms:CreateGrant", "kms:CreateKey", "kms:PolishKey"]);
    let keys = select(vec![
        "",
        "\0aws:username=a",
        "\0kms:ViaService=s3.eu-west-1.amazonaws.com\0aws:SourceIp=203.0.113.7",
        "\0a=",
    ]);
    let parts = (any_caller(), actions, policy(), policy(), keys);
    let request = parts.prop_map(|(caller, action, policy, identity, keys)| {
        format!("{}\0{action}\0{policy}\0{identity}{keys}", caller.principal())
    });
    write(&corpus.join("document"), policy())?;
    write(&corpus.join("check"), policy())?;
    write(&corpus.join("authorize"), request)
}

/// Writes some values of a strategy, the same each time.
fn write(folder: &Path, texts: impl Strategy<Value = String>) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all(folder)?;
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for number in 0..EACH {
        let text = texts.new_tree(&mut runner).map_err(|reason| reason.to_string())?.current();
        if text.len() <= 16_384 {
            fs::write(folder.join(format!("seed-{number}")), text)?;
        }
    }
    Ok(())
}
