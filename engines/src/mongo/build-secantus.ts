import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, ensureCached } from '../cache.js';
import { findOnPath, giveWayOnFailure, runCommand } from '../command.js';
import { findRustToolchain } from './rust-toolchain.js';
import { isSecantusWhole, SECANTUS_FOLDER, SECANTUS_VERSION, secantusBinary, type FoundSecantus } from './secantus.js';

const TELL_EVERY_MS = 15_000;

/** What this machine lacks to build SecantusDB, in words; empty when it can. */
export async function missingForBuild(): Promise<readonly string[]> {
  const hasCompiler = ['cc', 'gcc', 'clang'].some((name) => findOnPath(name) !== null);
  return [
    ...((await findRustToolchain()) === null ? ['cargo'] : []),
    ...(hasCompiler ? [] : ['C compiler']),
    ...(findOnPath('cmake') === null ? ['cmake'] : []),
  ];
}

/** Builds SecantusDB into the cache, once: about six minutes on two cores. It stays a separate program (GPL-2.0-only). */
export async function buildSecantus(say: (line: string) => void, cache: string = cacheDir()): Promise<FoundSecantus> {
  const folder = await ensureCached(
    {
      name: SECANTUS_FOLDER,
      isWhole: isSecantusWhole,
      build: (building) =>
        giveWayOnFailure('cargo could not build SecantusDB', say, () => cargoInstall(building, cache, say)),
    },
    say,
    cache,
  );
  return { binary: secantusBinary(folder), description: `secantusd-rs ${SECANTUS_VERSION} built now` };
}

async function cargoInstall(root: string, cache: string, say: (line: string) => void): Promise<void> {
  const toolchain = await findRustToolchain();
  if (toolchain === null) throw new Error('cargo vanished while SecantusDB was being built');
  if (toolchain.note !== undefined) say(`MongoDB: ${toolchain.note}`);
  say(`MongoDB: building SecantusDB ${SECANTUS_VERSION} with cargo, once, about 6 minutes on two cores …`);
  // Outside the folder that is thrown away on failure: a build that was interrupted goes on where it stopped.
  const target = join(cache, `${SECANTUS_FOLDER}.target`);
  const args = ['install', 'secantus-mdb', '--version', `=${SECANTUS_VERSION}`, '--locked', '--ignore-rust-version'];
  const progress = { CARGO_TERM_PROGRESS_WHEN: 'always', CARGO_TERM_PROGRESS_WIDTH: '100' };
  const teller = tellProgress(say);
  try {
    await runCommand(toolchain.cargo, [...args, '--root', root], {
      env: { ...toolchain.env, ...progress, CARGO_TARGET_DIR: target },
      onLine: (line) => teller.hear(line),
    });
  } finally {
    teller.stop();
  }
  await rm(target, { recursive: true, force: true });
}

/** cargo's own progress bar (`Building [==> ] 57/142: zstd-sys`) at a pace for people; a big crate is silent for minutes. */
function tellProgress(say: (line: string) => void): { hear(line: string): void; stop(): void } {
  const startedAt = Date.now();
  let built = '';
  const timer = setInterval(() => {
    if (built === '') return;
    say(`MongoDB: ${built} after ${((Date.now() - startedAt) / 60_000).toFixed(1)} minutes`);
  }, TELL_EVERY_MS);
  return {
    hear(line) {
      const [, done, all, now] = /^Building.* (\d+)\/(\d+)(?:: ([\w-]+))?/.exec(line) ?? [];
      if (done === undefined || all === undefined) return;
      built = `${done} of ${all} crates built${now === undefined ? '' : `, now ${now}`},`;
    },
    stop: () => clearInterval(timer),
  };
}
