import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CloudEvent, topics } from '@motcua/event-contracts';
import { createPartnerSigner, publish, verifyPartnerSignature } from '../src/index.js';
import { readTopic, type IncomingMessage } from '../src/kafka.js';
import { asked, MarbleAdded, putMarble } from '../storm/marbles.js';
import { openActor, openPlace, openPublisher, openRelay, type Actor } from '../storm/rig.js';

const header = (message: IncomingMessage | undefined, name: string): string => message?.headers[name]?.toString() ?? '';

describe('an event on the wire', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const kid = 'partner-1';
  let actor: Actor;
  let own: IncomingMessage | undefined;
  let feed: IncomingMessage | undefined;
  beforeAll(async () => {
    actor = await openActor(await openPlace('wire'));
    const relay = openRelay(actor, openPublisher(actor), {
      sign: createPartnerSigner({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid }] }),
      published: (_fact, { id }) => {
        const data = { jarId: id, colour: 'red', marbles: 1 };
        return [
          publish(MarbleAdded, data, { key: id }),
          publish(MarbleAdded, data, { key: id, topic: 'partner.jar-watch.v1', feedSequence: 1 }),
        ];
      },
    });
    await actor.jars.execute('jar', asked('1'), putMarble('red'));
    await relay.idle();
    [own] = await readTopic(actor.place.kafka, 'jar.v1');
    [feed] = await readTopic(actor.place.kafka, 'partner.jar-watch.v1');
  });
  afterAll(async () => actor.lifecycle.close());

  it('is a CloudEvent in structured JSON, named after its fact', () => {
    expect(CloudEvent.parse(JSON.parse(own?.value?.toString() ?? ''))).toMatchObject({
      id: 'jar/1',
      source: '/jars',
      type: 'vn.motcua.marble.added.v1',
      subject: 'jar',
      time: '2026-11-23T02:00:00.000Z',
      sequence: '1',
      partitionkey: 'jar',
    });
    expect(own?.key?.toString()).toBe('jar');
  });

  it('repeats its attributes as headers, and is not signed inside the house', () => {
    expect(header(own, 'content-type')).toBe('application/cloudevents+json; charset=UTF-8');
    expect(['ce_id', 'ce_type', 'ce_specversion', 'ce_sequence'].map((name) => header(own, name))).toEqual([
      'jar/1',
      'vn.motcua.marble.added.v1',
      '1.0',
      '1',
    ]);
    expect(header(own, 'motcua-signature')).toBe('');
  });

  it('says on a partner’s feed which one it is there, in the signed bytes and as a header; nowhere else', () => {
    expect(JSON.parse(feed?.value?.toString() ?? '')).toMatchObject({ sequence: '1', feedsequence: '1' });
    expect(header(feed, 'ce_feedsequence')).toBe('1');
    expect(own?.value?.toString()).not.toContain('feedsequence');
    expect(header(own, 'ce_feedsequence')).toBe('');
  });

  it('is signed over its bytes when it goes to a partner', () => {
    const signed = { id: header(feed, 'ce_id'), time: header(feed, 'ce_time'), body: feed?.value ?? Buffer.alloc(0) };
    const headers = {
      'motcua-signature': header(feed, 'motcua-signature'),
      'motcua-key-id': header(feed, 'motcua-key-id'),
    };
    const keys = [{ ...publicKey.export({ format: 'jwk' }), kid }];
    expect(verifyPartnerSignature({ keys }, signed, headers)).toBe(true);
    expect(verifyPartnerSignature({ keys }, { ...signed, time: '2026-11-23T02:00:01.000Z' }, headers)).toBe(false);
  });

  it('finds its topics created by npm run -s topics, which may run again', async () => {
    const run = promisify(execFile);
    const command = fileURLToPath(new URL('../dist/topics-command.js', import.meta.url));
    const env = { ...process.env, NODE_ENV: 'test', TOPIC_PREFIX: `${actor.place.kafka.topicPrefix}declared.` };
    const first = await run(process.execPath, [command], { env });
    expect(first.stdout.match(/ created /g)).toHaveLength(topics().length);
    const again = await run(process.execPath, [command], { env });
    expect(again.stdout.match(/ existed /g)).toHaveLength(topics().length);
  }, 20_000);
});
