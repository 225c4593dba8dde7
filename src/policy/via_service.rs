//! The services that `kms:ViaService` names.

use super::glob::{Case, Glob};

/// The names by which `kms:ViaService` knows the services that use keys for their callers, in alphabetical order.
///
/// Source: the KMS developer guide's page on condition keys, as of April 2023
/// (<https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service>). Services
/// that came later are missing.
pub(super) const VIA_SERVICES: [&str; 75] = [
    "airflow",
    "appflow",
    "apprunner",
    "athena",
    "auditmanager",
    "backup",
    "backup-gateway",
    "cassandra",
    "codeartifact",
    "codeguru-reviewer",
    "comprehend",
    "connect",
    "directoryservice",
    "dms",
    "dynamodb",
    "ec2",
    "ecr",
    "eks",
    "elasticfilesystem",
    "es",
    "finspace",
    "firehose",
    "forecast",
    "fsx",
    "geo",
    "glue",
    "groundstation",
    "healthlake",
    "importexport",
    "iotsitewise",
    "kafka",
    "kendra",
    "kinesis",
    "kinesisvideo",
    "lambda",
    "lex",
    "license-manager",
    "lookoutequipment",
    "lookoutmetrics",
    "lookoutvision",
    "macie",
    "malware-protection",
    "managedblockchain",
    "mediatailor",
    "memorydb",
    "mgn",
    "monitron",
    "mq",
    "nimble",
    "omics",
    "profile",
    "proton",
    "qldb",
    "rds",
    "redshift",
    "redshift-serverless",
    "rekognition",
    "s3",
    "sagemaker",
    "secretsmanager",
    "ses",
    "sns",
    "sqlworkbench",
    "sqs",
    "ssm",
    "ssm-contacts",
    "ssm-incidents",
    "storagegateway",
    "timestream",
    "translate",
    "wisdom",
    "workmail",
    "workspaces",
    "workspaces-web",
    "xray",
];

/// What every value of `kms:ViaService` ends with, in every partition.
pub(super) const SUFFIX: &str = ".amazonaws.com";

/// Whether a name, which may be a pattern, is that of a listed service.
pub(super) fn is_listed(name: &str) -> bool {
    if name.contains(['*', '?']) {
        let pattern = Glob::new(name, Case::Counts);
        return VIA_SERVICES.iter().any(|service| pattern.matches(service));
    }
    VIA_SERVICES.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::VIA_SERVICES;

    #[test]
    fn the_services_are_in_the_order_in_which_they_are_searched() {
        assert!(VIA_SERVICES.is_sorted());
    }
}
