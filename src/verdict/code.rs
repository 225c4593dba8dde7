//! The names of AWS's exceptions, their HTTP status, and whether to try again.

wire_enum! {
    /// The name of an exception that AWS KMS answers with, as it stands in `__type`.
    ///
    /// ```
    /// use kms_mrk::verdict::{ErrorCode, Retry};
    ///
    /// let code = ErrorCode::KmsInvalidState;
    /// assert_eq!(code.as_str(), "KMSInvalidStateException");
    /// assert_eq!((code.http_status(), code.documented_status()), (400, 409));
    /// assert_eq!(code.retry(), Retry::AfterStateChange);
    /// ```
    pub enum ErrorCode ["https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html"] {
        /// The caller may not do this. Not part of KMS's own service model.
        AccessDenied = "AccessDeniedException",
        /// What is to be created exists.
        AlreadyExists = "AlreadyExistsException",
        /// Another operation on the key is running or due.
        Conflict = "ConflictException",
        /// The custom key store is not in a connection state that allows the operation.
        CustomKeyStoreInvalidState = "CustomKeyStoreInvalidStateException",
        /// There is no such custom key store.
        CustomKeyStoreNotFound = "CustomKeyStoreNotFoundException",
        /// Something that KMS depends on did not answer in time.
        DependencyTimeout = "DependencyTimeoutException",
        /// The key is disabled.
        Disabled = "DisabledException",
        /// The request would have succeeded, but asked for a dry run.
        DryRunOperation = "DryRunOperationException",
        /// The import token has expired.
        ExpiredImportToken = "ExpiredImportTokenException",
        /// The ciphertext belongs to another key than the one named.
        IncorrectKey = "IncorrectKeyException",
        /// The imported material is not the material that the key had before, or that its related keys have.
        IncorrectKeyMaterial = "IncorrectKeyMaterialException",
        /// The alias name is not one.
        InvalidAliasName = "InvalidAliasNameException",
        /// An ARN is broken, or names what the operation does not take.
        InvalidArn = "InvalidArnException",
        /// The ciphertext is broken or was made with another encryption context.
        InvalidCiphertext = "InvalidCiphertextException",
        /// The grant token is not one.
        InvalidGrantToken = "InvalidGrantTokenException",
        /// A grant ID is not one.
        InvalidGrantId = "InvalidGrantIdException",
        /// The import token is not one, or belongs to another key.
        InvalidImportToken = "InvalidImportTokenException",
        /// The key usage does not allow the operation.
        InvalidKeyUsage = "InvalidKeyUsageException",
        /// The pagination marker is not one.
        InvalidMarker = "InvalidMarkerException",
        /// KMS failed inside.
        KmsInternal = "KMSInternalException",
        /// The MAC does not verify.
        KmsInvalidMac = "KMSInvalidMacException",
        /// The signature does not verify.
        KmsInvalidSignature = "KMSInvalidSignatureException",
        /// The state of the key does not allow the operation.
        KmsInvalidState = "KMSInvalidStateException",
        /// The key cannot be used at the moment.
        KeyUnavailable = "KeyUnavailableException",
        /// A quota was reached.
        LimitExceeded = "LimitExceededException",
        /// The key policy is not acceptable.
        MalformedPolicyDocument = "MalformedPolicyDocumentException",
        /// What is asked for is reserved for AWS. Not part of KMS's own service model.
        NotAuthorized = "NotAuthorizedException",
        /// The key or alias does not exist.
        NotFound = "NotFoundException",
        /// The body is not JSON or a member has the wrong type. Not part of KMS's own service model.
        Serialization = "SerializationException",
        /// A tag is not acceptable.
        Tag = "TagException",
        /// Too many calls. Not part of KMS's own service model.
        Throttling = "ThrottlingException",
        /// No such operation. Not part of KMS's own service model.
        UnknownOperation = "UnknownOperationException",
        /// A parameter is not supported, or not for this key.
        UnsupportedOperation = "UnsupportedOperationException",
        /// A member breaks its constraint. Not part of KMS's own service model.
        Validation = "ValidationException",
        /// Another KMS key in the external key store has the external key.
        XksKeyAlreadyInUse = "XksKeyAlreadyInUseException",
    }
}

/// Whether and when to send a refused request again.
///
/// ```
/// use kms_mrk::verdict::{ErrorCode, Retry};
///
/// assert_eq!(ErrorCode::KmsInvalidState.retry(), Retry::AfterStateChange);
/// assert_eq!(ErrorCode::Throttling.retry(), Retry::WithBackoff);
/// assert_eq!(ErrorCode::AlreadyExists.retry(), Retry::Never);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// The same request is refused again until somebody changes something.
    Never,
    /// Ask DescribeKey for the key state and try again when it has changed; states such as Creating and Updating
    /// end by themselves.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html>
    AfterStateChange,
    /// Try again after a growing pause.
    WithBackoff,
}

impl ErrorCode {
    /// The HTTP status that the service was seen to answer with: 400 for everything that is the caller's doing,
    /// whatever the service model says, 500 and 503 for the rest.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        match self {
            Self::KmsInternal | Self::KeyUnavailable => 500,
            Self::DependencyTimeout => 503,
            _ => 400,
        }
    }

    /// The HTTP status that KMS's service model declares for the exception.
    #[must_use]
    pub const fn documented_status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::AlreadyExists | Self::Conflict | Self::Disabled | Self::KmsInvalidState => 409,
            Self::DryRunOperation => 412,
            _ => self.http_status(),
        }
    }

    /// Whether sending the same request again can help.
    #[must_use]
    pub const fn retry(&self) -> Retry {
        match self {
            Self::KmsInvalidState => Retry::AfterStateChange,
            Self::Conflict
            | Self::DependencyTimeout
            | Self::KeyUnavailable
            | Self::KmsInternal
            | Self::Throttling => Retry::WithBackoff,
            _ => Retry::Never,
        }
    }
}
