import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

const ANSWER_WITHIN_MS = 5_000;

/**
 * Whether a Docker (or compatible) daemon answers. Loading Testcontainers takes half a second, so it is asked only
 * where one of the places it would look at exists at all.
 */
export async function isDockerThere(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (!mayDockerBeThere(env)) return false;
  const { getContainerRuntimeClient } = await import('testcontainers');
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, ANSWER_WITHIN_MS);
  });
  // Its only failure is "Could not find a working container runtime strategy", which is the answer.
  const asked = getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function mayDockerBeThere(env: NodeJS.ProcessEnv): boolean {
  if (process.platform === 'win32') return true;
  const named = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'TESTCONTAINERS_HOST_OVERRIDE'].some(
    (name) => (env[name] ?? '') !== '',
  );
  const runtimeDir = env['XDG_RUNTIME_DIR'];
  const places = [
    '/var/run/docker.sock',
    ...(runtimeDir === undefined ? [] : [join(runtimeDir, 'docker.sock')]),
    join(homedir(), '.docker', 'run', 'docker.sock'),
    join(homedir(), '.docker', 'desktop', 'docker.sock'),
    join('/run', 'user', String(userInfo().uid), 'docker.sock'),
    join(homedir(), '.testcontainers.properties'),
    join(homedir(), '.docker', 'config.json'),
  ];
  return named || places.some((place) => existsSync(place));
}

/** Kills and restarts a container in place: same ports, same data. Testcontainers has no call for either. */
export async function containerFaults(id: string): Promise<{ kill(): Promise<void>; start(): Promise<void> }> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const container = (await getContainerRuntimeClient()).container.getById(id);
  return {
    async kill() {
      await container.kill();
    },
    async start() {
      await container.start();
    },
  };
}

/** The name or address at which ports of containers are reached from here. */
export async function dockerHost(): Promise<string> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  return (await getContainerRuntimeClient()).info.containerRuntime.host;
}

/** A volume that belongs to one data folder, so that two checkouts do not share data. */
export function volumeName(engine: string, dataDir: string): string {
  return `motcua-${engine}-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)}`;
}
