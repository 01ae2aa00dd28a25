import { createLog, type LogFields } from './log.js';
import { Refusal } from './pure.js';

const canary = 'Nguyễn Thị Canary 0912345678';

function openLog(level?: string) {
  const lines: string[] = [];
  const log = createLog({ name: 'club', level, destination: { write: (line) => lines.push(line) } });
  return { log, lines, read: (): unknown[] => lines.map((line): unknown => JSON.parse(line)) };
}

/** As careless code would: the compiler refuses a literal with a field that is not on the list. */
const careless = (fields: Record<string, unknown>): LogFields => fields;

describe('the log', () => {
  it('writes one JSON line per event, with the fields that are allowed', () => {
    const { log, read } = openLog();
    log.info('event published', { topic: 'club.v1', count: 3, attempt: undefined });
    expect(read()).toEqual([
      {
        ...{ level: 'info', name: 'club', event: 'event published', topic: 'club.v1', count: 3 },
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ]);
  });

  it('drops a field that is not on the list and names it once, never its value', () => {
    const { log, lines, read } = openLog();
    log.info('joined', careless({ memberName: canary, count: 1 }));
    log.info('joined', careless({ memberName: canary, count: 2, reason: { nested: canary } }));
    expect(lines.join('')).not.toContain('Canary');
    expect(read()).toMatchObject([
      { level: 'warn', field: 'memberName' },
      { event: 'joined', count: 1 },
      { level: 'warn', field: 'reason' },
      { event: 'joined', count: 2 },
    ]);
  });

  it('keeps an error with its causes and stack, and nothing that hangs on it', () => {
    const { log, lines, read } = openLog();
    const root = Object.assign(new Error('connection reset'), { code: 'ECONNRESET', request: { phone: canary } });
    const refusal = new Refusal('CLUB_FULL', 'The club is full.', { name: canary });
    log.error('failed', { error: new AggregateError([refusal], 'both failed', { cause: root }) });
    expect(lines.join('')).not.toContain('Canary');
    expect(read()).toMatchObject([
      {
        error: {
          name: 'AggregateError',
          message: 'both failed',
          cause: { message: 'connection reset', code: 'ECONNRESET' },
          errors: [{ name: 'Refusal', code: 'CLUB_FULL' }],
          stack: expect.stringContaining('log.test'),
        },
      },
    ]);
  });

  it.each([
    `E11000 duplicate key error collection: club.members index: phone_1 dup key: { phone: "${canary}" }`,
    `Unexpected token 'N', "${canary}" is not valid JSON`,
    `Variable "$input" got invalid value "${canary}" at "input.name"; Expected type "Int".`,
    `Int cannot represent non-integer value: "${canary}"`,
    `Cast to ObjectId failed for value "${canary}" (type string) at path "_id" for model "Member"`,
    'Message failed: 550 5.1.1 <Canary.Nguyen@example.com>: mailbox unavailable',
    'could not text +84912345678 (Canary.Nguyen@example.com.vn), id 001099012345',
    'connect ECONNREFUSED mongodb://Canary:0912345678@db.internal',
  ])('cuts the quoted value out of what a library says: %s', (message) => {
    const { log, lines } = openLog();
    log.error('failed', { error: new Error(message) });
    expect(lines.join('')).not.toMatch(/Canary|912345678|001099012345/);
  });

  it('survives anything that is thrown', () => {
    const { log, read } = openLog();
    const loop = new Error('loop');
    loop.cause = loop;
    for (const thrown of [undefined, canary, { name: canary }, loop]) log.error('failed', { error: thrown });
    expect(JSON.stringify(read())).not.toContain('Canary');
  });

  it('is silent below its level', () => {
    const { log, lines } = openLog('silent');
    log.error('failed');
    expect(lines).toEqual([]);
  });
});
