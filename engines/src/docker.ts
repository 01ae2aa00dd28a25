import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { GenericContainer, StartedTestContainer } from 'testcontainers';
import type { FaultHooks, FindOptions } from './engine.js';
import { RungGivesWay } from './engine-error.js';
import { superviseEngine, type SupervisedProcess } from './supervised-process.js';

const ANSWER_WITHIN_MS = 5_000;
const START_WITHIN_MS = 120_000;
const VOLUME_LABEL = 'vn.motcua.volume';

/**
 * Whether a Docker (or compatible) daemon answers. Loading Testcontainers takes half a second, so it is asked only
 * where one of the places it would look at exists at all.
 */
export async function isDockerThere(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (!mayDockerBeThere(env)) return false;
  const { getContainerRuntimeClient } = await import('testcontainers');
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((settle) => {
    timer = setTimeout(() => settle(false), ANSWER_WITHIN_MS);
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

export interface ContainerEngine extends Required<FaultHooks> {
  stop(): Promise<void>;
}

export interface ContainerPlan {
  readonly engine: 'mongo' | 'kafka';
  readonly image: string;
  /** Where the engine keeps its data inside. */
  readonly dataPath: string;
  describe(container: GenericContainer): GenericContainer;
  untilServing(): Promise<void>;
}

/**
 * Starts a container and waits until it serves. Testcontainers' reaper removes it when this process dies. Gives way,
 * with the first line of the reason, when the image cannot be had or does not come up; throws ENGINE_DATA_IN_USE.
 */
export async function startContainer(
  plan: ContainerPlan,
  { dataDir, say }: Required<FindOptions>,
): Promise<ContainerEngine> {
  const { GenericContainer: Container } = await import('testcontainers');
  // Runs no engine: it holds the folder of these data, one run at a time, until this run ends in whatever way.
  const holder = dataDir === 'temporary' ? null : await superviseEngine({ name: plan.engine, dataDir, say });
  let container: StartedTestContainer | undefined;
  try {
    const described = plan.describe(new Container(plan.image)).withStartupTimeout(START_WITHIN_MS);
    if (holder !== null) await keepData(described, plan, dataDir);
    container = await described.start();
    await plan.untilServing();
    const engine = await containerEngine(container, () => plan.untilServing());
    return { ...engine, stop: () => stopBoth(engine, holder) };
  } catch (error) {
    await container?.stop();
    await holder?.stop();
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new RungGivesWay(`Docker could not start ${plan.image}`, reason.trim().slice(0, 200), { cause: error });
  }
}

async function stopBoth(engine: ContainerEngine, holder: SupervisedProcess | null): Promise<void> {
  await engine.stop();
  await holder?.stop();
}

/**
 * Mounts the volume of a data folder: of one folder, so that two checkouts do not share data. A container that a run
 * killed a moment ago left on it, and that the reaper has not come to yet, goes first.
 */
async function keepData(container: GenericContainer, plan: ContainerPlan, dataDir: string): Promise<void> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const volume = `motcua-${plan.engine}-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)}`;
  const leftOver = await (await getContainerRuntimeClient()).container.fetchByLabel(VOLUME_LABEL, volume);
  await leftOver?.remove({ force: true });
  container.withLabels({ [VOLUME_LABEL]: volume }).withBindMounts([{ source: volume, target: plan.dataPath }]);
}

/** The name or address at which ports of containers are reached from here. */
export async function dockerHost(): Promise<string> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  return (await getContainerRuntimeClient()).info.containerRuntime.host;
}

/** Testcontainers has no call to kill and to start again in place, with the same ports and data. */
async function containerEngine(
  started: StartedTestContainer,
  untilServing: () => Promise<void>,
): Promise<ContainerEngine> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const container = (await getContainerRuntimeClient()).container.getById(started.getId());
  const kill = async (): Promise<void> => {
    const { State } = await container.inspect();
    if (State.Running) await container.kill();
  };
  return {
    kill,
    async restart() {
      await kill();
      await container.start();
      await untilServing();
    },
    async stop() {
      await started.stop();
    },
  };
}

function mayDockerBeThere(env: NodeJS.ProcessEnv): boolean {
  if (process.platform === 'win32') return true;
  if ((env['DOCKER_HOST'] ?? '') !== '') return true;
  const runtimeDir = env['XDG_RUNTIME_DIR'] ?? '';
  const places = [
    '/var/run/docker.sock',
    ...(runtimeDir === '' ? [] : [join(runtimeDir, 'docker.sock')]),
    join(homedir(), '.docker', 'run', 'docker.sock'),
    join(homedir(), '.docker', 'desktop', 'docker.sock'),
    join('/run', 'user', String(userInfo().uid), 'docker.sock'),
    join(homedir(), '.testcontainers.properties'),
  ];
  return places.some((place) => existsSync(place));
}
