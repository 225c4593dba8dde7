//! The rules for the values of `kms:ViaService`.

use crate::verdict::documentation::CONDITIONS_KMS;
use crate::verdict::rule::rules;

rules! {
    FORM: Documented, "policy/via-service/form", CONDITIONS_KMS, "a value of `kms:ViaService` is a service and a Region before `.amazonaws.com`, in every partition";
    KNOWN: Documented, "policy/via-service/known", CONDITIONS_KMS, "`kms:ViaService` names services that use keys for their callers";
}
