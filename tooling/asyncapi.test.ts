import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { agencies, CloudEvent, contracts, partnerFeed, topics, wireType } from '@motcua/event-contracts';
import { Ajv } from 'ajv';
import { read } from './house/sources.js';

interface Message {
  readonly name: string;
  readonly payload: object;
  readonly headers?: object;
  readonly examples: readonly { readonly payload: CloudEvent; readonly headers: Readonly<Record<string, string>> }[];
}
interface Channel {
  readonly address: string;
  readonly parameters?: Readonly<Record<string, { readonly enum: readonly string[] }>>;
  readonly servers: readonly { readonly $ref: string }[];
  readonly messages: Readonly<Record<string, { readonly $ref: string }>>;
}
interface Document {
  readonly servers: Readonly<Record<string, { readonly security: readonly { readonly $ref: string }[] }>>;
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<
    Record<string, { readonly action: string; readonly channel: { readonly $ref: string } }>
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly securitySchemes: Readonly<Record<string, { readonly type: string }>>;
  };
  readonly 'x-motcua-sample-key': JsonWebKey & { readonly kid: string };
}

const document = JSON.parse(read('docs/generated/asyncapi.json')) as Document; // kept fresh by the house test
const messages = Object.entries(document.components.messages);
const loose = { strict: false, validateFormats: false, allErrors: true };

/** A schema of the document, which names others by their place in it. */
const inside = new Ajv(loose).addSchema({ ...document, $id: 'https://example.vn/document' });
const accepts = (schema: object, value: unknown): boolean =>
  inside.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"https://example.vn/document#/')) as object)(
    value,
  );

describe('the AsyncAPI document', () => {
  it('is what AsyncAPI 3.0.0 wants, by its own schema', () => {
    const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
    const validate = new Ajv(loose).compile(schema);
    validate(document);
    expect(validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`) ?? []).toEqual([]);
    expect(validate({ ...document, channels: { x: { address: 1 } } })).toBe(false);
  });

  it('refers to nothing that is not in it', () => {
    const named = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    const missing = named.filter((path) => path.split('/').reduce<unknown>(stepInto, document) === undefined);
    expect(named.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  it('has one channel for each topic, dead letters and agencies’ topics included', () => {
    const addresses = Object.values(document.channels).flatMap(filled);
    expect(addresses).toHaveLength(new Set(addresses).size);
    const declared = topics().map(({ name }) => name);
    expect(declared.filter((name) => !addresses.includes(name))).toEqual([]);
    const live = addresses.filter((address) => !address.endsWith('.dead'));
    expect(live.filter((address) => !declared.includes(address))).toEqual([]);
  });

  it('has every contract as a message of its channel, and what an agency hears twice', () => {
    const inChannels = Object.values(document.channels).flatMap((channel) => Object.keys(channel.messages));
    const feed = partnerFeed.map(({ name, version }) => `partner.${name}.v${version}`);
    expect(inChannels.sort()).toEqual([...contracts.keys(), ...feed, 'dead-letter'].sort());
  });

  it('says of every channel who speaks and who listens; agencies are outside', () => {
    const actions = (key: string) =>
      Object.values(document.operations)
        .filter(({ channel }) => channel.$ref === `#/channels/${key}`)
        .map(({ action }) => action);
    const unsaid = Object.keys(document.channels).filter((key) => !actions(key).includes('send'));
    expect(unsaid).toEqual(['agency-result.v1']);
    const unheard = Object.keys(document.channels).filter((key) => !actions(key).includes('receive'));
    expect(unheard).toEqual(['partner.v1', 'dead-letters']);
  });

  it.each(messages.map(([key, message]) => ({ key, message })))(
    'shows $key by an example that its schema accepts',
    ({ message }) => {
      const [example] = message.examples;
      expect(CloudEvent.safeParse(example?.payload).success).toBe(true);
      expect(accepts(message.payload, example?.payload)).toBe(true);
      if (message.headers !== undefined) expect(accepts(message.headers, example?.headers)).toBe(true);
      expect(accepts(message.payload, { ...example?.payload, type: 'vn.motcua.something.else.v1' })).toBe(false);
      expect(accepts(message.payload, { ...example?.payload, data: {} })).toBe(false);
      expect(accepts(message.payload, { ...example?.payload, laterExtension: 'new' })).toBe(true);
    },
  );
});

describe('the channels of agencies', () => {
  const channelsOf = (server: string) =>
    Object.entries(document.channels)
      .filter(([, { servers }]) => servers.some(({ $ref }) => $ref === `#/servers/${server}`))
      .map(([key]) => key);

  it('are two, behind SCRAM-SHA-512, for the agencies there are', () => {
    expect(channelsOf('partners')).toEqual(['partner.v1', 'agency-result.v1']);
    const [scheme] = document.servers['partners']?.security ?? [];
    const name = scheme?.$ref.split('/').at(-1) ?? '';
    expect(document.components.securitySchemes[name]?.type).toBe('scramSha512');
    for (const key of channelsOf('partners'))
      expect(document.channels[key]?.parameters?.['agency']?.enum).toEqual([...agencies]);
  });

  it.each([...partnerFeed])('carry $name numbered, with a signature that the sample key verifies', (contract) => {
    const message = document.components.messages[`partner.${contract.name}.v${contract.version}`];
    const payload = message?.examples[0]?.payload;
    const headers = message?.examples[0]?.headers ?? {};
    expect(payload).toMatchObject({ type: wireType(contract), feedsequence: '1' });
    expect(accepts(message?.payload ?? {}, { ...payload, feedsequence: undefined })).toBe(false);
    const { 'x-motcua-sample-key': jwk } = document;
    expect(headers['motcua-key-id']).toBe(jwk.kid);
    const signed = Buffer.from(`${payload?.id ?? ''}.${payload?.time ?? ''}.${JSON.stringify(payload)}`);
    const signature = Buffer.from(headers['motcua-signature'] ?? '', 'base64url');
    expect(verify(null, signed, createPublicKey({ format: 'jwk', key: jwk }), signature)).toBe(true);
  });
});

function filled({ address, parameters = {} }: Channel): readonly string[] {
  return Object.entries(parameters).reduce<readonly string[]>(
    (addresses, [name, { enum: values }]) =>
      addresses.flatMap((each) => values.map((value) => each.replace(`{${name}}`, value))),
    [address],
  );
}

function stepInto(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
