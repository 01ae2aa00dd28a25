// Lets Docker's own reader judge docker-compose.yml where it is installed; it needs no running Docker.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = ['docker-compose.yml', 'Dockerfile'];
const secrets = spawnSync(process.execPath, ['launcher/dist/secrets.js'], { cwd: root, encoding: 'utf8' });
if (secrets.status !== 0) {
  console.error(secrets.stderr);
  process.exit(1);
}
const env = { ...process.env };
for (const [, name, value] of secrets.stdout.matchAll(/^(\w+)='(.*)'$/gm)) env[name] = value;

for (const [command, ...args] of [['docker', 'compose'], ['docker-compose']]) {
  if (spawnSync(command, [...args, 'version'], { stdio: 'ignore' }).status !== 0) continue;
  const { status, stderr } = spawnSync(command, [...args, '--env-file', '/dev/null', 'config', '--quiet'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) console.error(stderr);
  console.log(`${names.join(' and ')}: judged by ${[command, ...args].join(' ')}`);
  process.exit(status ?? 1);
}
console.log('docker compose is not installed here: only the house test looked at docker-compose.yml');
