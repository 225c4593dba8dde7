#!/usr/bin/env bash
# The life of a multi-Region key as the AWS CLI sees it, unmodified, with the model at the endpoint of KMS.
set -euo pipefail

export AWS_ENDPOINT_URL_KMS=$KMS_ENDPOINT AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=not-a-secret
export AWS_MAX_ATTEMPTS=1 AWS_PAGER='' AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# kms REGION ARGUMENT…: what the CLI prints, as text.
kms() {
    aws kms --region "$1" --output text "${@:2}"
}

# says WANTED FOUND
says() {
    [ "$1" = "$2" ] || fail "expected '$1', found '$2'"
}

# refused EXCEPTION REGION ARGUMENT…: that KMS refuses it so; the text is in $text.
refused() {
    if text=$(kms "${@:2}" 2>&1); then fail "$1 was expected of ${*:3}"; fi
    [[ $text == *"($1)"* ]] || fail "$1 was expected of ${*:3}: $text"
}

state() {
    kms "$1" describe-key --key-id "$key" --query KeyMetadata.KeyState
}

# wait_for REGION STATE: as one waits for KMS.
wait_for() {
    for _ in $(seq 50); do
        [ "$(state "$1")" != "$2" ] || return 0
        sleep 0.1
    done
    fail "$key is $(state "$1") in $1, not $2"
}

advance() {
    curl --silent --show-error --fail --output /dev/null --data "{\"seconds\": $1}" "$KMS_ENDPOINT/_advance"
}

home=us-east-1 away=eu-west-1

key=$(kms $home create-key --multi-region --description orders --query KeyMetadata.KeyId)
[[ $key == mrk-* ]] || fail "$key is no multi-Region key"
says Creating "$(kms $home replicate-key --key-id "$key" --replica-region $away --query ReplicaKeyMetadata.KeyState)"
refused AlreadyExistsException $home replicate-key --key-id "$key" --replica-region $away
[[ $text == *'You can create only one replica of each primary key in each AWS Region.' ]] || fail "$text"
wait_for $away Enabled

kms $home update-primary-region --key-id "$key" --primary-region $away
says Updating "$(state $home)"
wait_for $home Enabled
says REPLICA "$(kms $home describe-key --key-id "$key" \
    --query KeyMetadata.MultiRegionConfiguration.MultiRegionKeyType)"

kms $away tag-resource --key-id "$key" --tags TagKey=Team,TagValue=orders
says "$(printf 'Team\torders')" "$(kms $away list-resource-tags --key-id "$key" --query 'Tags[].[TagKey,TagValue]')"
refused TagException $away tag-resource --key-id "$key" --tags TagKey=aws:a,TagValue=b
kms $away create-alias --alias-name alias/orders --target-key-id "$key"
says "$key" "$(kms $away describe-key --key-id alias/orders --query KeyMetadata.KeyId)"

lockout='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*",
    "Principal": {"AWS": "arn:aws:iam::111122223333:role/other"}}]}'
refused MalformedPolicyDocumentException $away put-key-policy --key-id "$key" --policy "$lockout"
[[ $text == *'The new key policy will not allow you to update the key policy in the future.' ]] || fail "$text"
refused MalformedPolicyDocumentException $away put-key-policy --key-id "$key" --policy orders

says PendingReplicaDeletion "$(kms $away schedule-key-deletion --key-id "$key" --pending-window-in-days 7 --query KeyState)"
refused KMSInvalidStateException $away enable-key --key-id "$key"
kms $away cancel-key-deletion --key-id "$key" >/dev/null
says Disabled "$(state $away)"
kms $away enable-key --key-id "$key"

for region in $home $away; do
    kms $region schedule-key-deletion --key-id "$key" --pending-window-in-days 7 >/dev/null
done
advance $((7 * 86400))
refused NotFoundException $home describe-key --key-id "$key"
says PendingDeletion "$(state $away)"
advance $((7 * 86400))
refused NotFoundException $away describe-key --key-id "$key"

printf '%s passed\n' "$(aws --version | cut -d' ' -f1)"
