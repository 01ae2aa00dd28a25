import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { agencies, type AgencyName } from '@motcua/event-contracts';
import { startPlatform, type Platform } from '@motcua/launcher';
import { signIn } from '../src/actors.js';
import { readApplication } from '../src/application.js';
import { untilSigned } from '../src/birth-journey.js';
import { readDossier } from '../src/read-dossier.js';
import { storyBegins } from '../src/story-begins.js';

let platform: Platform;
let programs: readonly Program[];
beforeAll(async () => {
  platform = await startPlatform({ keep: null, startsAt: storyBegins, without: agencies, say: () => {} });
  programs = await Promise.all(agencies.map(startProgram));
}, 900_000);
afterAll(async () => {
  await Promise.all(programs.map(({ stop }) => stop()));
  await platform.stop();
}, 60_000);

const root = fileURLToPath(new URL('../../', import.meta.url));
const birth = `${root}e2e/applications/birth-with-papers.json`;

describe('agencies that run their own programs', () => {
  it('bring journey 1 to the signature, each answering once', async () => {
    const actors = await signIn(platform);
    const { dossierId } = await untilSigned(actors, readApplication(birth), () => {});
    const { steps } = await readDossier(actors.leader, dossierId);
    const theirs = steps.filter(({ agency }) => agencies.some((name) => name === agency));
    expect(theirs.map(({ agency, state }) => [agency, state]).sort()).toEqual([
      ['health-insurance', 'COMPLETED'],
      ['residence-police', 'COMPLETED'],
    ]);
    const { accesses } = await readDossier(actors.citizen, dossierId);
    expect(accesses?.map(({ who }) => who)).toEqual(expect.arrayContaining([...agencies]));
    for (const { lines } of programs) {
      expect(lines.filter((line) => line.includes('completed'))).toHaveLength(1);
      expect(lines.join()).not.toMatch(/GAP|not from Motcua/);
    }
  }, 120_000);
});

interface Program {
  readonly lines: readonly string[];
  readonly stop: () => Promise<void>;
}

/** As an operator does: with what the platform gives this agency, and nothing else. Resolves when it listens. */
async function startProgram(agency: AgencyName): Promise<Program> {
  const program = spawn(process.execPath, ['--no-warnings', `partners/${agency}/dist/main.js`], {
    cwd: root,
    env: platform.partnerEnvironment(agency),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface(program.stderr).on('line', (line) => lines.push(line));
  const out = createInterface(program.stdout).on('line', (line) => lines.push(line));
  await Promise.race([once(out, 'line'), endedEarly(program, lines)]);
  return {
    lines,
    async stop() {
      program.kill('SIGTERM');
      if (program.exitCode === null) await once(program, 'exit');
    },
  };
}

async function endedEarly(program: ChildProcess, lines: readonly string[]): Promise<never> {
  await once(program, 'exit');
  throw new Error(`the program ended: ${lines.join('\n')}`);
}
