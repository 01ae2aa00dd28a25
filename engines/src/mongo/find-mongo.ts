import { isDockerThere } from '../docker.js';
import type { FindOptions, MongoEngine } from '../engine.js';
import { givenBy } from '../given.js';
import { climb, type Rung } from '../ladder.js';
import { sayOnStandardError } from '../say.js';
import { buildSecantus, missingForBuild } from './build-secantus.js';
import { startDockerMongo } from './docker-mongo.js';
import { downloadMongod, isDownloadAllowed } from './download-mongod.js';
import { useGivenMongo } from './given-mongo.js';
import { startLocalMongo } from './local-mongo.js';
import { findMongod, mongodAsMongo } from './mongod.js';
import { findSecantus, secantusAsMongo, SECANTUS_VERSION } from './secantus.js';

/**
 * The first MongoDB there is: given, in Docker, mongod of this machine, SecantusDB built earlier, official mongod by
 * download, SecantusDB built now. Throws `EngineError`: MONGODB_UNREACHABLE for a given one that does not answer,
 * NO_MONGODB with every way listed, ENGINE_DATA_IN_USE, ENGINE_DID_NOT_START.
 */
export async function findMongo(options: FindOptions): Promise<MongoEngine> {
  const { dataDir, say = sayOnStandardError } = options;
  return climb('MongoDB', 'NO_MONGODB', mongoRungs({ dataDir, say }), say);
}

export function mongoRungs(options: Required<FindOptions>): readonly Rung<MongoEngine>[] {
  return [
    given(),
    inDocker(options),
    onThisMachine(options),
    builtEarlier(options),
    downloaded(options),
    builtNow(options),
  ];
}

function given(): Rung<MongoEngine> {
  return {
    way: 'one you have: MONGODB_URL=mongodb://127.0.0.1:27017 npm start',
    look: () => {
      const given = givenBy('MONGODB_URL');
      return Promise.resolve(
        'why' in given
          ? { there: false, why: given.why }
          : { there: true, what: 'given by MONGODB_URL', start: () => useGivenMongo(given.value) },
      );
    },
  };
}

function inDocker(options: Required<FindOptions>): Rung<MongoEngine> {
  return {
    way: 'Docker: install it and start its daemon (docker info must answer)',
    look: async () =>
      (await isDockerThere())
        ? { there: true, what: 'mongo 8 in Docker', start: () => startDockerMongo(options) }
        : { there: false, why: 'no Docker' },
  };
}

function onThisMachine(options: Required<FindOptions>): Rung<MongoEngine> {
  return {
    way: 'mongod 6 or newer on PATH: https://www.mongodb.com/docs/manual/administration/install-community/',
    look: async () => {
      const found = await findMongod();
      if (found === null) return { there: false, why: 'no mongod on PATH' };
      return { there: true, what: found.description, start: () => startLocalMongo(mongodAsMongo(found), options) };
    },
  };
}

function builtEarlier(options: Required<FindOptions>): Rung<MongoEngine> {
  const temporary = options.dataDir === 'temporary';
  return {
    way: `secantusd-rs on PATH (stands in for MongoDB): cargo install secantus-mdb --version =${SECANTUS_VERSION} --locked --ignore-rust-version`,
    look: async () => {
      const found = await findSecantus();
      if (found === null) return { there: false, why: 'no SecantusDB built' };
      return {
        there: true,
        what: found.description,
        start: () => startLocalMongo(secantusAsMongo(found, temporary), options),
      };
    },
  };
}

function downloaded(options: Required<FindOptions>): Rung<MongoEngine> {
  return {
    way: 'network to fastdl.mongodb.org (or a mirror: MONGOMS_DOWNLOAD_MIRROR=https://…): mongod is downloaded from there',
    look: () =>
      Promise.resolve(
        isDownloadAllowed()
          ? {
              there: true,
              what: 'official mongod by download',
              start: async () => startLocalMongo(mongodAsMongo(await downloadMongod(options.say)), options),
            }
          : { there: false, why: 'download switched off' },
      ),
  };
}

function builtNow(options: Required<FindOptions>): Rung<MongoEngine> {
  const temporary = options.dataDir === 'temporary';
  return {
    way: 'cargo, a C compiler and cmake, with which SecantusDB is built once: apt-get install build-essential cmake; https://rustup.rs',
    look: async () => {
      const missing = await missingForBuild();
      if (missing.length > 0) return { there: false, why: `no ${missing.join(', no ')} to build SecantusDB` };
      return {
        there: true,
        what: `SecantusDB ${SECANTUS_VERSION} built now`,
        start: async () => startLocalMongo(secantusAsMongo(await buildSecantus(options.say), temporary), options),
      };
    },
  };
}
