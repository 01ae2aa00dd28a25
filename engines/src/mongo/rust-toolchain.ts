import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath, tryCommand } from '../command.js';

export interface RustToolchain {
  readonly cargo: string;
  readonly env: NodeJS.ProcessEnv;
  /** Set where the environment had to be completed, to be told to the reader. */
  readonly note?: string;
}

/**
 * A cargo that works, or null. On many machines `cargo` is rustup's proxy, which looks for its toolchains below HOME:
 * under another HOME it finds none. Then they are looked for beside the proxy itself (`…/.cargo/bin/cargo` → `…/.rustup`).
 */
export async function findRustToolchain(env: NodeJS.ProcessEnv = process.env): Promise<RustToolchain | null> {
  const cargo = findOnPath('cargo', env);
  if (cargo === null) return null;
  if (await works(cargo, env)) return { cargo, env };
  const cargoHome = dirname(dirname(cargo));
  const rustupHome = join(dirname(cargoHome), '.rustup');
  if ((env['RUSTUP_HOME'] ?? '') !== '' || !existsSync(rustupHome)) return null;
  const completed = { ...env, RUSTUP_HOME: rustupHome, CARGO_HOME: env['CARGO_HOME'] ?? cargoHome };
  if (!(await works(cargo, completed))) return null;
  return {
    cargo,
    env: completed,
    note: 'cargo found no toolchain below HOME; using the one installed beside it (RUSTUP_HOME)',
  };
}

async function works(cargo: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return (await tryCommand(cargo, ['--version'], { env, timeoutMs: 10_000 })) !== null;
}
