import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FindOptions, MongoEngine } from '../engine.js';
import { freePorts } from '../free-ports.js';
import { startOnFreePorts } from '../start-on-free-ports.js';
import { superviseEngine, type EngineCommand } from '../supervised-process.js';

export interface LocalMongo {
  readonly description: string;
  /** What it is, said when it is ready: a stand-in must not pass for the real one. */
  readonly title: string;
  /** Name of its data folder. Each has its own: neither can read, and both could ruin, what the other wrote. */
  readonly dataFolder: 'mongod' | 'secantusdb';
  /** The command that serves `dataPath` on `port` of 127.0.0.1. */
  command(port: number, dataPath: string): EngineCommand;
  /** What is left to do once it listens. */
  onListening?(url: string, port: number): Promise<void>;
}

/** Starts a MongoDB of our own below `dataDir` and keeps it as long as this process lives. */
export async function startLocalMongo(local: LocalMongo, options: Required<FindOptions>): Promise<MongoEngine> {
  const { dataDir, say } = options;
  const supervised = await superviseEngine({ name: 'mongo', dataDir, say });
  const dataPath = join(supervised.folder, local.dataFolder);
  const serve = async (port: number): Promise<void> => {
    await supervised.run(local.command(port, dataPath));
    await local.onListening?.(urlAt(port), port);
  };
  try {
    await mkdir(dataPath, { recursive: true });
    const startedAt = Date.now();
    const port = await startOnFreePorts(local.description, async () => {
      const [free = 0] = await freePorts(1);
      await serve(free);
      return free;
    });
    say(`MongoDB: ${local.title} ready on 127.0.0.1:${port} after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    return {
      url: urlAt(port),
      description: local.description,
      kill: () => supervised.kill(),
      async restart() {
        await supervised.kill();
        await serve(port);
      },
      stop: () => supervised.stop(),
    };
  } catch (error) {
    await supervised.stop();
    throw error;
  }
}

/** `directConnection`: one server is all there is, whatever name it gives itself in its replica set. */
function urlAt(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}
