#!/bin/sh
# What an agency may do: read its own topic with its own groups, write its own answers. What the gateway may: hear that a
# dossier changed. Repeating it changes nothing.
set -eu
: "${KAFKA_PLATFORM_PASSWORD:?}"
login=/tmp/platform.properties
cat >"$login" <<EOF
security.protocol=SASL_PLAINTEXT
sasl.mechanism=PLAIN
sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="platform" password="$KAFKA_PLATFORM_PASSWORD";
EOF
acl() { /opt/kafka/bin/kafka-acls.sh --bootstrap-server kafka:9092 --command-config "$login" --add "$@"; }

for agency in residence-police health-insurance; do
  acl --allow-principal "User:$agency" --operation Read --topic "partner.$agency.v1"
  acl --allow-principal "User:$agency" --operation Read --group "$agency." --resource-pattern-type prefixed
  acl --allow-principal "User:$agency" --operation Write --topic "agency-result.$agency.v1"
done

for topic in dossier.v1 payment.v1 notification.v1 delivery.v1; do
  acl --allow-principal User:gateway --operation Read --topic "$topic"
done
acl --allow-principal User:gateway --operation Read --group gateway. --resource-pattern-type prefixed
