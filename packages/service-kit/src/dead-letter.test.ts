import { parseDeadLetter, parseReplayMark, toDeadLetter, toReplay, toReplayMark } from './dead-letter.js';
import type { IncomingMessage, OutgoingMessage } from './kafka-port.js';

const original: IncomingMessage = {
  topic: 'procedure.v1',
  partition: 0,
  offset: '12',
  key: Buffer.from('prc_1'),
  value: Buffer.from([0xff, 0x00]),
  headers: { ce_id: Buffer.from('prc_1/3') },
  timestamp: new Date(0),
};
const why = { reason: 'REFUSED', detail: 'TOO_EARLY', at: new Date('2026-11-23T02:00:00Z') } as const;

/** As Kafka hands back what was sent. */
function received(sent: OutgoingMessage): IncomingMessage {
  const headers = Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, Buffer.from(value)]));
  return { ...original, topic: sent.topic, key: Buffer.from(sent.key), value: sent.value, headers };
}
function letterOf(sent: OutgoingMessage) {
  const letter = parseDeadLetter(received(sent));
  if (letter === null) throw new Error('not a letter');
  return letter;
}

describe('a dead letter', () => {
  const sent = toDeadLetter(original, 'dossiers', why);

  it('keeps key, bytes and headers, and says where it died and why', () => {
    expect(sent).toMatchObject({ topic: 'procedure.v1.dossiers.dead', key: original.key, value: original.value });
    expect(letterOf(sent)).toMatchObject({
      ...{ id: 'procedure.v1.dossiers/0/12', topic: 'procedure.v1', groupId: 'dossiers' },
      ...{ reason: 'REFUSED', detail: 'TOO_EARLY', diedAt: why.at },
    });
  });

  it('goes back as it came, for its group alone, and without the marks of its death', () => {
    const replay = toReplay(letterOf(sent), false);
    expect(replay).toMatchObject({ topic: 'procedure.v1', key: original.key, value: original.value });
    expect(Object.keys(replay.headers).toSorted()).toEqual(['ce_id', 'motcua-replay-for']);
    expect(replay.headers['motcua-replay-for']).toBe('dossiers');
  });

  it('does not drive out what was said since on a compacted topic', () => {
    expect(toReplay(letterOf(sent), true).key).toBe('replay:procedure.v1.dossiers/0/12');
  });

  it('is told from the mark that it was sent again', () => {
    const mark = received(toReplayMark(letterOf(sent), why.at));
    expect(parseReplayMark(mark)).toEqual({ id: 'procedure.v1.dossiers/0/12', at: why.at });
    expect([parseDeadLetter(mark), parseReplayMark(received(sent))]).toEqual([null, null]);
  });
});
