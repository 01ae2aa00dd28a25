import { randomUUID } from 'node:crypto';
import {
  createAccessTokenMinter,
  createOpener,
  createVault,
  IdentityPrivateKeys,
  openRequestRegister,
} from '@motcua/service-kit';
import { connectMongo, databaseOf, type Mongo } from '@motcua/service-kit/mongo';
import type { Context } from '../src/context.js';
import { createAccessRequestStore } from '../src/store/access-requests.js';
import { createLimitStore } from '../src/store/limits.js';
import { confirmAccessCode } from '../src/use-cases/confirm-access-code.js';
import { requestAccessCode } from '../src/use-cases/request-access-code.js';
import { eventually, openDossiersBench, submitted, type DossiersBench } from './dossiers-bench.js';
import { act, anonymous, askFrom, guestOf, type RawAnswer } from './guest-actions.js';

let bench: DossiersBench;
let dossierId = '';
let code = '';
const commands: string[] = [];
let context: Pick<Context, 'accessRequests' | 'accessTokens' | 'limits' | 'registerRequest' | 'vault' | 'clock'>;
let mongo: Mongo;

beforeAll(async () => {
  bench = await openDossiersBench();
  const url = new URL(bench.mongoUrl);
  url.searchParams.set('monitorCommands', 'true');
  mongo = await connectMongo(url.href, bench.lifecycle, bench.log);
  mongo.getClient().on('commandStarted', ({ commandName }) => void commands.push(commandName));
  const vault = createVault(bench.keys.vault);
  context = {
    ...{ vault, clock: bench.clock, registerRequest: await openRequestRegister(mongo) },
    ...{ accessRequests: createAccessRequestStore(mongo), limits: createLimitStore(mongo, vault) },
    accessTokens: createAccessTokenMinter(IdentityPrivateKeys.parse(JSON.parse(bench.keys.accessTokens))),
  };
}, 60_000);
afterAll(() => bench.close());

/** A dossier of its own, and another day's limits, for each test. */
let day = 0;
beforeEach(async () => {
  bench.clock.set(new Date(Date.UTC(2026, 11, 1 + (day += 2), 3)).toISOString());
  dossierId = await submitted(bench);
  code = String((await bench.said(dossierId, 'dossier.submitted')).data['code']);
});

const unknown = (): string => code.replace(/\d{4}$/, '9876');
const request = (typed: string, more: object = {}) =>
  act(bench, 'requestAccessCode', { code: typed, channel: 'SMS', ...more });
const confirm = (typed: string, accessCode: string) => act(bench, 'confirmAccessCode', { code: typed, accessCode });
const sentCodes = () =>
  bench.seen('dossier.v1').filter(({ type, key }) => type.endsWith('code-requested') && key === dossierId);

describe('a one-time code', () => {
  it('goes sealed to the contact on file, opens the dossier for an hour, and only once', async () => {
    const asked = await request(`  ${code.toLowerCase()} `, { channel: 'EMAIL' });
    const expiresAt = asked.textAt('requestAccessCode.expiresAt');
    const { sent, event } = await receive(1);
    expect(event.data).toMatchObject({ dossierId, code, channel: 'EMAIL' });
    expect(sent).toEqual({ code: expect.stringMatching(/^\d{6}$/) as string, expiresAt, channel: 'EMAIL' });
    expect(event.raw).not.toContain(sent.code);
    const opened = await confirm(code.replace('-', ' -'), ` ${sent.code.slice(0, 3)} ${sent.code.slice(3)}`);
    expect(opened.at('confirmAccessCode.dossierId')).toBe(dossierId);
    const viewer = await guestOf(bench, opened.textAt('confirmAccessCode.access.token'));
    const lives = Date.parse(opened.textAt('confirmAccessCode.access.expiresAt')) - Date.now();
    expect(lives).toBeGreaterThan(59 * 60_000);
    expect(lives).toBeLessThanOrEqual(60 * 60_000);
    const read = 'query ($id: ID!) { dossier(id: $id) { applicant { name } timeline { type by } } }';
    const seen = await askFrom(bench, read, { id: dossierId }, { viewer });
    expect(seen.at('dossier.applicant.name')).toBe('Nguyễn Văn Bóng Mẫu');
    expect(seen.at('dossier.timeline.1')).toEqual({ type: 'AccessCodeRequested', by: 'system' });
    expect((await confirm(code, sent.code)).codes).toEqual(['ACCESS_REFUSED']);
  });

  it('is one code for one request, however often it is asked or a crash has it sent again', async () => {
    const input = { requestId: randomUUID() };
    const answers = [await request(code, input), await request(code, input)];
    expect(answers[0]?.data).toEqual(answers[1]?.data);
    const { sent } = await receive(1);
    const [waiting] = await requests();
    await rows().updateOne({ _id: waiting?._id as never }, { $set: { waitingSince: new Date(), dossierId: null } });
    await eventually('it to be looked at again', async () => (await requests())[0]?.['dossierId'] === dossierId);
    expect(sentCodes()).toHaveLength(1);
    expect((await confirm(code, sent.code)).codes).toEqual([]);
    expect((await request(unknown(), input)).codes).toEqual(['REQUEST_ID_REUSED']);
  });

  it('asked for anew, ends the one before', async () => {
    await request(code);
    const first = await receive(1);
    bench.clock.set(new Date(bench.clock.now().getTime() + 60_000).toISOString());
    await request(code);
    const second = await receive(2);
    expect((await confirm(code, first.sent.code)).codes).toEqual(['ACCESS_REFUSED']);
    expect((await confirm(code, second.sent.code)).codes).toEqual([]);
  });

  it('is over after five wrong ones, and after ten minutes', async () => {
    await request(code);
    const { sent } = await receive(1);
    const wrong = sent.code === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n += 1) expect((await confirm(code, wrong)).codes).toEqual(['ACCESS_REFUSED']);
    expect((await confirm(code, sent.code)).codes).toEqual(['ACCESS_REFUSED']);
    await request(code);
    const later = await receive(2);
    bench.clock.set(new Date(bench.clock.now().getTime() + 600_000).toISOString());
    expect((await confirm(code, later.sent.code)).codes).toEqual(['ACCESS_REFUSED']);
  });

  it('typed by two at once lets one in', async () => {
    await request(code);
    const { sent } = await receive(1);
    const answers = await Promise.all([1, 2, 3].map(() => confirm(code, sent.code)));
    expect(answers.map(({ codes }) => codes.length).sort()).toEqual([0, 1, 1]);
  });

  it('is asked for five times an hour for a dossier, and tried twenty times', async () => {
    const asked = await inTurn(6, () => request(code));
    expect(asked.flatMap(({ codes }) => codes)).toEqual(['TOO_MANY_REQUESTS']);
    const tried = await inTurn(21, () => confirm(code, 'nothing'));
    expect(tried.map(({ codes }) => codes[0])).toEqual([
      ...Array.from({ length: 20 }, () => 'ACCESS_REFUSED'),
      'TOO_MANY_REQUESTS',
    ]);
  }, 20_000);

  it('needs a request id nobody can guess', async () => {
    expect((await request(code, { requestId: 'request-1' })).codes).toEqual(['REQUEST_ID_MALFORMED']);
  });
});

