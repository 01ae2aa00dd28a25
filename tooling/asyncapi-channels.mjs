// Topics as channels of the AsyncAPI document, who says and hears them as operations.
export const ref = (...path) => ({ $ref: `#/${path.join('/')}` });
export const partnerTag = [
  { name: 'partner', description: 'Open to the agency named in the address, and to nobody else outside.' },
];

export function channelsOf(contracts, messages) {
  const live = new Map(
    contracts
      .topics()
      .filter(({ name }) => !name.endsWith('.dead'))
      .map((topic) => [channelOf(topic.name), topic]),
  );
  const channels = [...live].map(([key, topic]) => {
    const own = [...messages].filter(([, message]) => channelOf(message.topic) === key).map(([name]) => name);
    return [
      key,
      {
        ...addressOf(contracts, key, topic),
        messages: Object.fromEntries(own.map((name) => [name, ref('components', 'messages', name)])),
      },
    ];
  });
  return Object.fromEntries([...channels, ['dead-letters', deadLetters(contracts)]]);
}

function addressOf({ agencies }, key, { name, partitions, config }) {
  const isPartner = key !== name;
  const { 'cleanup.policy': policy, 'retention.ms': retentionMs } = config;
  return {
    address: isPartner ? key.replace('.v1', '.{agency}.v1') : name,
    servers: [ref('servers', isPartner ? 'partners' : 'platform')],
    ...(isPartner
      ? { parameters: { agency: { enum: [...agencies], description: 'name of the agency' } }, tags: partnerTag }
      : {}),
    bindings: {
      kafka: {
        ...(isPartner ? {} : { topic: name }),
        partitions,
        topicConfiguration: {
          'cleanup.policy': [policy],
          ...(retentionMs === undefined ? {} : { 'retention.ms': Number(retentionMs) }),
        },
        bindingVersion: '0.5.0',
      },
    },
  };
}

/** Messages as they came, with the reason in headers. */
function deadLetters({ hearing }) {
  const text = (description) => ({ type: 'string', description });
  const why = {
    topic: text('where it was'),
    group: text('who could not deal with it'),
    reason: text('why, a code'),
    detail: text('a refusal code or the places that were wrong'),
    at: { type: 'string', format: 'date-time' },
  };
  return {
    address: '{topic}.{group}.dead',
    servers: [ref('servers', 'platform')],
    parameters: { topic: { enum: [...new Set(Object.values(hearing).flat())] }, group: { enum: Object.keys(hearing) } },
    messages: {
      'dead-letter': {
        title: 'A message that one group could not deal with',
        headers: {
          type: 'object',
          properties: Object.fromEntries(Object.entries(why).map(([name, schema]) => [`motcua-dead-${name}`, schema])),
        },
        payload: {},
      },
    },
  };
}

/** `agency-result.residence-police.v1` and `agency-result.<agency>.v1` are one channel, `agency-result.v1`. */
function channelOf(topic) {
  return topic.replace(/^(partner|agency-result)\.[^.]+\.v1$/, '$1.v1');
}

/** From Motcua's side, as AsyncAPI wants it: an agency receives what we send. */
export function operationsOf({ saying, hearing }, channels) {
  const once = (topics) => [...new Set(topics.map(channelOf))];
  const tagsOf = (key) => (channels[key].tags === undefined ? {} : { tags: partnerTag });
  const said = Object.entries(saying).flatMap(([service, topics]) =>
    once(topics).map((key) => [
      `${service}.says.${key}`,
      { action: 'send', channel: ref('channels', key), ...tagsOf(key) },
    ]),
  );
  const heard = Object.entries(hearing).flatMap(([group, topics]) =>
    once(topics).map((key) => {
      const bindings = { kafka: { groupId: { type: 'string', enum: [group] }, bindingVersion: '0.5.0' } };
      return [`${group}.hears.${key}`, { action: 'receive', channel: ref('channels', key), ...tagsOf(key), bindings }];
    }),
  );
  const buried = ['every-group.says.dead-letters', { action: 'send', channel: ref('channels', 'dead-letters') }];
  return Object.fromEntries([...said, ...heard, buried]);
}
