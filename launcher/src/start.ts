import { once } from 'node:events';
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

const platform = await startPlatform({ keep: `${root}.motcua`, say: (line) => console.log(`  ${line}`) }).catch(giveUp);
noteRunning(
  {
    pid: process.pid,
    endpoint: platform.endpoint,
    sandboxUrl: platform.sandboxUrl,
    readyAfterMs: platform.readyAfterMs,
    processes: [...platform.children.values()].map(({ name, pid, url }) => ({ name, pid, url })),
  },
  platform.engines,
);
console.log(await greeting(platform));

const why = await Promise.race([interrupted(), anyEnd(platform)]);
console.log(`\n${why} Stopping everything in order …`);
forgetRunning();
await platform.stop();
process.exitCode = why.startsWith('Ctrl-C') ? 0 : 1;

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
