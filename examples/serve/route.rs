//! What is asked for, by method and path.

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use serde::Deserialize;

use crate::Shared;
use crate::connection::PATIENCE;
use crate::page;
use crate::service::error_body;
use crate::wrapping_keys::WrappingKeys;

type Answer = Response<Full<Bytes>>;

/// The most bytes of a body: more than any request that KMS takes.
const MOST_BYTES: usize = 1024 * 1024;

/// The answer to a request over HTTP.
pub(crate) async fn route(shared: &Shared, request: Request<Incoming>) -> Answer {
    let (head, body) = request.into_parts();
    match (&head.method, head.uri.path()) {
        (&Method::POST, "/") => match bytes(body).await {
            Ok(body) => kms(shared, &head.headers, &body).await,
            Err(refusal) => refusal,
        },
        (&Method::GET, "/") => page(shared, page::whole),
        (&Method::GET, "/_view") => page(shared, page::view),
        (&Method::GET, "/_state") => state(shared),
        (&Method::POST, "/_reset") => match shared.borrow_mut().reset() {
            Ok(()) => answer(StatusCode::NO_CONTENT, "application/json", Vec::new()),
            Err(error) => refused(StatusCode::INTERNAL_SERVER_ERROR, "KMSInternalException", &error),
        },
        (&Method::POST, "/_advance") => match bytes(body).await {
            Ok(body) => advance(shared, &body),
            Err(refusal) => refusal,
        },
        (_, "/" | "/_view" | "/_state" | "/_reset" | "/_advance") => {
            refused(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "the path takes another method")
        }
        _ => refused(StatusCode::NOT_FOUND, "NotFound", "there is nothing at this path; KMS is at /"),
    }
}

/// The whole body, unless it is too long or does not come.
async fn bytes(body: Incoming) -> Result<Bytes, Answer> {
    match tokio::time::timeout(PATIENCE, Limited::new(body, MOST_BYTES).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let message = format!("the body has more than {MOST_BYTES} bytes");
            Err(refused(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLargeException", &message))
        }
        Ok(Err(error)) => Err(refused(StatusCode::BAD_REQUEST, "BadRequest", &error.to_string())),
        Err(_) => Err(refused(StatusCode::REQUEST_TIMEOUT, "RequestTimeout", "the body did not come")),
    }
}

async fn kms(shared: &Shared, headers: &HeaderMap, body: &[u8]) -> Answer {
    let who = shared.borrow().callers.of(headers);
    let (caller, region) = match who {
        Ok(who) => who,
        Err((code, message)) => return refused(StatusCode::BAD_REQUEST, code, &message),
    };
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    if target == "TrentService.GetParametersForImport"
        && let Err(error) = have_wrapping_key(shared, body).await
    {
        return refused(StatusCode::INTERNAL_SERVER_ERROR, "KMSInternalException", &error);
    }
    let reply = shared.borrow_mut().answer(&caller, region, target, body);
    let mut response = Response::new(Full::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Makes the wrapping key that a request will need, while others are answered.
async fn have_wrapping_key(shared: &Shared, body: &[u8]) -> Result<(), String> {
    #[derive(Deserialize)]
    struct Asked {
        #[serde(rename = "WrappingKeySpec")]
        spec: String,
    }
    let Ok(Asked { spec }) = serde_json::from_slice(body) else { return Ok(()) }; // it will be refused
    if !shared.borrow().lacks_wrapping_key(&spec) {
        return Ok(());
    }
    let of_spec = spec.clone();
    let made = tokio::task::spawn_blocking(move || WrappingKeys::make(&of_spec)).await;
    let key = made.map_err(|error| error.to_string())??;
    let mut service = shared.borrow_mut();
    // Another request may have made one meanwhile, which somebody has seen.
    if service.lacks_wrapping_key(&spec) { service.add_wrapping_key(spec, key) } else { Ok(()) }
}

fn advance(shared: &Shared, body: &[u8]) -> Answer {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Asked {
        seconds: u64,
    }
    let asked: Asked = match serde_json::from_slice(body) {
        Ok(asked) => asked,
        Err(error) => {
            let message = format!("the body is to be {{\"seconds\": N}}: {error}");
            return refused(StatusCode::BAD_REQUEST, "ValidationException", &message);
        }
    };
    match shared.borrow_mut().advance(asked.seconds) {
        Ok(now) => json(&serde_json::json!({ "now": now })),
        Err(error) => refused(StatusCode::INTERNAL_SERVER_ERROR, "KMSInternalException", &error),
    }
}

fn state(shared: &Shared) -> Answer {
    let mut service = shared.borrow_mut();
    match service.pass() {
        Ok(now) => json(&serde_json::json!({ "now": now, "world": service.kms() })),
        Err(error) => refused(StatusCode::INTERNAL_SERVER_ERROR, "KMSInternalException", &error),
    }
}

fn page(shared: &Shared, write: fn(&crate::service::Service, jiff::Timestamp) -> String) -> Answer {
    let mut service = shared.borrow_mut();
    match service.pass() {
        Ok(now) => {
            let html = write(&service, now);
            let mut response = answer(StatusCode::OK, "text/html; charset=utf-8", html.into_bytes());
            response.headers_mut().insert("content-security-policy", page::POLICY);
            response
        }
        Err(error) => refused(StatusCode::INTERNAL_SERVER_ERROR, "KMSInternalException", &error),
    }
}

fn json(value: &serde_json::Value) -> Answer {
    answer(StatusCode::OK, "application/json", value.to_string().into_bytes())
}

fn refused(status: StatusCode, code: &str, message: &str) -> Answer {
    answer(status, "application/x-amz-json-1.1", error_body(code, message))
}

fn answer(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Answer {
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
