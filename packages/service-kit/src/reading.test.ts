import { contract, toCloudEvent, type EventContract } from '@motcua/event-contracts';
import { z } from 'zod';
import type { IncomingMessage } from './kafka-port.js';
import { causeOf, on } from './reaction.js';
import { belongsTo, readMessage } from './reading.js';

const MemberJoined = contract({
  name: 'member.joined',
  topic: 'club.<agency>.v1',
  schema: z.object({ memberId: z.string() }),
  sample: { memberId: 'mem_1' },
});
const react = on(MemberJoined, () => Promise.resolve());
const read = (message: IncomingMessage) => readMessage(message, 'tennis', [react]);

function message(value: string | null, topic = 'club.east-side.v1'): IncomingMessage {
  const place = { topic, partition: 0, offset: '0', key: null, headers: {}, timestamp: new Date(0) };
  return { ...place, value: value === null ? null : Buffer.from(value) };
}
function joined(change: Readonly<Record<string, unknown>> = {}, declared: EventContract = MemberJoined): string {
  const addressed = { id: 'mem_1/3', source: '/club', subject: 'mem_1', key: 'mem_1', sequence: 3 };
  return JSON.stringify({
    ...toCloudEvent(declared, MemberJoined.sample, { ...addressed, occurredAt: new Date(0) }),
    ...change,
  });
}

describe('what a message is for a group', () => {
  it('an event of ours comes with everything a reaction needs', () => {
    expect(read(message(joined()))).toMatchObject({
      kind: 'event',
      event: {
        id: 'mem_1/3',
        type: 'member.joined',
        topic: 'club.east-side.v1',
        key: 'mem_1',
        sequence: 3,
        data: { memberId: 'mem_1' },
      },
    });
  });

  it.each([
    ['no value', message(null), 'NOT_JSON'],
    ['half a message', message('{"id":'), 'NOT_JSON'],
    ['bytes that are not text', { ...message(''), value: Buffer.from([0xc3, 0x28]) }, 'NOT_JSON'],
    ['null', message('null'), 'NOT_A_CLOUD_EVENT'],
    ['an array', message('[]'), 'NOT_A_CLOUD_EVENT'],
    ['another version of the envelope', message(joined({ specversion: '0.3' })), 'NOT_A_CLOUD_EVENT'],
    ['an unknown version of a known name', message(joined({ type: 'vn.motcua.member.joined.v2' })), 'UNKNOWN_VERSION'],
    ['data against the contract', message(joined({ data: { memberId: 5 } })), 'NOT_AS_CONTRACTED'],
    ['a topic that is not its own', message(joined(), 'dossier.v1'), 'WRONG_TOPIC'],
  ])('%s is poison', (_what, poison, reason) => {
    expect(read(poison)).toMatchObject({ kind: 'poison', reason });
  });

  it('poison is told by place and code, never by what it holds', () => {
    const reading = read(message(joined({ data: { memberId: { name: 'Canary' } } })));
    expect(reading).toEqual({ kind: 'poison', reason: 'NOT_AS_CONTRACTED', detail: 'memberId:invalid_type' });
  });

  it.each([
    ['an unknown type', message(joined({ type: 'vn.motcua.member.left.v1' }))],
    [
      'a letter sent again for another group',
      { ...message('{'), headers: { 'motcua-replay-for': Buffer.from('golf') } },
    ],
  ])('%s is ignored', (_what, ignored) => {
    expect(read(ignored)).toEqual({ kind: 'ignored' });
  });

  it('a template stands for one name and nothing else', () => {
    expect(belongsTo(MemberJoined, 'club.east-side.v1')).toBe(true);
    for (const topic of ['club..v1', 'club.a.b.v1', 'club.v1', 'partner.club.east-side.v1', 'club.east-side.v1.dead']) {
      expect(belongsTo(MemberJoined, topic)).toBe(false);
    }
  });

  it('a cause is the event with its topic, so that nobody acts under another publisher’s id', () => {
    const reading = read(message(joined()));
    if (reading.kind !== 'event') throw new Error('not read');
    expect(causeOf(reading.event)).toMatchObject({
      id: 'club.east-side.v1:mem_1/3',
      at: new Date(0),
      actor: { kind: 'system' },
    });
  });
});
