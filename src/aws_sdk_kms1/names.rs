//! The names of AWS's lists: states, specs, usages and the like.

use aws_sdk_kms::types as sdk;

use crate::key::{
    EncapsulationAlgorithm, EncryptionAlgorithm, ExpirationModel, KeyAgreementAlgorithm, KeyManager, KeySpec,
    KeyStateName, KeyUsage, MacAlgorithm, MultiRegionKeyType, Origin, SigningAlgorithm,
};

/// Both keep names that they do not know, so each name has its like on the other side.
macro_rules! same_names {
    ($($Ours:ident = $Theirs:ident;)+) => { $(
        impl From<$Ours> for sdk::$Theirs {
            fn from(name: $Ours) -> Self {
                name.as_str().into()
            }
        }

        impl From<sdk::$Theirs> for $Ours {
            fn from(name: sdk::$Theirs) -> Self {
                name.as_str().into()
            }
        }
    )+ };
}

same_names! {
    EncapsulationAlgorithm = EncapsulationAlgorithmSpec;
    EncryptionAlgorithm = EncryptionAlgorithmSpec;
    ExpirationModel = ExpirationModelType;
    KeyAgreementAlgorithm = KeyAgreementAlgorithmSpec;
    KeyManager = KeyManagerType;
    KeySpec = KeySpec;
    KeyStateName = KeyState;
    KeyUsage = KeyUsageType;
    MacAlgorithm = MacAlgorithmSpec;
    MultiRegionKeyType = MultiRegionKeyType;
    Origin = OriginType;
    SigningAlgorithm = SigningAlgorithmSpec;
}
