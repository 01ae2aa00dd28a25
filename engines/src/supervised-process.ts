import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimDataFolder, makeDataFolder } from './data-folder.js';
import { EngineError, hasCode } from './engine-error.js';
import { withoutVariables } from './environment.js';

export interface EngineCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where it runs; its own folder when absent. */
  readonly cwd?: string;
  /** What its output says, as a regular expression, once it serves. */
  readonly ready: string;
}

export interface SupervisedProcess {
  /** The engine's own folder, made by its supervisor; a temporary one is removed when the engine ends. */
  readonly folder: string;
  /** Starts the engine and settles when it serves. Throws ENGINE_DID_NOT_START with the end of its output. */
  run(command: EngineCommand): Promise<void>;
  /** SIGKILL, for fault tests. Settles when the process is gone. */
  kill(): Promise<void>;
  /** Orderly stop; settles when engine, supervisor and a temporary folder are gone. May be called twice. */
  stop(): Promise<void>;
  enginePid(): number | undefined;
}

export interface Supervision {
  /** Names its folder, its log and its processes: `mongo`. */
  readonly name: string;
  /** Parent of the engine's folder, or `temporary`. A folder that stays belongs to one run at a time. */
  readonly dataDir: string;
  readonly say: (line: string) => void;
  /** How long the engine has to end after SIGTERM; 10 s when absent. */
  readonly patienceMs?: number;
}

const START_DEADLINE_MS = 60_000;

type Report =
  | { readonly event: 'folder'; readonly folder: string }
  | { readonly event: 'started'; readonly pid?: number }
  | { readonly event: 'ready' }
  | { readonly event: 'gone'; readonly reason: string; readonly tail: string };

/**
 * Starts a supervisor (see supervisor.mjs) that keeps one engine for this process and outlives it just long enough to
 * stop the engine: SIGTERM, and SIGKILL after a while. Throws ENGINE_DATA_IN_USE, ENGINE_DATA_NOT_WRITABLE.
 */
export async function superviseEngine(supervision: Supervision): Promise<SupervisedProcess> {
  const { name, dataDir, say } = supervision;
  if (dataDir !== 'temporary') await makeDataFolder(join(dataDir, name));
  const supervisor = spawnSupervisor(supervision);
  let pid: number | undefined;
  let stopping = false;
  supervisor.on('message', (report: Report) => {
    if (report.event === 'started') pid = report.pid;
    if (report.event === 'gone') pid = undefined;
  });
  // Whoever kills the supervisor must not leave an engine behind.
  supervisor.on('exit', () => {
    if (!stopping && pid !== undefined) killIfAlive(pid);
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    await stopSupervisor(supervisor);
  };
  const { folder } = await hear(supervisor, (report) => (report.event === 'folder' ? report : undefined));
  if (dataDir !== 'temporary') {
    const lock = await claimDataFolder(folder, supervisor.pid ?? 0, say);
    if (lock === null) {
      await stop();
      throw new EngineError('ENGINE_DATA_IN_USE', `${folder} is in use by another run; stop that one first`);
    }
    supervisor.send({ do: 'keep', file: lock });
  }
  return {
    folder,
    enginePid: () => pid,
    run: (command) => runEngine(supervisor, command),
    async kill() {
      if (pid === undefined) return;
      const gone = hear(supervisor, (report) => (report.event === 'gone' ? report : undefined));
      supervisor.send({ do: 'kill' });
      await gone;
    },
    stop,
  };
}

/** The whole process group, as the supervisor does. */
function killIfAlive(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended by itself in the meantime.
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

function spawnSupervisor({ name, dataDir, patienceMs = 10_000 }: Supervision): ChildProcess {
  const script = fileURLToPath(new URL('../supervisor.mjs', import.meta.url));
  // NODE_OPTIONS are meant for this run: a debugger's port, for one, can be had once.
  const env = withoutVariables(process.env, ['NODE_OPTIONS']);
  // Detached: Ctrl-C reaches the run, which stops its services first and its engines last.
  return spawn(process.execPath, [script, JSON.stringify({ name, folder: dataDir, patienceMs })], {
    detached: true,
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

async function runEngine(supervisor: ChildProcess, command: EngineCommand): Promise<void> {
  const outcome = hear(supervisor, (report) => {
    if (report.event === 'ready') return 'ready' as const;
    return report.event === 'gone' ? report : undefined;
  });
  supervisor.send({ do: 'run', ...command });
  const answer = await outcome;
  if (answer === 'ready') return;
  throw new EngineError('ENGINE_DID_NOT_START', `it ended with ${answer.reason}\n${lastWords(answer.tail)}`);
}

/** The end of an engine's output without the stacks of Java, for somebody who is not its author. */
function lastWords(tail: string): string {
  const lines = tail.split('\n').filter((line) => line.trim() !== '' && !/^\s+(?:at |\.\.\. \d+ more)/.test(line));
  return lines.slice(-10).join('\n');
}

/** The first report that `pick` takes. The channel keeps this process alive only while somebody waits on it. */
async function hear<Picked>(supervisor: ChildProcess, pick: (report: Report) => Picked | undefined): Promise<Picked> {
  supervisor.ref();
  supervisor.channel?.ref();
  try {
    return await new Promise<Picked>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(deadline);
        supervisor.off('message', onReport);
        supervisor.off('exit', onExit);
        settle();
      };
      const onReport = (report: Report): void => {
        const picked = pick(report);
        if (picked !== undefined)
          finish(() => {
            resolve(picked);
          });
      };
      const onExit = (): void => {
        finish(() => {
          reject(stopped('its supervisor is gone'));
        });
      };
      const deadline = setTimeout(() => {
        finish(() => {
          reject(stopped(`no answer within ${String(START_DEADLINE_MS / 1000)} s`));
        });
      }, START_DEADLINE_MS);
      supervisor.on('message', onReport);
      supervisor.on('exit', onExit);
    });
  } finally {
    supervisor.unref();
    supervisor.channel?.unref();
  }
}

function stopped(why: string): EngineError {
  return new EngineError('ENGINE_STOPPED', `the engine cannot be reached: ${why}`);
}

async function stopSupervisor(supervisor: ChildProcess): Promise<void> {
  if (supervisor.exitCode !== null || supervisor.signalCode !== null) return;
  supervisor.ref();
  await new Promise<void>((resolve) => {
    supervisor.once('exit', () => {
      resolve();
    });
    if (supervisor.connected) supervisor.disconnect();
  });
}
