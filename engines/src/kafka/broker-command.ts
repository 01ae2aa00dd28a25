import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../free-ports.js';
import type { EngineCommand } from '../supervised-process.js';
import { kafkaClassPath } from './class-path.js';
import { JAVA_FLAGS, withoutJavaOptions, type Java } from './java.js';
import { requireEnvironment, serverProperties, type BrokerAddresses } from './server-properties.js';
import { copyTemplate } from './template.js';

export interface PreparedBroker {
  readonly properties: string;
  readonly propertiesFile: string;
  readonly ports: BrokerAddresses['ports'];
  readonly passwords: BrokerPasswords;
}

/** The two variables that server.properties names. */
export type BrokerPasswords = Readonly<Record<'KAFKA_PLATFORM_PASSWORD' | 'KAFKA_CONTROLLER_PASSWORD', string>>;

/** Data, free ports and settings of one broker below `brokerDir`. Passwords are new for every run. */
export async function prepareBroker(folder: string, brokerDir: string): Promise<PreparedBroker> {
  const dataPath = join(brokerDir, 'data');
  await copyTemplate(folder, dataPath);
  const [platform = 0, partner = 0, controller = 0] = await freePorts(3);
  const ports = { platform, partner, controller };
  const properties = serverProperties({ bind: '127.0.0.1', advertised: '127.0.0.1', ports }, dataPath);
  const propertiesFile = join(brokerDir, 'server.properties');
  await writeFile(propertiesFile, properties);
  return { properties, propertiesFile, ports, passwords: newPasswords() };
}

export function newPasswords(): BrokerPasswords {
  return { KAFKA_PLATFORM_PASSWORD: newPassword(), KAFKA_CONTROLLER_PASSWORD: newPassword() };
}

/** The command that runs a prepared broker. Throws ENVIRONMENT_UNSET. */
export async function brokerCommand(
  folder: string,
  java: Java,
  broker: Pick<PreparedBroker, 'properties' | 'propertiesFile' | 'passwords'>,
  archiveFlag: string,
): Promise<EngineCommand> {
  const env = { ...withoutJavaOptions(process.env), ...broker.passwords };
  requireEnvironment(broker.properties, env);
  return {
    command: java.binary,
    args: [
      ...JAVA_FLAGS,
      ...QUIET,
      archiveFlag,
      '-cp',
      await kafkaClassPath(folder),
      'kafka.Kafka',
      broker.propertiesFile,
    ],
    env,
    cwd: folder,
    ready: 'Kafka Server started',
  };
}

/** Warnings, and the one line that says it serves. */
const QUIET = [
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS',
] as const;

/** Letters, digits, - and _ only: it stands between quotes in a JAAS line. */
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
