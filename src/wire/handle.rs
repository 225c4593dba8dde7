//! Bytes in, bytes out: KMS's answer to a request as a client sends it.

use serde::Serialize;

use super::answered::{Answered, written};
use super::exchange::{Exchange, Reply};
use super::host::{Host, Symbolic};
use super::members::Way;
use super::output::WithPublicKey;
use super::reading;
use super::request::{FromMembers, WrappedImport};
use crate::Kms;
use crate::model::KeyMaterial;
use crate::operation::*;
use crate::verdict::{ErrorCode, KmsError, Report};

/// KMS's answer to a request as a client sends it. A reply with an error status leaves the world equal, but for what was due
/// by itself.
///
/// AWS JSON 1.1: an error has its exception in `__type` and its text in `message`. Members that KMS does not know are
/// passed over. Imported key material is taken as it is submitted; [`handle_with`] lets a host unwrap it.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html>; errors and their status recorded.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::wire::{Exchange, handle};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let mut send = |target: &str, body: &str| {
///     let reply = handle(&mut kms, &Exchange::new(target, body.as_bytes(), &call));
///     (reply.status, serde_json::from_slice::<serde_json::Value>(&reply.body).unwrap())
/// };
///
/// let (status, created) = send("TrentService.CreateKey", r#"{"MultiRegion": true}"#);
/// assert_eq!((status, &created["KeyMetadata"]["KeyState"]), (200, &"Enabled".into()));
///
/// let (status, refused) = send("TrentService.ReplicateKey", r#"{"ReplicaRegion": "Europe"}"#);
/// assert_eq!((status, &refused["__type"]), (400, &"ValidationException".into()));
/// assert_eq!(
///     refused["message"],
///     "2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; \
///      Value 'Europe' at 'replicaRegion' failed to satisfy constraint: Member must satisfy regular expression pattern: \
///      ^([a-z]+-){2,3}\\d+$",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn handle(kms: &mut Kms, exchange: &Exchange<'_>) -> Reply {
    handle_with(&mut Symbolic, kms, exchange)
}

/// The same with a host that unwraps key material.
pub fn handle_with(host: &mut (impl Host + ?Sized), kms: &mut Kms, exchange: &Exchange<'_>) -> Reply {
    let mut events = kms.advance(exchange.call().now());
    let mut reply = answered(host, kms, exchange);
    events.append(&mut reply.events);
    Reply { events, ..reply }
}

fn answered(host: &mut (impl Host + ?Sized), kms: &mut Kms, exchange: &Exchange<'_>) -> Reply {
    let Some(name) = exchange.operation().map(OperationName::from) else {
        return unknown_operation(exchange);
    };
    match name {
        OperationName::GetParametersForImport => parameters_for_import(host, kms, exchange),
        OperationName::ImportKeyMaterial => import(host, kms, exchange),
        name => match OPERATIONS.iter().find(|(listed, _)| *listed == name) {
            Some((_, answer)) => answer(kms, exchange),
            None => unknown_operation(exchange),
        },
    }
}

