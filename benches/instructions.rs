//! One named function, run a number of times: for counting its instructions under callgrind.
//!
//! `README.md` beside this file has the command. Without a name, every function runs once.

mod inputs;

use std::hint::black_box;
use std::process::ExitCode;

use kms_mrk::Kms;
use kms_mrk::identity::{KeyArn, Region};
use kms_mrk::key::{KeyMetadata, Tags};
use kms_mrk::model::{Call, Caller};
use kms_mrk::operation::{CreateKey, Operation, ReplicateKey, Setting};
use kms_mrk::policy::{self, Document};
use kms_mrk::wire::{self, Exchange};
use serde_json::Value;

use inputs::KEY_ARN;
use inputs::cases::Case;
use inputs::crowd::{Crowd, Question};
use inputs::decisions::{Decided, POLICY};
use inputs::naive::NaiveReplicateKey;
use inputs::policies::{KeyInUse, PolicySize};
use inputs::random::Random;
use inputs::requests::{Size, tags};

/// What callgrind counts: nothing outside of this function. `times` is how often the work is done.
#[inline(never)]
fn counted(work: &mut dyn FnMut(), times: usize) {
    for _ in 0..times {
        work();
    }
}

struct Function {
    name: &'static str,
    /// Makes the inputs, and the function that is counted.
    prepare: fn() -> Box<dyn FnMut()>,
}

#[rustfmt::skip]
const FUNCTIONS: &[Function] = &[
    Function { name: "parse_key_arn", prepare: parse_key_arn },
    Function { name: "check_50_tags", prepare: check_50_tags },
    Function { name: "check_minimal", prepare: || check(Size::Minimal) },
    Function { name: "check_2_kib", prepare: || check(Size::Policy2KiB) },
    Function { name: "check_32_kib", prepare: || check(Size::Policy32KiB) },
    Function { name: "read_and_check_minimal", prepare: || read_and_check(Size::Minimal) },
    Function { name: "read_and_check_2_kib", prepare: || read_and_check(Size::Policy2KiB) },
    Function { name: "read_and_check_32_kib", prepare: || read_and_check(Size::Policy32KiB) },
    Function { name: "serde_json_value_minimal", prepare: || serde_json_value(Size::Minimal) },
    Function { name: "serde_json_value_2_kib", prepare: || serde_json_value(Size::Policy2KiB) },
    Function { name: "serde_json_value_32_kib", prepare: || serde_json_value(Size::Policy32KiB) },
    Function { name: "naive_parse_minimal", prepare: || naive_parse(Size::Minimal) },
    Function { name: "naive_parse_2_kib", prepare: || naive_parse(Size::Policy2KiB) },
    Function { name: "naive_parse_32_kib", prepare: || naive_parse(Size::Policy32KiB) },
    Function { name: "read_policy_512", prepare: || read_policy(PolicySize::Bytes512) },
    Function { name: "read_policy_2_kib", prepare: || read_policy(PolicySize::KiB2) },
    Function { name: "read_policy_8_kib", prepare: || read_policy(PolicySize::KiB8) },
    Function { name: "read_policy_32_kib", prepare: || read_policy(PolicySize::KiB32) },
    Function { name: "check_policy_512", prepare: || check_policy(PolicySize::Bytes512) },
    Function { name: "check_policy_2_kib", prepare: || check_policy(PolicySize::KiB2) },
    Function { name: "check_policy_8_kib", prepare: || check_policy(PolicySize::KiB8) },
    Function { name: "check_policy_32_kib", prepare: || check_policy(PolicySize::KiB32) },
    Function { name: "read_and_check_policy_512", prepare: || read_and_check_policy(PolicySize::Bytes512) },
    Function { name: "read_and_check_policy_2_kib", prepare: || read_and_check_policy(PolicySize::KiB2) },
    Function { name: "read_and_check_policy_8_kib", prepare: || read_and_check_policy(PolicySize::KiB8) },
    Function { name: "read_and_check_policy_32_kib", prepare: || read_and_check_policy(PolicySize::KiB32) },
    Function { name: "read_and_check_policy_for_a_key_512", prepare: || read_and_check_policy_for_a_key(PolicySize::Bytes512) },
    Function { name: "read_and_check_policy_for_a_key_2_kib", prepare: || read_and_check_policy_for_a_key(PolicySize::KiB2) },
    Function { name: "read_and_check_policy_for_a_key_8_kib", prepare: || read_and_check_policy_for_a_key(PolicySize::KiB8) },
    Function { name: "read_and_check_policy_for_a_key_32_kib", prepare: || read_and_check_policy_for_a_key(PolicySize::KiB32) },
    Function { name: "policy_as_value_512", prepare: || policy_as_value(PolicySize::Bytes512) },
    Function { name: "policy_as_value_2_kib", prepare: || policy_as_value(PolicySize::KiB2) },
    Function { name: "policy_as_value_8_kib", prepare: || policy_as_value(PolicySize::KiB8) },
    Function { name: "policy_as_value_32_kib", prepare: || policy_as_value(PolicySize::KiB32) },
    Function { name: "authorize_team", prepare: || authorize(Decided::Team) },
    Function { name: "authorize_account", prepare: || authorize(Decided::Account) },
    Function { name: "authorize_service", prepare: || authorize(Decided::Service) },
    Function { name: "authorize_outside", prepare: || authorize(Decided::Outside) },
    Function { name: "authorize_deletion", prepare: || authorize(Decided::Deletion) },
    Function { name: "authorize_open", prepare: || authorize(Decided::Open) },
    Function { name: "decide_in_1", prepare: || decide(1) },
    Function { name: "decide_in_1000", prepare: || decide(1_000) },
    Function { name: "decide_in_100000", prepare: || decide(100_000) },
    Function { name: "two_hash_map_lookups_in_100000", prepare: || two_lookups(100_000) },
    Function { name: "accepted_enable_key", prepare: || Case::EnableKey.accepted() },
    Function { name: "refused_enable_key", prepare: || Case::EnableKey.refused() },
    Function { name: "accepted_replicate_key", prepare: || Case::ReplicateKey.accepted() },
    Function { name: "refused_replicate_key", prepare: || Case::ReplicateKey.refused() },
    Function { name: "accepted_cancel_key_deletion", prepare: || Case::CancelKeyDeletion.accepted() },
    Function { name: "refused_cancel_key_deletion", prepare: || Case::CancelKeyDeletion.refused() },
    Function { name: "accepted_describe_key", prepare: || Case::DescribeKey.accepted() },
    Function { name: "refused_describe_key", prepare: || Case::DescribeKey.refused() },
    Function { name: "handle_minimal", prepare: || handle(Size::Minimal) },
    Function { name: "handle_2_kib", prepare: || handle(Size::Policy2KiB) },
    Function { name: "describe_key", prepare: describe_key },
    Function { name: "write_key_metadata", prepare: write_key_metadata },
    Function { name: "read_key_metadata", prepare: read_key_metadata },
];

