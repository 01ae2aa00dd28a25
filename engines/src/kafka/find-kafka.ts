import { findOnPath } from '../command.js';
import { isDockerThere } from '../docker.js';
import type { FindOptions, KafkaEngine } from '../engine.js';
import { givenBy } from '../given.js';
import { climb, type Rung } from '../ladder.js';
import { sayOnStandardError } from '../say.js';
import { startDockerKafka } from './docker-kafka.js';
import { useGivenKafka } from './given-kafka.js';
import { findKafkaFolder, installKafka, KAFKA_FOLDER } from './install-kafka.js';
import { findJava } from './java.js';
import { startLocalKafka } from './local-kafka.js';

/**
 * The first Kafka there is: given, in Docker, fetched earlier, fetched now by Maven. Throws `EngineError`:
 * KAFKA_UNREACHABLE and KAFKA_SETTINGS_… for a given one, NO_KAFKA with every way listed, ENGINE_DATA_IN_USE,
 * ENGINE_DID_NOT_START.
 */
export async function findKafka(options: FindOptions): Promise<KafkaEngine> {
  const { dataDir, say = sayOnStandardError } = options;
  return climb('Kafka', 'NO_KAFKA', kafkaRungs({ dataDir, say }), say);
}

export function kafkaRungs(options: Required<FindOptions>): readonly Rung<KafkaEngine>[] {
  return [given(), inDocker(options), fetchedEarlier(options), fetchedNow(options)];
}

function given(): Rung<KafkaEngine> {
  return {
    way: 'one you have: KAFKA_BROKERS=127.0.0.1:9092 KAFKA_USERNAME=… KAFKA_PASSWORD=… npm start',
    look: () => {
      const given = givenBy('KAFKA_BROKERS');
      return Promise.resolve(
        'why' in given
          ? { there: false, why: given.why }
          : { there: true, what: 'given by KAFKA_BROKERS', start: () => useGivenKafka() },
      );
    },
  };
}

function inDocker(options: Required<FindOptions>): Rung<KafkaEngine> {
  return {
    way: 'Docker: install it and start its daemon (docker info must answer)',
    look: async () =>
      (await isDockerThere())
        ? { there: true, what: 'apache/kafka 4 in Docker', start: () => startDockerKafka(options) }
        : { there: false, why: 'no Docker' },
  };
}

function fetchedEarlier(options: Required<FindOptions>): Rung<KafkaEngine> {
  return {
    way: 'Java 17 or newer: apt-get install openjdk-17-jre-headless',
    look: async () => {
      const java = await findJava();
      if (java === null) return { there: false, why: 'no Java 17 or newer' };
      const folder = await findKafkaFolder();
      if (folder === null) return { there: false, why: 'no Kafka fetched yet' };
      const what = `${KAFKA_FOLDER} fetched earlier, on Java ${java.version}`;
      return { there: true, what, start: () => startLocalKafka(folder, java, what, options) };
    },
  };
}

function fetchedNow(options: Required<FindOptions>): Rung<KafkaEngine> {
  return {
    way: 'Maven beside that Java, with which Kafka is fetched once: apt-get install maven',
    look: async () => {
      const java = await findJava();
      if (java === null) return { there: false, why: 'no Java 17 or newer' };
      if (findOnPath('mvn') === null) return { there: false, why: 'no Maven' };
      const what = `${KAFKA_FOLDER} fetched now by Maven, on Java ${java.version}`;
      const start = async (): Promise<KafkaEngine> =>
        startLocalKafka(await installKafka(java, options.say), java, what, options);
      return { there: true, what, start };
    },
  };
}
