import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../src/conformance/checks.js';
import { prepareProgram, type RunningProgram } from '../src/conformance/running-program.js';
import { openStage, type Stage } from '../src/conformance/stage.js';
import { root } from '../src/run-file.js';

const program = `${root}partners/health-insurance/dist/main.js`;
/** Killing takes as long as Kafka waits for a lost member: tried by the command alone, npm run -s partner:check. */
const quick = checks.filter(({ says }) => !says.includes('kill -9'));

describe('the check of an agency’s program', () => {
  let stage: Stage;
  let folder: string;
  let running: RunningProgram | undefined;
  beforeEach(async () => {
    // Its own Kafka, not the one of this test run: the topics of agencies exist once.
    delete process.env['KAFKA_BROKERS'];
    stage = await openStage('health-insurance', () => {});
    mkdirSync(`${root}.motcua`, { recursive: true });
    folder = mkdtempSync(`${root}.motcua/changed-`); // inside, so that packages are found
  }, 120_000);
  afterEach(async () => {
    await running?.kill();
    rmSync(folder, { recursive: true });
    await stage.close();
  }, 60_000);

  const start = (changed: (source: string) => string): RunningProgram => {
    const file = join(folder, 'changed.mjs');
    writeFileSync(file, changed(readFileSync(program, 'utf8')));
    running = prepareProgram([process.execPath, '--no-warnings', file], stage.environment);
    running.start();
    return running;
  };

  it('is passed by the one that stands here', async () => {
    const started = start((source) => source);
    for (const check of quick) await check.run(stage, started);
  }, 120_000);

  it('finds one that believes whatever comes', async () => {
    const started = start((source) => changedOnce(source, 'return isTrue ? event : null', 'return event'));
    await expect(runUntil('not signed', stage, started)).rejects.toThrow('it answered what was forged');
  }, 120_000);

  it('finds one that does what it hears twice twice', async () => {
    const started = start((source) =>
      changedOnce(changedOnce(source, 'before.includes(n)', 'false'), '/${n}`', '/${n}/${Date.now()}`'),
    );
    await expect(runUntil('twice', stage, started)).rejects.toThrow('under other ids');
  }, 120_000);

  it('finds one that works on what was taken away', async () => {
    const started = start((source) => changedOnce(source, 'dealtWith.set(step, [n]);', ''));
    await expect(runUntil('taken away before', stage, started)).rejects.toThrow('not wanted any more');
  }, 120_000);
});

/** Every check up to the one that says this. */
async function runUntil(words: string, stage: Stage, started: RunningProgram): Promise<void> {
  const last = checks.findIndex(({ says }) => says.includes(words));
  for (const check of checks.slice(0, last + 1)) await check.run(stage, started);
}

function changedOnce(source: string, from: string, to: string): string {
  if (source.split(from).length !== 2) throw new Error(`the program does not say ${from} once`);
  return source.replace(from, () => to);
}