fn main() -> ExitCode {
    // Cargo adds `--bench` to what the user gives.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some(name) = arguments.next() else {
        for function in FUNCTIONS {
            counted(&mut (function.prepare)(), 1);
            println!("{}", function.name);
        }
        return ExitCode::SUCCESS;
    };
    let times = arguments.next().map_or(Ok(1_000), |times| times.parse());
    let function = FUNCTIONS.iter().find(|function| function.name == name);
    let (Some(function), Ok(times)) = (function, times) else {
        let names: Vec<_> = FUNCTIONS.iter().map(|function| function.name).collect();
        eprintln!("usage: [NAME [TIMES]], where NAME is one of {}", names.join(", "));
        return ExitCode::FAILURE;
    };
    let mut work = (function.prepare)();
    work(); // what happens once in a process is not counted
    counted(&mut work, times);
    ExitCode::SUCCESS
}

fn parse_key_arn() -> Box<dyn FnMut()> {
    Box::new(|| {
        black_box(black_box(KEY_ARN).parse::<KeyArn>().unwrap());
    })
}

/// The tags go in by value and come out again.
fn check_50_tags() -> Box<dyn FnMut()> {
    let mut tags = tags(50);
    Box::new(move || {
        let checked = Tags::try_from(std::mem::take(black_box(&mut tags))).unwrap();
        tags = checked.into();
    })
}

fn check(size: Size) -> Box<dyn FnMut()> {
    let request = size.request();
    Box::new(move || {
        black_box(black_box(&request).check(&Setting::new()));
    })
}

fn read_and_check(size: Size) -> Box<dyn FnMut()> {
    let json = size.json();
    Box::new(move || {
        let request = ReplicateKey::from_json(black_box(&json)).unwrap();
        black_box(request.check(&Setting::new()));
    })
}

fn serde_json_value(size: Size) -> Box<dyn FnMut()> {
    let json = size.json();
    Box::new(move || {
        black_box(serde_json::from_str::<Value>(black_box(&json)).unwrap());
    })
}

fn naive_parse(size: Size) -> Box<dyn FnMut()> {
    let json = size.json();
    Box::new(move || {
        black_box(serde_json::from_str::<NaiveReplicateKey>(black_box(&json)).unwrap());
    })
}

