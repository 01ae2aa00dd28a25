import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { on, type Reaction } from '../src/index.js';
import { readTopic } from '../src/kafka.js';
import { marbleAdded } from '../storm/checks/consumer-checks.js';
import { groupId, MarbleAdded, type Tallies } from '../storm/marbles.js';
import { eventually, openActor, openPlace, openPublisher, openTally, type Actor } from '../storm/rig.js';

const run = promisify(execFile);
const command = fileURLToPath(new URL('../dist/dead-letters-command.js', import.meta.url));

describe('npm run -s dead-letters', () => {
  let actor: Actor;
  const heard: string[] = [];
  const countsEverything: Reaction<{ readonly tallies: Tallies }> = on(MarbleAdded, (_context, { id }) => {
    heard.push(id);
    return Promise.resolve();
  });
  beforeAll(async () => {
    actor = await openActor(await openPlace('letters'));
    const publisher = openPublisher(actor);
    await publisher.send([marbleAdded('jar', 1, 'black'), marbleAdded('jar', 2, 'black'), marbleAdded('jar', 3)]);
    await openTally(actor, publisher);
    await eventually('counted', async () => (await actor.tallies.find('jar')) !== null);
  });
  afterAll(async () => actor.lifecycle.close());

  const deadLetters = (...args: readonly string[]): Promise<{ stdout: string; stderr: string }> =>
    run(process.execPath, [command, ...args], {
      env: { ...process.env, NODE_ENV: 'test', TOPIC_PREFIX: actor.place.kafka.topicPrefix },
    });

  it('lists what waits, with id and reason, and shows the message as it came', async () => {
    const { stdout } = await deadLetters('list');
    expect(stdout).toMatch(/jar\.v1\.tally\/\d\/0 +REFUSED +BLACK_MARBLE +\S+ +waiting/);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('2 dead letters, 2 waiting');
    const [id = ''] = /jar\.v1\.tally\/\d\/0/.exec(stdout) ?? [];
    const shown = await deadLetters('show', '--id', id);
    expect(shown.stdout).toContain(marbleAdded('jar', 1, 'black').value?.toString());
  });

  it('sends one again to its group alone, and lists it as sent', async () => {
    await actor.lifecycle.close();
    actor = await openActor(actor.place);
    await openTally(actor, openPublisher(actor), { reactions: [countsEverything] });
    const { stdout: before } = await deadLetters('list', '--topic', 'jar.v1', '--group', groupId);
    const [id = ''] = /jar\.v1\.tally\/\d\/0/.exec(before) ?? [];
    await deadLetters('replay', '--id', id);
    await eventually('heard', () => heard.length === 1);
    expect(heard).toEqual(['jar/1']);
    const replayed = (await readTopic(actor.place.kafka, 'jar.v1')).at(-1);
    expect(replayed?.headers['motcua-replay-for']?.toString()).toBe(groupId);
    expect(replayed?.value).toEqual(marbleAdded('jar', 1, 'black').value);
    const { stdout: after } = await deadLetters('list');
    expect(after).toMatch(/\/0 +REFUSED.*sent again/);
    expect(after).toContain('2 dead letters, 1 waiting');
  }, 20_000);

  it('sends all that wait, and those alone', async () => {
    await deadLetters('replay', '--all');
    await eventually('heard', () => heard.length === 2);
    expect(heard).toEqual(['jar/1', 'jar/2']);
    expect((await deadLetters('list')).stdout).toContain('2 dead letters, 0 waiting');
  }, 20_000);

  it('says what is wrong without a stack, and ends with an exit code', async () => {
    await expect(deadLetters('replay')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('dead-letters --'),
    });
    await expect(deadLetters('show', '--id', 'none')).rejects.toMatchObject({
      code: 1,
      stderr: 'no dead letter fits\n',
    });
  });
});
