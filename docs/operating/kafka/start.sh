#!/bin/sh
# Formats the broker's disk once, with the SCRAM users of the agencies and the gateway, then becomes the broker.
set -eu
: "${KAFKA_PLATFORM_PASSWORD:?}" "${KAFKA_CONTROLLER_PASSWORD:?}"
: "${KAFKA_RESIDENCE_POLICE_PASSWORD:?}" "${KAFKA_HEALTH_INSURANCE_PASSWORD:?}" "${KAFKA_GATEWAY_PASSWORD:?}"
properties=/etc/motcua/server.properties
user() { echo "SCRAM-SHA-512=[name=$1,iterations=8192,password=$2]"; }

if [ ! -f /var/lib/kafka/data/meta.properties ]; then
  /opt/kafka/bin/kafka-storage.sh format --config "$properties" \
    --cluster-id "$(/opt/kafka/bin/kafka-storage.sh random-uuid)" \
    --add-scram "$(user residence-police "$KAFKA_RESIDENCE_POLICE_PASSWORD")" \
    --add-scram "$(user health-insurance "$KAFKA_HEALTH_INSURANCE_PASSWORD")" \
    --add-scram "$(user gateway "$KAFKA_GATEWAY_PASSWORD")"
fi
exec /opt/kafka/bin/kafka-server-start.sh "$properties"
