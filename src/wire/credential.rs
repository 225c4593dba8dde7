//! Who signed a request, and for which Region, as its header `Authorization` says.

use crate::identity::Region;

/// The credential in the header `Authorization` of a request that is signed with Signature Version 4.
///
/// It is read and not verified: the model knows no secret.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
///
/// ```
/// use kms_mrk::wire::Credential;
///
/// let header = "AWS4-HMAC-SHA256 Credential=111122223333/20260105/eu-west-1/kms/aws4_request, \
///               SignedHeaders=host;x-amz-date;x-amz-target, Signature=0123";
/// let credential = Credential::of(header).unwrap();
/// assert_eq!((credential.access_key_id, credential.region.as_str()), ("111122223333", "eu-west-1"));
/// assert_eq!(Credential::of("Basic dXNlcjpwYXNz"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential<'a> {
    /// The access key.
    pub access_key_id: &'a str,
    /// The Region of the scope: that of the endpoint which the client means to call.
    pub region: Region,
}

impl<'a> Credential<'a> {
    /// Reads the header; `None` if it is none of Signature Version 4, or names no Region.
    #[must_use]
    pub fn of(authorization: &'a str) -> Option<Self> {
        let (algorithm, parameters) = authorization.trim_start().split_once(' ')?;
        if algorithm != "AWS4-HMAC-SHA256" {
            return None;
        }
        let scope = parameters.split(',').find_map(|part| part.trim().strip_prefix("Credential="))?;
        // An access key may have slashes of its own, what follows it never.
        let mut parts = scope.rsplitn(5, '/');
        let (_terminator, _service, region, _date) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        Some(Self { access_key_id: parts.next()?, region: region.parse().ok()? })
    }
}
