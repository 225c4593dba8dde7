//! Key policies are read with their faults, written again, made, and compared by what they say.

use expect_test::expect;
use kms_mrk::identity::Partition;
use kms_mrk::policy::{
    Action, ActionSet, Comparison, ConditionOperator, Document, DocumentBuilder, Effect, Element, PolicyText,
    PrincipalType, SetOperator, StatementBuilder,
};

#[track_caller]
fn read(text: &str) -> Document<'_> {
    Document::read(text).unwrap()
}

const NOTHING: [Action; 0] = [];

/// A policy with one statement of these members.
fn statement(members: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{{{members}}}]}}"#)
}

#[test]
fn a_document_keeps_order_duplicates_and_what_it_does_not_understand() {
    let text = r#"{"Statement":[{"Resource":"*","Effect":"Deny","Effect":"Allow","Actions":[7,null,true]},7],"Id":""}"#;
    assert_eq!(read(text).to_string(), text);
    let statement = read(text).into_owned();
    let statement = statement.statements().next().unwrap();
    assert_eq!(statement.effect(), Some(Effect::Allow), "the last one counts");
    assert!(statement.has(Element::Resource) && !statement.has(Element::Action));
    assert!(statement.actions().is_empty());
}

#[test]
fn statements_know_their_places() {
    let policy = read(r#"{"Statement": ["no", {}, 7, {"Sid": "b"}]}"#);
    let places: Vec<_> = policy.statements().map(|s| (s.index(), s.pointer().to_string())).collect();
    assert_eq!(places, [(Some(1), "/Statement/1".to_owned()), (Some(3), "/Statement/3".to_owned())]);
    let alone = read(r#"{"Statement": {}}"#);
    assert_eq!(alone.statements().next().unwrap().pointer(), "/Statement");
    assert_eq!(read(r#"{"Statement": "none"}"#).statements().count(), 0);
    assert_eq!(read("{}").statements().count(), 0);
}

#[test]
fn principals_come_in_every_form() {
    let text = statement(
        r#""Principal": {"AWS": ["*", 7, "111122223333"], "Service": "logs.amazonaws.com", "Aws": "x"},
           "NotPrincipal": "*""#,
    );
    let policy = read(&text);
    let statement = policy.statements().next().unwrap();
    let named: Vec<_> = statement.principals().map(|p| (p.kind, p.text)).collect();
    assert_eq!(
        named,
        [
            (PrincipalType::Aws, "*"),
            (PrincipalType::Aws, "111122223333"),
            (PrincipalType::Service, "logs.amazonaws.com"),
        ],
    );
    assert_eq!(
        statement.not_principals().map(|p| (p.kind, p.text)).collect::<Vec<_>>(),
        [(PrincipalType::Aws, "*")]
    );
}

#[test]
fn actions_are_names_and_patterns_in_any_case() {
    fn set(text: &str) -> Vec<Action> {
        ActionSet::matching(text).iter().collect()
    }
    assert_eq!(set("kms:Decrypt"), [Action::Decrypt]);
    assert_eq!(set("KMS:decrypt"), [Action::Decrypt]);
    assert_eq!(set("kms:ReEncrypt"), NOTHING);
    assert_eq!(set("kms:ReEncrypt*"), [Action::ReEncryptFrom, Action::ReEncryptTo]);
    assert_eq!(set("kms:*Primary*"), [Action::UpdatePrimaryRegion]);
    assert_eq!(set("kms:Sig?"), [Action::Sign]);
    assert_eq!(set("k*:Sign"), [Action::Sign]);
    assert_eq!(set("kms\u{1a}Sign"), NOTHING);
    assert_eq!(set("kms:é*"), NOTHING);
    assert_eq!(set("kms:Sign*x"), NOTHING);
    for all in ["*", "kms:*", "k*", "KMS*", "**", "*:*"] {
        assert_eq!(ActionSet::matching(all), ActionSet::ALL, "{all}");
    }
    for none in [
        "",
        "kms:",
        "s3:*",
        "kms",
        "kms:Nothing*",
        "x*",
        "kms:Decrypt ",
        "kms:DecryptDecryptDecryptDecryptDecryptDecrypt",
    ] {
        assert!(ActionSet::matching(none).is_empty(), "{none}");
    }
    for action in Action::ALL {
        assert_eq!(set(action.as_str()), std::slice::from_ref(action));
        assert_eq!(set(&action.as_str().to_uppercase()), std::slice::from_ref(action));
        let start = &action.as_str()[..action.as_str().len() - 1];
        let begun = Action::ALL.iter().filter(|other| other.as_str().starts_with(start));
        assert_eq!(ActionSet::matching(&format!("{start}*")), begun.cloned().collect());
    }
}

#[test]
fn not_action_means_all_others() {
    let text = statement(r#""NotAction": ["kms:*Key*", "kms:L*"]"#);
    let policy = read(&text);
    let actions = policy.statements().next().unwrap().actions();
    assert!(actions.contains(&Action::Decrypt) && !actions.contains(&Action::PutKeyPolicy));
    assert!(!actions.contains(&Action::ListGrants));
}

#[test]
fn operators_are_read_in_any_case_and_written_as_aws_does() {
    for (text, written) in [
        ("StringEquals", Some("StringEquals")),
        ("stringequalsifexists", Some("StringEqualsIfExists")),
        ("FORANYVALUE:stringlike", Some("ForAnyValue:StringLike")),
        ("ForAllValues:ArnNotLikeIfExists", Some("ForAllValues:ArnNotLikeIfExists")),
        ("Null", Some("Null")),
        ("NullIfExists", None),
        ("StringEqual", None),
        ("IfExists", None),
        ("", None),
        ("ForSomeValues:StringEquals", None),
        ("ForAnyValue:ForAnyValue:StringEquals", None),
        ("StringEqualsÉfExists", None),
    ] {
        let operator = ConditionOperator::of(text);
        assert_eq!(operator.map(|operator| operator.to_string()).as_deref(), written, "{text}");
    }
    for comparison in Comparison::ALL {
        assert_eq!(ConditionOperator::of(comparison.as_str()), Some(comparison.into()));
    }
}

#[test]
fn a_missing_key_passes_negated_operators_and_those_that_say_so() {
    let passes = |text: &str| ConditionOperator::of(text).unwrap().passes_without_key();
    assert!(
        passes("StringNotEquals") && passes("StringEqualsIfExists") && passes("ForAllValues:StringEquals")
    );
    assert!(!passes("StringEquals") && !passes("ForAnyValue:StringNotEquals") && !passes("Bool"));
}

#[test]
fn a_policy_is_laid_out_as_kms_returns_it() {
    let text = statement(
        r#""Effect": "Allow", "Principal": {"AWS": ["a", "b"]}, "Action": [], "Condition": {"Bool": {"aws:SecureTransport": true}}"#,
    );
    expect![[r#"
        {
          "Version" : "2012-10-17",
          "Statement" : [ {
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : [ "a", "b" ]
            },
            "Action" : [ ],
            "Condition" : {
              "Bool" : {
                "aws:SecureTransport" : true
              }
            }
          } ]
        }"#]]
    .assert_eq(&read(&text).to_pretty());
}

#[test]
fn the_default_policy_is_laid_out_as_it_was_recorded() {
    for partition in Partition::ALL {
        let default = PolicyText::default_of(partition, "111122223333".parse().unwrap());
        assert_eq!(read(default.as_str()).to_pretty(), default.as_str());
    }
}

#[test]
fn a_document_inside_another_is_read_and_written_by_serde() {
    let text = r#"{"Policy":{"Version":"2012-10-17","Statement":[]}}"#;
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Stack<'a> {
        #[serde(rename = "Policy", borrow)]
        policy: Document<'a>,
    }
    let stack: Stack<'_> = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&stack).unwrap(), text);
    let error = serde_json::from_str::<Stack<'_>>(r#"{"Policy": []}"#).err().unwrap();
    assert_eq!(error.to_string(), "a key policy is an object, not a list at line 1 column 14");
}

#[test]
fn a_policy_is_built_as_it_would_be_written() {
    let any = ConditionOperator { set: Some(SetOperator::ForAnyValue), ..Comparison::StringEquals.into() };
    let policy = DocumentBuilder::new()
        .id("orders")
        .statement(
            StatementBuilder::allow()
                .sid("Use")
                .principal(&"111122223333".parse().unwrap())
                .principal(&"logs.amazonaws.com".parse().unwrap())
                .principal(&"arn:aws:iam::111122223333:role/a".parse().unwrap())
                .action(Action::Decrypt)
                .actions_matching("kms:Describe*")
                .condition(Comparison::StringLike.into(), "kms:ViaService", ["sqs.*.amazonaws.com"])
                .condition(Comparison::StringLike.into(), "KMS:ViaService", ["s3.*.amazonaws.com"])
                .condition(Comparison::StringLike.into(), "aws:PrincipalOrgID", ["o-*"])
                .condition(any, "kms:EncryptionContextKeys", ["team"]),
        )
        .statement(StatementBuilder::deny().everybody().action(Action::PutKeyPolicy))
        .build();
    let wanted = r#"{"Version":"2012-10-17","Id":"orders","Statement":[{"Sid":"Use","Effect":"Allow","Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/a"],"Service":"logs.amazonaws.com"},"Action":["kms:Decrypt","kms:Describe*"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["sqs.*.amazonaws.com","s3.*.amazonaws.com"],"aws:PrincipalOrgID":"o-*"},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"team"}}},{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"kms:PutKeyPolicy","Resource":"*"}]}"#;
    assert_eq!(policy.to_string(), wanted);
    assert_eq!(policy, read(wanted), "what is built is what would be read");
    assert_eq!(policy.to_text().unwrap(), wanted);
}

/// Two policies of one statement each.
#[track_caller]
fn same(one: &str, other: &str, are_same: bool) {
    let (one, other) = (statement(one), statement(other));
    assert_eq!(read(&one).is_equivalent_to(&read(&other)), are_same, "{one}\n{other}");
    assert_eq!(read(&other).is_equivalent_to(&read(&one)), are_same, "{other}\n{one}");
}

#[test]
fn order_repetition_and_brackets_say_nothing() {
    same(
        r#""Action": ["kms:A", "kms:B", "kms:A"], "Effect": "Allow""#,
        r#""Effect": ["Allow"], "Action": ["kms:b", "KMS:A"]"#,
        true,
    );
    same(r#""Resource": "*""#, r#""Resource": ["*", "*"]"#, true);
    same(r#""Resource": "*""#, r#""Resource": "?""#, false);
    same(r#""Sid": "a""#, r#""Sid": "b""#, true);
    let (one, other) = (
        r#"{"Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}]}"#,
        r#"{"Statement": [{"Effect": "Deny"}, {"Effect": "Allow"}, {"Effect": "Deny"}], "Version": "2008-10-17"}"#,
    );
    assert!(read(one).is_equivalent_to(&read(other)));
    assert!(!read(one).is_equivalent_to(&read(
        r#"{"Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}], "Version": "2012-10-17"}"#
    )));
}

#[test]
fn an_account_is_its_root_arn_in_the_partition_of_the_policies() {
    let root = r#""Principal": {"AWS": "arn:aws:iam::111122223333:root"}"#;
    let china = r#""Principal": {"AWS": "arn:aws-cn:iam::111122223333:root"}"#;
    let bare = r#""Principal": {"AWS": ["111122223333"]}"#;
    same(bare, root, true);
    same(bare, china, true);
    same(root, china, false);
    same(bare, r#""Principal": {"AWS": "444455556666"}"#, false);
    same(bare, r#""NotPrincipal": {"AWS": "111122223333"}"#, false);
    same(r#""Principal": "*""#, r#""Principal": {"AWS": ["*"]}"#, true);
    same(r#""Principal": "*""#, r#""Principal": {"Service": "*"}"#, false);
    same(r#""Principal": "x""#, r#""Principal": "y""#, false);
}

#[test]
fn conditions_are_the_same_whatever_their_case_and_the_type_of_a_value() {
    same(
        r#""Condition": {"bool": {"KMS:multiRegion": true}, "NumericEquals": {"a:b": 7}}"#,
        r#""Condition": {"NumericEquals": {"a:b": ["7"]}, "Bool": {"kms:MultiRegion": "true"}}"#,
        true,
    );
    same(
        r#""Condition": {"StringEquals": {"a:b": "X"}}"#,
        r#""Condition": {"StringEquals": {"a:b": "x"}}"#,
        false,
    );
    same(
        r#""Condition": {"StringEquals": {"a:b": "x"}}"#,
        r#""Condition": {"StringLike": {"a:b": "x"}}"#,
        false,
    );
    same(r#""Condition": {}"#, "", true);
    same(r#""Condition": {"Bool": {}}"#, r#""Condition": {"Null": {}}"#, true);
    same(r#""Condition": "x""#, r#""Condition": "y""#, false);
    same(r#""Condition": {"Bool": "x"}"#, r#""Condition": {"Bool": "y"}"#, false);
}

#[test]
fn what_is_not_understood_is_compared_as_json() {
    same(r#""Actions": "kms:A""#, r#""Actions": "kms:A""#, true);
    same(r#""Actions": "kms:A""#, r#""Actions": "kms:B""#, false);
    let stray = read(r#"{"Statement": [7]}"#);
    assert!(!stray.is_equivalent_to(&read(r#"{"Statement": [8]}"#)));
    assert!(!stray.is_equivalent_to(&read(r#"{"Statement": [7], "Extra": 1}"#)));
    assert!(stray.is_equivalent_to(&read(r#"{"Statement": 7}"#)));
}

#[test]
fn a_number_comes_back_as_the_number_that_was_read() {
    let text = r#"{"a":5555555555555438855555438855612203736620373615}"#;
    let document = Document::read(text).unwrap();
    let again = document.to_string();
    assert_eq!(Document::read(&again).unwrap(), document);
    assert_eq!(again, r#"{"a":5.5555555555554387e+45}"#);
}
