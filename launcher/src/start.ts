import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { agencyNamed } from './agency-named.js';
import { startPlatform, type Platform } from './platform.js';
import { findRunning, forgetRunning, noteRunning, root } from './run-file.js';
import { greeting } from './greeting.js';

const running = findRunning();
if (running !== null) {
  console.error(
    `Motcua runs here already: ${running.endpoint} (npm run status). Stop it first with Ctrl-C in its terminal.`,
  );
  process.exit(1);
}

const platform = await start().catch(giveUp);
noteRunning(
  {
    pid: process.pid,
    endpoint: platform.endpoint,
    sandboxUrl: platform.sandboxUrl,
    readyAfterMs: platform.readyAfterMs,
    without: agenciesElsewhere(),
    processes: [...platform.children.values()].map(({ name, pid, url }) => ({ name, pid, url })),
  },
  platform.engines,
  (agency) => platform.partnerEnvironment(agency),
);
console.log(await greeting(platform));

const why = await Promise.race([interrupted(), anyEnd(platform)]);
console.log(`\n${why} Stopping everything in order …`);
forgetRunning();
await platform.stop();
process.exitCode = why.startsWith('Ctrl-C') ? 0 : 1;

async function start(): Promise<Platform> {
  const without = agenciesElsewhere();
  return startPlatform({ keep: `${root}.motcua`, without, say: (line) => console.log(`  ${line}`) });
}

/** `--without <agency>`, any number of times: its own program answers, not the sandbox. */
function agenciesElsewhere() {
  const { values } = parseArgs({ options: { without: { type: 'string', multiple: true } } });
  return (values.without ?? []).map(agencyNamed);
}

/** What is missing, in a sentence; a stack would hide it. */
function giveUp(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function interrupted(): Promise<string> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  return 'Ctrl-C.';
}

/** A supervisor in production starts a failed process again; on a developer's machine it should be seen. */
async function anyEnd({ children }: Platform): Promise<string> {
  return Promise.race(
    [...children.values()].map(
      async (child) => `${child.name} ended with code ${await child.ended}; its log: ${child.logFile}.`,
    ),
  );
}
