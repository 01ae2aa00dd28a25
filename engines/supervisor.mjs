// Keeps one engine for one run. It lives in a session of its own and holds a channel to the run that asked for it:
// when that channel ends, whether by an orderly stop or because the run was killed with -9, the engine is stopped
// (SIGTERM, SIGKILL after a while) and a temporary folder is removed. Plain JavaScript: it must start without a build.
import { spawn } from 'node:child_process';
import { appendFileSync, createWriteStream, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TAIL_CHARACTERS = 8_000;
const BEAT_MS = 2_000;

const { name, folder: wanted, patienceMs } = JSON.parse(process.argv[2]);
const temporary = wanted === 'temporary';
const folder = temporary ? mkdtempSync(join(tmpdir(), `motcua-${name}-`)) : join(wanted, name);

const log = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
// A full disk or a removed folder must not take the engine's keeper with it.
log.on('error', () => log.destroy());

/** @type {import('node:child_process').ChildProcess | undefined} */
let engine;
let ending = false;
/** @type {string | undefined} the lock on the folder, held in this process's name */
let lockFile;

process.on('message', (order) => {
  if (order.do === 'run') run(order);
  else if (order.do === 'kill') signal('SIGKILL');
  else if (order.do === 'keep') keep(order.file);
  else end();
});
process.on('disconnect', end);
for (const stopSignal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(stopSignal, end);
// A fault in here must not leave the engine without a keeper.
process.on('uncaughtException', end);
if (!process.connected) end();
tell({ event: 'folder', folder });

function run({ command, args, env, cwd, ready }) {
  const pattern = new RegExp(ready);
  let tail = '';
  let isReady = false;
  const started = spawn(command, args, { cwd: cwd ?? folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  engine = started;
  tell({ event: 'started', pid: started.pid });
  const hear = (chunk) => {
    if (!log.destroyed) log.write(chunk);
    tail = (tail + chunk.toString()).slice(-TAIL_CHARACTERS);
    if (isReady || !pattern.test(tail)) return;
    isReady = true;
    tell({ event: 'ready' });
  };
  started.stdout.on('data', hear);
  started.stderr.on('data', hear);
  let over = false;
  const gone = (reason) => {
    if (over) return;
    over = true;
    engine = undefined;
    tell({ event: 'gone', reason, tail });
    if (ending) leave();
  };
  started.on('error', (error) => gone(error.message));
  started.on('close', (code, signal) => gone(signal ?? `exit code ${code}`));
}

/** To the engine's whole process group: what is on PATH may be a script that starts the engine proper. */
function signal(which) {
  if (engine?.pid === undefined) return;
  try {
    process.kill(-engine.pid, which);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function keep(file) {
  lockFile = file;
  setInterval(() => utimesSync(file, new Date(), new Date()), BEAT_MS);
}

function end() {
  if (ending) return;
  ending = true;
  // Whoever waits for this folder knows by it that waiting is worth while.
  if (lockFile !== undefined) appendFileSync(lockFile, ' ending');
  if (engine === undefined) return leave();
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), patienceMs);
}

function leave() {
  if (lockFile !== undefined) rmSync(lockFile, { force: true });
  if (temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

function tell(message) {
  // The other side may be gone already; its absence is what `disconnect` is about.
  if (process.connected) process.send(message, () => undefined);
}