describe('whether there is such a dossier', () => {
  const typed = (): readonly string[] => [code, unknown(), 'nonsense', '', 'x'.repeat(5_000), '{"$ne":null}'];

  it('is not told by what is answered, byte for byte', async () => {
    const asked = await Promise.all(typed().map((one) => request(one)));
    expect(new Set(asked.map(({ text }) => text)).size).toBe(1);
    const { sent } = await receive(1);
    await confirm(code, sent.code);
    // Used, wrong, none, no code at all: and before anybody asked, too.
    const refused = await Promise.all([
      ...typed().map((one) => confirm(one, sent.code)),
      confirm('H26.153-261123-4321', '1'),
    ]);
    expect(new Set(refused.map(({ text }) => withoutTrace(text))).size).toBe(1);
    expect(refused[0].codes).toEqual(['ACCESS_REFUSED']);
    expect(refused[0].errors[0]?.extensions['details'] ?? {}).toEqual({});
  });

  it('is not told by what the database is asked', async () => {
    const ask = (one: string) => () =>
      requestAccessCode(context, anonymous, null, { requestId: randomUUID(), code: one, channel: 'SMS' });
    const tried = (one: string) => () =>
      confirmAccessCode(context, null, { code: one, accessCode: '123456' }).catch(() => null);
    for (const doing of [ask, tried]) {
      // The first one of each opens its window of a limit.
      for (const one of typed()) await doing(one)();
      const asked: (readonly string[])[] = [];
      for (const one of typed()) asked.push(await commandsOf(doing(one)));
      expect(asked).toEqual(asked.map(() => asked[0]));
      expect(asked[0]?.length).toBeGreaterThan(1);
    }
    expect(await commandsOf(tried(unknown()))).toEqual(['findAndModify', 'findAndModify', 'findAndModify']);
  });

  it('is found out by nobody who waits: what was asked for is looked at later, all of it', async () => {
    for (const one of typed()) await request(one);
    await eventually('all to be looked at', async () => (await requests()).every((row) => !('waitingSince' in row)));
    const found = (await requests()).map((row): unknown => row['dossierId']).filter((id) => id !== null);
    expect(found).toContain(dossierId);
    expect(bench.lines.filter((line) => /send access codes/.test(line) && /"error"/.test(line))).toEqual([]);
  });
});

const rows = () => databaseOf(mongo).collection('access_requests');

/** Those of this test, oldest first. */
function requests() {
  return rows()
    .find({ requestedAt: { $gte: startOfDay() } })
    .sort({ requestedAt: 1 })
    .toArray();
}

function startOfDay(): Date {
  return new Date(`${bench.clock.now().toISOString().slice(0, 10)}T00:00:00Z`);
}

async function receive(nth: number) {
  await bench.waitFor('dossier.v1', () => sentCodes().length >= nth);
  const event = sentCodes()[nth - 1];
  const keys = bench.keys.sealingPrivateKeysOf('notifications');
  if (event === undefined || keys === undefined) throw new Error('no code was sent');
  const sent = await createOpener(keys).open(String(event.data['sealedCode']));
  await eventually(
    'it to be good',
    async () => (await requests()).filter((row) => row['dossierId'] === dossierId).length >= nth,
  );
  return { event, sent: sent as { readonly code: string; readonly expiresAt: string; readonly channel: string } };
}

async function commandsOf(ask: () => Promise<unknown>): Promise<readonly string[]> {
  commands.length = 0;
  await ask();
  return [...commands];
}

const inTurn = async (many: number, ask: () => Promise<RawAnswer>): Promise<readonly RawAnswer[]> => {
  const answers: RawAnswer[] = [];
  for (let n = 0; n < many; n += 1) answers.push(await ask());
  return answers;
};

function withoutTrace(text: string): string {
  return text.replace(/"traceId":"[^"]*"/, '');
}
