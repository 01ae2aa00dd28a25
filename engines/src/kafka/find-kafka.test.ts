import { join } from 'node:path';
import { bareMachine, lineOf, type Machine } from '../../test/machine.js';
import { kafkaRungs } from './find-kafka.js';

const JAVA_17 = 'echo \'openjdk version "17.0.15" 2025-04-15\' >&2';
const CACHED = 'kafka-2.13-4.1.1';

let machine: Machine;
beforeEach(() => {
  machine = bareMachine();
});
afterEach(() => machine.remove());

describe('which Kafka is chosen', () => {
  it('the one that is given, whatever else is there', async () => {
    machine.has('KAFKA_BROKERS', '127.0.0.1:9092');
    hasKafka();
    await expect(line()).resolves.toBe('Kafka: given by KAFKA_BROKERS');
  });

  it('not the one that a test run shares', async () => {
    machine.has('KAFKA_BROKERS', '127.0.0.1:9092');
    machine.has('MOTCUA_TEST_RUN_ENGINES', 'shared');
    hasKafka();
    await expect(line()).resolves.toMatch(/fetched earlier, .* because KAFKA_BROKERS is that of all tests, no Docker$/);
  });

  it('the one fetched earlier', async () => {
    hasKafka();
    await expect(line()).resolves.toBe(
      `Kafka: ${CACHED} fetched earlier, on Java 17.0.15, because no KAFKA_BROKERS, no Docker`,
    );
  });

  it('the Java of JAVA_HOME before the one on PATH', async () => {
    hasKafka();
    machine.hasFile(
      join(machine.home, 'jdk/bin/java'),
      '#!/bin/sh\necho \'openjdk version "21.0.2" 2024-01-16\' >&2\n',
    );
    machine.has('JAVA_HOME', join(machine.home, 'jdk'));
    await expect(line()).resolves.toContain('on Java 21.0.2');
  });

  it('one fetched anew when what lies in the cache is not whole', async () => {
    hasKafka();
    machine.hasFile(join(machine.cache, CACHED, 'jars/kafka.jar'), 'cut sho');
    machine.hasProgram('mvn', '');
    await expect(line()).resolves.toBe(
      `Kafka: ${CACHED} fetched now by Maven, on Java 17.0.15, because no KAFKA_BROKERS, no Docker, no Kafka fetched yet`,
    );
  });

  it.each([
    ['no Java at all', null],
    ['a Java that is too old', 'echo \'java version "11.0.20"\' >&2'],
  ])('none with %s', async (_what, java) => {
    if (java !== null) machine.hasProgram('java', java);
    machine.hasProgram('mvn', '');
    await expect(line()).resolves.toBe('Kafka: no KAFKA_BROKERS, no Docker, no Java 17 or newer');
  });

  it('none with a Java, but no Maven to fetch it', async () => {
    machine.hasProgram('java', JAVA_17);
    await expect(line()).resolves.toBe('Kafka: no KAFKA_BROKERS, no Docker, no Kafka fetched yet, no Maven');
  });
});

function line(): Promise<string> {
  return lineOf('Kafka', kafkaRungs({ dataDir: 'temporary', say: () => undefined }));
}

function hasKafka(): void {
  machine.hasProgram('java', JAVA_17);
  machine.hasFile(join(machine.cache, CACHED, 'jars/kafka.jar'), 'a whole jar');
  machine.hasFile(join(machine.cache, CACHED, 'complete.json'), JSON.stringify({ 'jars/kafka.jar': 11 }));
}
