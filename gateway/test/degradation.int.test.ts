import { type Mood, type MoodyGraph, startMoodyGraph } from './moody-subgraphs.js';
import { quick } from './running-gateway.js';
import { until } from './subscribing.js';

let running: MoodyGraph;
beforeEach(async () => {
  running = await startMoodyGraph();
});
afterEach(() => running.close());

const page = '{ dossiers { id code amountVnd } owed }';
const whole = {
  dossiers: [
    { id: 'd1', code: 'D-1', amountVnd: 8_000 },
    { id: 'd2', code: 'D-2', amountVnd: 75_000 },
  ],
  owed: 83_000,
};
const withoutAmounts = { ...whole, dossiers: whole.dossiers.map((each) => ({ ...each, amountVnd: null })) };
const withoutPayments = { ...withoutAmounts, owed: null };
const degraded = [{ part: 'PAYMENTS', message: expect.stringMatching(/^Thông tin thanh toán/) }];

function extensionsOf(text: string): unknown {
  const { extensions } = JSON.parse(text) as { readonly extensions?: unknown }; // an answer
  return extensions;
}

async function expectWhole(): Promise<void> {
  const { status, data, errors, text } = await running.ask(page);
  expect({ status, data, errors, extensions: extensionsOf(text) }).toEqual({ status: 200, data: whole, errors: [] });
}

const says = (body: unknown, status = 200): Mood => {
  return (_, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
};
/** Only about entities; other questions it answers. */
const saysOfEntities = (entities: unknown): Mood => {
  return ({ variables }, response) =>
    response.end(
      JSON.stringify({ data: variables?.representations === undefined ? { owed: 83_000 } : { _entities: entities } }),
    );
};

describe('a page that needs payments, which', () => {
  it('is stopped, goes on without, and is whole once it is back', async () => {
    await expectWhole();
    await running.moody.payments.stop();
    const { status, data, errors, text } = await running.ask(page);
    expect({ status, data, extensions: extensionsOf(text) }).toEqual({
      ...{ status: 200, data: withoutPayments },
      extensions: { degraded },
    });
    const paths = errors.map(({ path, extensions }) => [path?.join('.'), extensions['code']]).sort();
    expect(paths).toEqual([
      ['dossiers.0.amountVnd', 'SERVICE_UNAVAILABLE'],
      ['dossiers.1.amountVnd', 'SERVICE_UNAVAILABLE'],
      ['owed', 'SERVICE_UNAVAILABLE'],
    ]);
    await running.moody.payments.start();
    await expectWhole();
  });

  it.each<[string, Mood, unknown, string]>([
    ['does not answer', () => undefined, withoutPayments, 'SERVICE_TIMEOUT'],
    ['is answered for by a proxy', says('<html>Bad Gateway</html>', 502), withoutPayments, 'SERVICE_UNAVAILABLE'],
    ['breaks down', says('', 500), withoutPayments, 'SERVICE_UNAVAILABLE'],
    ['talks nonsense', says('{"data":{"owed":'), withoutPayments, 'SERVICE_UNAVAILABLE'],
    ['says nothing', says({ data: null }), withoutPayments, 'SERVICE_UNAVAILABLE'],
    ['leaves out what was asked', says({ data: {} }), withoutPayments, 'SERVICE_UNAVAILABLE'],
    ['tells of too few', saysOfEntities([{ amountVnd: 1 }]), withoutAmounts, 'SERVICE_UNAVAILABLE'],
    ['tells of too many', saysOfEntities(Array(3).fill({ amountVnd: 1 })), withoutAmounts, 'SERVICE_UNAVAILABLE'],
    ['tells of no list', saysOfEntities({ amountVnd: 1 }), withoutAmounts, 'SERVICE_UNAVAILABLE'],
    [
      'tells of another type of thing',
      saysOfEntities(Array(2).fill({ __typename: 'Shipment', amountVnd: 1 })),
      ...([withoutAmounts, 'SERVICE_UNAVAILABLE'] as const),
    ],
    [
      'takes one for the other',
      saysOfEntities(['d2', 'd1'].map((id) => ({ __typename: 'Dossier', id, amountVnd: 1 }))),
      ...([withoutAmounts, 'SERVICE_UNAVAILABLE'] as const),
    ],
    ['tells something else of it', saysOfEntities(Array(2).fill({ code: 'x' })), withoutAmounts, 'SERVICE_UNAVAILABLE'],
  ])('%s, goes on without, says so, and is whole afterwards', async (_, mood, left, code) => {
    running.moody.payments.is(mood);
    const { status, data, codes, text } = await running.ask(page);
    expect({ status, data, extensions: extensionsOf(text) }).toEqual({
      status: 200,
      data: left,
      extensions: { degraded },
    });
    expect(new Set(codes)).toEqual(new Set([code]));
    running.moody.payments.well();
    await expectWhole();
    expect((await fetch(`${running.url}/livez`)).status).toBe(200);
  });
});

describe('a subgraph that fails again and again', () => {
  it.each<[string, Mood]>([
    ['breaking down', says('', 500)],
    ['talking nonsense', says('<html>')],
    ['telling of something else', says({ data: { paid: 1 } })],
    ['saying that it is not well', says({ errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] }, 500)],
  ])('by %s is left alone, seen in the figures, and asked again once it answers', async (_, mood) => {
    const { payments, dossiers } = running.moody;
    expect(await running.figure('motcua_gateway_subgraph_left_alone')).toBe(0);
    payments.is(mood);
    for (let time = 0; time < 10; time += 1) await running.ask('{ owed }');
    expect(payments.asked()).toBe(10);
    const { codes, text } = await running.ask(page);
    expect({ asked: payments.asked(), known: new Set(codes) }).toEqual({
      ...{ asked: 10, known: new Set(['SERVICE_UNAVAILABLE']) },
    });
    expect(extensionsOf(text)).toEqual({ degraded });
    expect(dossiers.asked()).toBe(1);
    expect(await running.figure('motcua_gateway_subgraph_left_alone')).toBe(1);
    expect(await running.figure('motcua_gateway_subgraph_not_asked_total')).toBe(2);
    payments.well();
    await until(async () => (await running.ask('{ owed }')).codes.length === 0);
    expect(await running.figure('motcua_gateway_subgraph_left_alone')).toBe(0);
    expect(running.lines.filter((line) => line.includes('a subgraph is left alone'))).toHaveLength(1);
    await expectWhole();
  });

  it('is not blamed for refusing what it is asked', async () => {
    const refusal = { message: 'no', path: ['owed'], extensions: { code: 'PAYMENT_NOT_FOUND' } };
    running.moody.payments.is(says({ errors: [refusal] }, 400));
    for (let time = 0; time < 12; time += 1) {
      expect((await running.ask('{ owed }')).codes).toEqual(['PAYMENT_NOT_FOUND']);
    }
    expect(running.moody.payments.asked()).toBe(12);
  });
});

