// The whole of what goes over Kafka as one AsyncAPI 3.0 document (https://www.asyncapi.com/docs/reference/specification/v3.0.0),
// from the contracts alone: topics are channels, who says and hears them are operations, zod schemas are JSON Schemas, samples are
// examples. Channels with the tag `partner` are those an agency may use.
import { z } from 'zod';
import { channelsOf, operationsOf, partnerTag, ref } from './asyncapi-channels.mjs';
import { exampleOf, sampleKey } from './asyncapi-examples.mjs';

const cloudEvents = 'application/cloudevents+json';
/** @param contracts the exports of packages/event-contracts */
export function asyncApiOf(contracts) {
  const messages = messagesOf(contracts);
  const channels = channelsOf(contracts, messages);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Motcua events',
      version: '1.0.0',
      description:
        'What the services of Motcua tell each other and agencies over Kafka. At least once, in order for each key; duplicates are possible. ' +
        'A version only grows: ignore fields and types you do not know. Agencies begin with docs/partners/quickstart.md.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: cloudEvents,
    servers: serversOf(),
    channels,
    operations: operationsOf(contracts, channels),
    components: {
      messages: Object.fromEntries([...messages].map(([name, { message }]) => [name, message])),
      schemas: schemasOf(contracts),
      securitySchemes: {
        scram: { type: 'scramSha512', description: 'One user per agency; its name is the <agency> of its topics.' },
        platform: { type: 'plain', description: 'The services alone.' },
      },
    },
    'x-motcua-sample-key': sampleKey,
  };
}

function serversOf() {
  return {
    partners: {
      host: 'partners.kafka.example.vn:9094',
      protocol: 'kafka-secure',
      description:
        'For agencies: SASL/SCRAM-SHA-512 over TLS. An ACL opens three things: read the own feed, groups `<agency>.…`, write the own answers.',
      security: [ref('components', 'securitySchemes', 'scram')],
      tags: partnerTag,
    },
    platform: {
      host: 'kafka.example.vn:9092',
      protocol: 'kafka-secure',
      description: 'For the services; agencies do not reach it.',
      security: [ref('components', 'securitySchemes', 'platform')],
    },
  };
}

/** By name: the message, and the topic it travels on. */
function messagesOf(contracts) {
  const all = [...contracts.contracts].map(([name, contract]) => [name, contract, contract.topic]);
  const feed = contracts.partnerFeed.map((contract) => [
    `partner.${contract.name}.v${contract.version}`,
    contract,
    contracts.partnerTopic,
  ]);
  return new Map(
    [...all, ...feed].map(([name, contract, topic]) => [
      name,
      { topic, message: messageOf(contracts, contract, topic) },
    ]),
  );
}

function messageOf(contracts, contract, topic) {
  const isFeed = topic === contracts.partnerTopic;
  const name = `${contract.name}.v${contract.version}`;
  const envelope = {
    type: 'object',
    required: ['data', ...(isFeed ? ['feedsequence'] : [])],
    properties: {
      type: { const: contracts.wireType(contract) },
      dataschema: { const: `urn:motcua:schema:${contract.name}:v${contract.version}` },
      data: ref('components', 'schemas', name),
    },
  };
  return {
    name: contracts.wireType(contract),
    title: isFeed ? `${contract.name}, signed, to the agency` : contract.name,
    contentType: cloudEvents,
    ...headersOf(topic, isFeed),
    payload: { allOf: [ref('components', 'schemas', 'CloudEvent'), envelope] },
    bindings: {
      kafka: {
        key: { type: 'string', description: 'the partitionkey: the dossier id wherever there is one' },
        bindingVersion: '0.5.0',
      },
    },
    examples: [exampleOf(contracts, contract, topic)],
  };
}

/** What an agency sends is read without its headers. */
function headersOf(topic, isFeed) {
  if (topic.startsWith('agency-result.')) return {};
  return { headers: ref('components', 'schemas', isFeed ? 'PartnerHeaders' : 'CloudEventHeaders') };
}

function schemasOf({ contracts, CloudEvent }) {
  const { data: _, datacontenttype: __, ...attributes } = CloudEvent.shape;
  const header = Object.fromEntries(Object.entries(attributes).map(([name, schema]) => [`ce_${name}`, schema]));
  const type = z.string().regex(/^application\/cloudevents\+json/);
  const headers = z.object({ 'content-type': type, ...header });
  const partner = headers.extend({
    ce_feedsequence: CloudEvent.shape.feedsequence.unwrap(),
    'motcua-signature': z.string().describe('Ed25519 over `<id>.<time>.<the bytes of the value>`, base64url'),
    'motcua-key-id': z.string().describe('kid of the key in /partner-keys.json'),
  });
  const data = [...contracts].map(([name, { schema }]) => [name, schema]);
  const named = [
    ['CloudEvent', CloudEvent.omit({ data: true })],
    ['CloudEventHeaders', headers],
    ['PartnerHeaders', partner],
    ...data,
  ];
  return Object.fromEntries(named.map(([name, schema]) => [name, jsonSchema(schema)]));
}

/** Open at the end: a version may grow. */
function jsonSchema(schema) {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return json;
}