type Answer = fn(&mut Kms, &Exchange<'_>) -> Reply;

macro_rules! operations {
    (answered: $($Answered:ident)+; not_computed: $($NotComputed:ident)+;) => {
        /// Every operation but those for which a host is needed.
        static OPERATIONS: &[(OperationName, Answer)] = &[
            $((OperationName::$Answered, answer::<$Answered>),)+
            $((OperationName::$NotComputed, refuse_to_compute::<$NotComputed>),)+
        ];
    };
}

operations! {
    answered:
        CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateGrant CreateKey Decrypt DeleteAlias
        DeleteImportedKeyMaterial DescribeKey DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey
        EnableKeyRotation Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext GetKeyLastUsage GetKeyPolicy
        GetKeyRotationStatus ListAliases ListGrants ListKeyPolicies ListKeyRotations ListKeys ListResourceTags
        ListRetirableGrants PutKeyPolicy ReEncrypt ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand
        ScheduleKeyDeletion TagResource UntagResource UpdateAlias UpdateKeyDescription UpdatePrimaryRegion;
    not_computed:
        Decapsulate DeriveSharedSecret Encapsulate GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateMac
        GetPublicKey Sign Verify VerifyMac;
}

fn answer<O: Answered + FromMembers>(kms: &mut Kms, exchange: &Exchange<'_>) -> Reply {
    match read::<O>(exchange) {
        Ok(request) => call(kms, &request, exchange),
        Err(refused) => *refused,
    }
}

fn call<O: Answered>(kms: &mut Kms, request: &O, exchange: &Exchange<'_>) -> Reply {
    match kms.call(request, exchange.call()) {
        Ok(reply) => Reply { events: reply.events, ..Reply::new(200, O::body(&reply.output), exchange) },
        Err(error) => refused(&error, exchange),
    }
}

/// For what cannot be computed without key material, once nothing else speaks against it.
fn refuse_to_compute<O: Operation + FromMembers>(kms: &mut Kms, exchange: &Exchange<'_>) -> Reply {
    let request = match read::<O>(exchange) {
        Ok(request) => request,
        Err(refused) => return *refused,
    };
    match kms.dry_run(&request, exchange.call()) {
        Ok(_) => {
            let message =
                "nothing speaks against the request, but the model holds no key material to compute with";
            error(501, "NotImplementedException", message, exchange)
        }
        Err(error) => refused(&error, exchange),
    }
}

fn parameters_for_import(host: &mut (impl Host + ?Sized), kms: &mut Kms, exchange: &Exchange<'_>) -> Reply {
    let request = match read::<GetParametersForImport>(exchange) {
        Ok(request) => request,
        Err(refused) => return *refused,
    };
    match kms.call(&request, exchange.call()) {
        Ok(reply) => {
            let key = host.wrapping_key(&reply.output.import_token, &request.wrapping_key_spec);
            let body = WithPublicKey { output: &reply.output, public_key: &key };
            Reply { events: reply.events, ..Reply::new(200, written(&body), exchange) }
        }
        Err(error) => refused(&error, exchange),
    }
}

fn import(host: &mut (impl Host + ?Sized), kms: &mut Kms, exchange: &Exchange<'_>) -> Reply {
    let wrapped = match read::<WrappedImport>(exchange) {
        Ok(wrapped) => wrapped,
        Err(refused) => return *refused,
    };
    let unwrapped = host.unwrap_key_material(&wrapped.import_token, &wrapped.encrypted_key_material);
    // Without its material, a request is asked with what was submitted, so that what is wrong with it besides comes first.
    let material = KeyMaterial::of(unwrapped.as_deref().unwrap_or(&wrapped.encrypted_key_material));
    let request = wrapped.with_material(material);
    if unwrapped.is_some() {
        return call(kms, &request, exchange);
    }
    match kms.dry_run(&request, exchange.call()) {
        // Of what it cannot unwrap, KMS does not say that it is other material.
        Err(error) if *error.code() != ErrorCode::IncorrectKeyMaterial => refused(&error, exchange),
        _ => error(400, ErrorCode::InvalidCiphertext.as_str(), "", exchange),
    }
}

/// The request in the body, or what KMS says of a body that is none.
fn read<T: FromMembers>(exchange: &Exchange<'_>) -> Result<T, Box<Reply>> {
    let Ok(text) = std::str::from_utf8(exchange.body()) else {
        let reply = error(400, ErrorCode::Serialization.as_str(), "the body is not UTF-8", exchange);
        return Err(Box::new(reply));
    };
    // A request without members may have no body at all.
    let text = if text.is_empty() { "{}" } else { text };
    reading::read(text, Way::Request, T::read)
        .into_result()
        .map_err(|report| Box::new(malformed(&report, exchange)))
}

fn malformed(report: &Report, exchange: &Exchange<'_>) -> Reply {
    match report.refusal() {
        Some(refusal) => refused(&refusal, exchange),
        None => error(400, ErrorCode::Serialization.as_str(), &report.to_string(), exchange),
    }
}

fn refused(refusal: &KmsError, exchange: &Exchange<'_>) -> Reply {
    error(refusal.http_status(), refusal.code().as_str(), refusal.message(), exchange)
}

fn unknown_operation(exchange: &Exchange<'_>) -> Reply {
    #[derive(Serialize)]
    struct Unknown {
        __type: &'static str,
    }
    Reply::new(400, written(&Unknown { __type: "UnknownOperationException" }), exchange)
}

fn error(status: u16, code: &str, message: &str, exchange: &Exchange<'_>) -> Reply {
    #[derive(Serialize)]
    struct Body<'a> {
        __type: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        message: &'a str,
    }
    Reply::new(status, written(&Body { __type: code, message }), exchange)
}
