import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The program that is looked at; what it prints goes to standard error. */
export interface RunningProgram {
  start(): void;
  kill(): Promise<void>;
  /** Rejects when it ends, or cannot be started, without having been killed. */
  readonly endedByItself: Promise<never>;
}

export function prepareProgram(
  [command = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
): RunningProgram {
  let running: ChildProcess | undefined;
  let tell: (error: Error) => void = () => undefined;
  const endedByItself = new Promise<never>((_, reject) => (tell = reject));
  endedByItself.catch(() => undefined); // told to whoever awaits it
  return {
    endedByItself,
    start() {
      const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment };
      const program = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
      program.stdout.pipe(process.stderr, { end: false });
      program.once('error', tell);
      program.once('exit', (code) => {
        if (running === program) tell(new Error(`the program ended by itself, with code ${String(code)}`));
      });
      running = program;
    },
    async kill() {
      const program = running;
      running = undefined;
      if (program === undefined || program.pid === undefined || program.exitCode !== null) return;
      program.kill('SIGKILL');
      await once(program, 'exit');
    },
  };
}