fn read_policy(size: PolicySize) -> Box<dyn FnMut()> {
    let text = size.policy();
    Box::new(move || {
        black_box(Document::read(black_box(&text)).unwrap());
    })
}

fn check_policy(size: PolicySize) -> Box<dyn FnMut()> {
    let document = Document::read(&size.policy()).unwrap().into_owned();
    Box::new(move || {
        black_box(black_box(&document).check(&policy::Setting::new()));
    })
}

fn read_and_check_policy(size: PolicySize) -> Box<dyn FnMut()> {
    let text = size.policy();
    Box::new(move || {
        black_box(policy::check(black_box(&text), &policy::Setting::new()));
    })
}

fn read_and_check_policy_for_a_key(size: PolicySize) -> Box<dyn FnMut()> {
    let (text, key) = (size.policy(), KeyInUse::new());
    Box::new(move || {
        black_box(policy::check(black_box(&text), &key.setting()));
    })
}

fn policy_as_value(size: PolicySize) -> Box<dyn FnMut()> {
    let text = size.policy();
    Box::new(move || {
        black_box(serde_json::from_str::<Value>(black_box(&text)).unwrap());
    })
}

fn authorize(decided: Decided) -> Box<dyn FnMut()> {
    let policy = Document::read(POLICY).unwrap();
    let principal = Box::leak(Box::new(decided.principal()));
    let request = decided.request(principal, Box::leak(Box::new(decided.context())));
    Box::new(move || {
        black_box(policy.authorize(black_box(&request)));
    })
}

/// Some questions, over and over: instructions do not depend on what is in the caches.
fn questions<Q>(mut question: impl FnMut(&mut Random) -> Q) -> impl Iterator<Item = &'static Q>
where
    Q: 'static,
{
    let mut random = Random(1);
    let questions: Vec<Q> = (0..1_000).map(|_| question(&mut random)).collect();
    questions.leak().iter().cycle()
}

fn decide(sets: usize) -> Box<dyn FnMut()> {
    let crowd = Crowd::of(sets);
    let mut questions = questions(|random| crowd.replicate_key(random));
    Box::new(move || {
        let Question { request, call } = questions.next().unwrap();
        black_box(request.decide(crowd.kms.world(), call).unwrap());
    })
}

fn two_lookups(sets: usize) -> Box<dyn FnMut()> {
    let crowd = Crowd::of(sets);
    let map = crowd.numbers_by_arn();
    let mut questions = questions(|random| [crowd.arn(random), crowd.arn(random)]);
    Box::new(move || {
        for arn in questions.next().unwrap() {
            black_box(map.get(arn.as_str()));
        }
    })
}

/// ReplicateKey in bytes. The copy of the model, in which the key has no replica yet, is counted too.
fn handle(size: Size) -> Box<dyn FnMut()> {
    let caller = Caller::new("111122223333".parse().unwrap()).unwrap();
    let call = Call::new(caller, Region::US_EAST_1, "2026-01-05T12:00:00Z".parse().unwrap());
    let mut kms = Kms::new(1);
    let key = kms.call(&CreateKey::multi_region(), &call).unwrap().output;
    let request = ReplicateKey { key_id: key.key_id.into(), ..size.request() };
    let body = serde_json::to_string(&request).unwrap();
    Box::new(move || {
        let exchange = Exchange::new("TrentService.ReplicateKey", black_box(body.as_bytes()), &call);
        let reply = wire::handle(&mut kms.clone(), &exchange);
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    })
}

fn describe_key() -> Box<dyn FnMut()> {
    let crowd = Crowd::of(1);
    let mut questions = questions(|random| crowd.describe_key(random));
    Box::new(move || {
        let Question { request, call } = questions.next().unwrap();
        let decision = request.decide(crowd.kms.world(), call).unwrap();
        black_box(serde_json::to_vec(&decision.output).unwrap());
    })
}

fn metadata() -> KeyMetadata {
    let crowd = Crowd::of(1);
    let Question { request, call } = crowd.describe_key(&mut Random(1));
    request.decide(crowd.kms.world(), &call).unwrap().output
}

fn write_key_metadata() -> Box<dyn FnMut()> {
    let metadata = metadata();
    Box::new(move || {
        black_box(serde_json::to_vec(black_box(&metadata)).unwrap());
    })
}

fn read_key_metadata() -> Box<dyn FnMut()> {
    let json = serde_json::to_string(&metadata()).unwrap();
    Box::new(move || {
        black_box(KeyMetadata::from_json(black_box(&json)).unwrap());
    })
}
