// Lets Docker's own reader judge docker-compose.yml where it is installed; it needs no running Docker.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = ['docker-compose.yml'];
const secrets = spawnSync(process.execPath, ['launcher/dist/secrets.js'], { cwd: root, encoding: 'utf8' });
if (secrets.status !== 0) {
  console.error(secrets.stderr);
  process.exit(1);
}

// The reader takes the secrets from a file, as an operator's would be; made for this look and removed after it.
const folder = mkdtempSync(join(tmpdir(), 'motcua-compose-'));
const envFile = join(folder, '.env');
writeFileSync(envFile, secrets.stdout, { mode: 0o600 });
try {
  process.exitCode = judge();
} finally {
  rmSync(folder, { recursive: true });
}

function judge() {
  for (const [command, ...args] of [['docker', 'compose'], ['docker-compose']]) {
    const { stdout } = spawnSync(command, [...args, 'version', '--short'], { encoding: 'utf8' });
    // Version 1 does not know the Compose specification.
    if (!/^v?([2-9]|\d\d)\./.test(stdout ?? '')) continue;
    const asked = [...args, '--env-file', envFile, 'config', '--quiet'];
    const { status, stderr } = spawnSync(command, asked, { cwd: root, encoding: 'utf8' });
    console.log(`${names.join(' and ')}: ${status === 0 ? 'right' : 'wrong'}, says ${[command, ...args].join(' ')}`);
    if (status !== 0) console.error(stderr);
    return status ?? 1;
  }
  console.log('docker compose is not installed here: only the house test looked at docker-compose.yml');
  return 0;
}