describe('a line that breaks', () => {
  /** Once; then it is well. */
  const breaks: Mood = (_, response) => {
    running.moody.payments.well();
    response.destroy();
  };

  it('is not noticed by somebody who reads', async () => {
    running.moody.payments.is(breaks);
    expect(await running.ask('{ owed }')).toMatchObject({ data: { owed: 83_000 }, errors: [] });
    expect(running.moody.payments.asked()).toBe(2);
    expect(await running.figure('motcua_gateway_subgraph_second_tries_total', 'answered')).toBe(1);
  });

  it('is told to somebody who acts, and nothing is done twice', async () => {
    running.moody.payments.is(breaks);
    expect((await running.ask('mutation { pay }')).codes).toEqual(['SERVICE_UNAVAILABLE']);
    expect(running.moody.payments.asked()).toBe(1);
  });

  it('is asked about once more only while the time of the question lasts', async () => {
    running.moody.payments.is((_, response) => {
      setTimeout(() => response.destroy(), quick.fetchMs - 150);
    });
    expect((await running.ask('{ owed }')).codes).toEqual(['SERVICE_UNAVAILABLE']);
    expect(running.moody.payments.asked()).toBe(1);
  });

  it('is not tried again by everybody', async () => {
    running.moody.payments.is((_, response) => response.destroy());
    await Promise.all(Array.from({ length: 60 }, (_, index) => running.ask(`{ owed o${index}: owed }`)));
    const { asked } = running.moody.payments;
    expect(asked()).toBeLessThanOrEqual(60 + 10 + 6);
    const granted = await running.figure('motcua_gateway_subgraph_second_tries_total', 'failed');
    expect(granted).toBeGreaterThanOrEqual(1);
    expect(granted).toBeLessThanOrEqual(16);
  });
});
