import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareMachine, type Machine } from '../../test/machine.js';
import { buildSecantus, missingForBuild } from './build-secantus.js';
import { findRustToolchain } from './rust-toolchain.js';

/** Stands for cargo: writes what `cargo install --root` would, and what it was called with. */
const FAKE_CARGO = `
case "$1" in --version) echo "cargo 1.95.0"; exit 0;; esac
while [ $# -gt 0 ]; do [ "$1" = --root ] && root="$2"; [ "$1" = --version ] && version="$2"; shift; done
/bin/mkdir -p "$root/bin"
printf '#!/bin/sh\\necho "secantusd-rs %s"\\n' "\${version#=}" > "$root/bin/secantusd-rs"
/bin/chmod +x "$root/bin/secantusd-rs"
echo "$CARGO_TARGET_DIR" > "$root/target-dir"`;

let machine: Machine;
beforeEach(() => {
  machine = bareMachine();
});
afterEach(() => machine.remove());

describe('building SecantusDB', () => {
  it('puts it into the cache, where it is found from then on', async () => {
    machine.hasProgram('cargo', FAKE_CARGO);
    const { binary } = await buildSecantus(() => undefined);
    expect(binary).toBe(join(machine.cache, 'secantusd-rs-0.5.3-beta.196/bin/secantusd-rs'));
    expect(existsSync(binary)).toBe(true);
  });

  it('replaces a folder whose program does not run', async () => {
    const folder = join(machine.cache, 'secantusd-rs-0.5.3-beta.196');
    machine.hasFile(join(folder, 'bin/secantusd-rs'), 'half an executa');
    machine.hasProgram('cargo', FAKE_CARGO);
    await buildSecantus(() => undefined);
    expect(readFileSync(join(folder, 'target-dir'), 'utf8')).toContain(machine.cache);
  });

  it('gives way, with what cargo said, when cargo fails', async () => {
    const said: string[] = [];
    machine.hasProgram('cargo', 'case "$1" in --version) exit 0;; esac; echo "error: failed to fetch" >&2; exit 101');
    await expect(buildSecantus((line) => said.push(line))).rejects.toThrow('cargo could not build SecantusDB');
    expect(said.join('\n')).toContain('error: failed to fetch');
  });

  it('needs cargo, a C compiler and cmake, and says which is missing', async () => {
    machine.hasProgram('clang', '');
    await expect(missingForBuild()).resolves.toEqual(['cargo', 'cmake']);
  });
});

describe('cargo under another home folder', () => {
  const PROXY = '[ -n "$RUSTUP_HOME" ] || { echo "rustup could not choose a version of cargo to run" >&2; exit 1; }';

  it('finds the toolchain installed beside it, and says so', async () => {
    const bin = join(machine.home, 'builder/.cargo/bin');
    machine.hasFile(join(bin, 'cargo'), `#!/bin/sh\n${PROXY}\necho "cargo 1.95.0"\n`);
    machine.hasFile(join(machine.home, 'builder/.rustup/settings.toml'), '');
    machine.has('PATH', bin);
    const toolchain = await findRustToolchain();
    expect(toolchain?.env['RUSTUP_HOME']).toBe(join(machine.home, 'builder/.rustup'));
    expect(toolchain?.env['CARGO_HOME']).toBe(join(machine.home, 'builder/.cargo'));
    expect(toolchain?.note).toMatch(/RUSTUP_HOME/);
  });

  it('does not count as cargo when there is none', async () => {
    machine.hasProgram('cargo', PROXY);
    await expect(findRustToolchain()).resolves.toBeNull();
  });
});
