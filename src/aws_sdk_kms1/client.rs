//! What takes the requests of the SDK to the model.

use aws_sdk_kms::config::http::{HttpRequest, HttpResponse};
use aws_sdk_kms::config::{HttpClient, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;

use super::shared_kms::SharedKms;
use crate::model::Caller;
use crate::wire::Credential;

/// An HTTP client and its one connection, without HTTP.
#[derive(Clone, Debug)]
pub(super) struct ModelClient {
    model: SharedKms,
    caller: Caller,
}

/// A request that is none of KMS's, or a reply that is none of HTTP's.
#[derive(Clone, Copy, Debug, thiserror::Error)]
enum NotAnswered {
    #[error("the request is not signed for a Region with Signature Version 4")]
    NoRegion,
    #[error("the body of the request is a stream")]
    Stream,
    #[error("there is no status {0} in HTTP")]
    Status(u16),
}

impl ModelClient {
    pub(super) const fn new(model: SharedKms, caller: Caller) -> Self {
        Self { model, caller }
    }

    fn answer(&self, request: &HttpRequest) -> Result<HttpResponse, NotAnswered> {
        let headers = request.headers();
        let credential = headers.get("authorization").and_then(Credential::of);
        let region = credential.ok_or(NotAnswered::NoRegion)?.region;
        let body = request.body().bytes().ok_or(NotAnswered::Stream)?;
        let target = headers.get("x-amz-target").unwrap_or_default();
        let reply = self.model.answer(&self.caller, region, target, body);
        let status = reply.status.try_into().map_err(|_| NotAnswered::Status(reply.status))?;
        let mut response = HttpResponse::new(status, SdkBody::from(reply.body));
        for (name, value) in reply.headers {
            response.headers_mut().insert(name, value);
        }
        Ok(response)
    }
}

impl HttpConnector for ModelClient {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = self.answer(&request);
        HttpConnectorFuture::ready(answer.map_err(|error| ConnectorError::user(Box::new(error))))
    }
}

impl HttpClient for ModelClient {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
