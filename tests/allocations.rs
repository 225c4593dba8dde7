//! What reading and checking a key policy allocates in which nothing is wrong: nothing for a rule.

#![allow(unsafe_code, reason = "a global allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use kms_mrk::policy::{self, Document, KeyKind, Setting};

/// The system's allocator, which counts what each thread allocates.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

fn allocations(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

/// A policy with so many statements of each kind, in which nothing is wrong whatever is known of the key.
fn clean_policy(of_each_kind: usize) -> String {
    let mut statements = vec![
        r#"{"Sid": "Account", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#.to_owned(),
    ];
    for number in 0..of_each_kind {
        statements.push(format!(
            r#"{{"Sid": "Team {number}", "Effect": "Allow", "Principal": {{"AWS": ["arn:aws:iam::111122223333:role/app/worker-{number}", "arn:aws:sts::111122223333:assumed-role/deploy/{number}"]}},
                "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"], "Resource": "*",
                "Condition": {{"StringEquals": {{"kms:CallerAccount": "111122223333"}}, "StringLike": {{"kms:ViaService": ["s3.*.amazonaws.com", "sqs.*.amazonaws.com"]}}}}}}"#
        ));
        statements.push(format!(
            r#"{{"Sid": "Service {number}", "Effect": "Allow", "Principal": {{"Service": "delivery.logs.amazonaws.com"}},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": ["*"],
                "Condition": {{"StringEquals": {{"aws:SourceAccount": "111122223333"}}, "ArnLike": {{"aws:SourceArn": "arn:aws:logs:*:111122223333:*"}}}}}}"#
        ));
        statements.push(format!(
            r#"{{"Sid": "Attachments {number}", "Effect": "Allow", "Principal": {{"AWS": "arn:aws:iam::111122223333:user/ops/{number}"}},
                "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], "Resource": "*",
                "Condition": {{"Bool": {{"kms:GrantIsForAWSResource": true}}}}}}"#
        ));
        statements.push(format!(
            r#"{{"Sid": "Not in haste {number}", "Effect": "Deny", "Principal": {{"AWS": "*"}}, "Action": "kms:ScheduleKeyDeletion", "Resource": "*",
                "Condition": {{"NumericLessThan": {{"kms:ScheduleKeyDeletionPendingWindowInDays": "30"}}, "IpAddressIfExists": {{"aws:SourceIp": "203.0.113.0/24"}}}}}}"#
        ));
        statements.push(format!(
            r#"{{"Sid": "Partner {number}", "Effect": "Allow", "Principal": {{"AWS": "arn:aws:iam::444455556666:root"}}, "Action": "kms:Decrypt", "Resource": "*",
                "Condition": {{"ForAnyValue:StringLike": {{"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}}, "StringEquals": {{"kms:EncryptionContext:team": "orders-{number}"}}}}}}"#
        ));
    }
    format!(r#"{{"Version": "2012-10-17", "Id": "orders", "Statement": [{}]}}"#, statements.join(", "))
}

#[test]
fn checking_a_policy_in_which_nothing_is_wrong_allocates_nothing_for_a_statement_or_a_rule() {
    let key = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab".parse().unwrap();
    let caller = "arn:aws:iam::111122223333:role/deploy".parse().unwrap();
    let known = Setting::new().with_key_arn(&key).with_caller(&caller).with_key(KeyKind::Primary);
    for setting in [Setting::new(), known] {
        for of_each_kind in [0, 1, 5] {
            let text = clean_policy(of_each_kind);
            let policy = Document::read(&text).unwrap();
            let mut report = None;
            let count = allocations(|| report = Some(policy.check(&setting)));
            assert_eq!(report.unwrap().to_string(), "");
            assert_eq!(count, 0, "{of_each_kind}");
        }
        // Of many statements, some have names that look alike at first sight: they are put into one list.
        let text = clean_policy(100);
        let policy = Document::read(&text).unwrap();
        let count = allocations(|| assert!(policy.check(&setting).is_empty()));
        assert!(count <= 8, "{count}");
    }
}

#[test]
fn reading_a_policy_allocates_for_the_policy_as_a_whole() {
    for of_each_kind in [0, 1, 10, 50] {
        let text = clean_policy(of_each_kind);
        let count = allocations(|| drop(Document::read(&text).unwrap()));
        assert!((1..=12).contains(&count), "{of_each_kind} {count}");
        let count = allocations(|| {
            assert!(policy::check(&text, &Setting::new().with_most_bytes(1 << 20)).is_empty())
        });
        assert!((1..=20).contains(&count), "{of_each_kind} {count}");
    }
}
