//! The names that AWS lists: key specs, usages, origins, managers, states, algorithms, operations of grants, uses of keys.

use proptest::prelude::*;
use proptest::sample::select;

use crate::key::{
    Combination, EncapsulationAlgorithm, EncryptionAlgorithm, ExpirationModel, GrantOperation, ImportState,
    ImportType, IncludeKeyMaterial, KeyAgreementAlgorithm, KeyLastUsageTrackingOperation, KeyManager,
    KeyMaterialState, KeySpec, KeyStateName, KeyUsage, MacAlgorithm, MultiRegionKeyType, Origin,
    RotationType, SigningAlgorithm, WrappingAlgorithm, WrappingKeySpec,
};

macro_rules! names {
    ($( $listed:ident, $any:ident: $Type:ident, $noun:literal; )+) => { $(
        #[doc = concat!("A ", $noun, " that this version of the crate lists.")]
        pub fn $listed() -> impl Strategy<Value = $Type> {
            select($Type::ALL)
        }

        #[doc = concat!("Any ", $noun, ": mostly a listed one, else a name that AWS may add tomorrow, or none at all.")]
        pub fn $any() -> impl Strategy<Value = $Type> {
            prop_oneof![4 => $listed(), 1 => unlisted_name().prop_map($Type::from)]
        }
    )+ };
}

names! {
    key_spec, any_key_spec: KeySpec, "key spec";
    key_usage, any_key_usage: KeyUsage, "key usage";
    origin, any_origin: Origin, "origin";
    key_manager, any_key_manager: KeyManager, "key manager";
    expiration_model, any_expiration_model: ExpirationModel, "expiration model";
    key_state_name, any_key_state_name: KeyStateName, "name of a key state";
    multi_region_key_type, any_multi_region_key_type: MultiRegionKeyType, "type of a multi-Region key";
    encryption_algorithm, any_encryption_algorithm: EncryptionAlgorithm, "encryption algorithm";
    signing_algorithm, any_signing_algorithm: SigningAlgorithm, "signing algorithm";
    mac_algorithm, any_mac_algorithm: MacAlgorithm, "MAC algorithm";
    key_agreement_algorithm, any_key_agreement_algorithm: KeyAgreementAlgorithm, "key agreement algorithm";
    encapsulation_algorithm, any_encapsulation_algorithm: EncapsulationAlgorithm, "encapsulation algorithm";
    import_type, any_import_type: ImportType, "type of an import";
    import_state, any_import_state: ImportState, "state of an import";
    key_material_state, any_key_material_state: KeyMaterialState, "state of key material";
    rotation_type, any_rotation_type: RotationType, "type of rotation";
    include_key_material, any_include_key_material: IncludeKeyMaterial, "choice of what is listed of rotations";
    wrapping_algorithm, any_wrapping_algorithm: WrappingAlgorithm, "wrapping algorithm";
    wrapping_key_spec, any_wrapping_key_spec: WrappingKeySpec, "wrapping key spec";
    grant_operation, any_grant_operation: GrantOperation, "operation of grants";
    key_last_usage_tracking_operation, any_key_last_usage_tracking_operation: KeyLastUsageTrackingOperation, "operation that counts as a use of a key";
}

/// A name that no list has: new, of another case, empty, or any text.
pub(super) fn unlisted_name() -> impl Strategy<Value = String> {
    let name = select(["SOMETHING_NEW", "symmetric_default", "enabled", ""].as_slice());
    prop_oneof![3 => name.prop_map(str::to_owned), 1 => "(?s).{0,8}"].boxed()
}

/// A key spec with a usage that it can have and the algorithms of both; it shrinks to SYMMETRIC_DEFAULT.
///
/// All of [`Combination::ALL`] but those of the spec SM2, which only the China Regions have.
///
/// ```
/// use kms_mrk::strategy::combination;
/// use proptest::prelude::*;
///
/// proptest!(|(row in combination())| {
///     prop_assert!(row.key_spec.usages().any(|usage| *usage == row.key_usage));
/// });
/// ```
pub fn combination() -> impl Strategy<Value = &'static Combination> {
    let everywhere = Combination::ALL.iter().filter(|row| !row.key_spec.is_china_only());
    select(everywhere.collect::<Vec<_>>())
}
