import { EngineError } from '../engine-error.js';

export interface BrokerAddresses {
  /** Where the three listeners bind. */
  readonly bind: string;
  /** Where clients reach them. */
  readonly advertised: string;
  readonly ports: { readonly platform: number; readonly partner: number; readonly controller: number };
  /** The ports that clients see, where they differ (Docker). */
  readonly advertisedPorts?: { readonly platform: number; readonly partner: number };
}

/**
 * server.properties of the one broker of development and tests. Three listeners, no plain one: PLATFORM (our services,
 * SASL/PLAIN, super user), PARTNER (agencies, SCRAM-SHA-512, bounded by ACLs), CONTROLLER. Passwords come from the
 * environment; see `requireEnvironment`. Small and quick: one partition and one thread where one is enough, and a
 * broker that was killed is back in three seconds instead of twelve.
 */
export function serverProperties(addresses: BrokerAddresses, logDir: string): string {
  const { bind, advertised, ports } = addresses;
  const seen = addresses.advertisedPorts ?? ports;
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${String(ports.controller)}`,
    `listeners=PLATFORM://${bind}:${String(ports.platform)},PARTNER://${bind}:${String(ports.partner)},CONTROLLER://127.0.0.1:${String(ports.controller)}`,
    `advertised.listeners=PLATFORM://${advertised}:${String(seen.platform)},PARTNER://${advertised}:${String(seen.partner)}`,
    ...SECURITY,
    ...SMALL_AND_QUICK,
    `log.dirs=${logDir}`,
    '',
  ].join('\n');
}

/**
 * Refuses to go on when a variable that the properties name is unset or empty: Kafka would take the literal
 * `${env:…}` as the password, and a login with it works. Throws ENVIRONMENT_UNSET.
 */
export function requireEnvironment(properties: string, env: Readonly<Record<string, string | undefined>>): void {
  const names = new Set([...properties.matchAll(/\$\{env:(\w+)\}/g)].map(([, name = '']) => name));
  const unset = [...names].filter((name) => (env[name] ?? '') === '');
  if (unset.length > 0) {
    throw new EngineError(
      'ENVIRONMENT_UNSET',
      `Kafka is not started without ${unset.join(', ')}: it would take the variable's name as the password`,
    );
  }
}

const SECURITY = [
  'listener.security.protocol.map=PLATFORM:SASL_PLAINTEXT,PARTNER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
  'controller.listener.names=CONTROLLER',
  'inter.broker.listener.name=PLATFORM',
  'sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512',
  'sasl.mechanism.inter.broker.protocol=PLAIN',
  'sasl.mechanism.controller.protocol=PLAIN',
  'listener.name.platform.sasl.enabled.mechanisms=PLAIN',
  'listener.name.controller.sasl.enabled.mechanisms=PLAIN',
  'listener.name.partner.sasl.enabled.mechanisms=SCRAM-SHA-512',
  plainLogin('platform', 'KAFKA_PLATFORM_PASSWORD'),
  plainLogin('controller', 'KAFKA_CONTROLLER_PASSWORD'),
  'listener.name.partner.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;',
  // Removing a user leaves its open connections; this is what cuts them.
  'listener.name.partner.scram-sha-512.connections.max.reauth.ms=60000',
  'config.providers=env',
  'config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider',
  'config.providers.env.param.allowlist.pattern=KAFKA_.*',
  'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found=false',
  'super.users=User:platform;User:controller',
  'auto.create.topics.enable=false',
] as const;

const SMALL_AND_QUICK = [
  'broker.session.timeout.ms=1000',
  'broker.heartbeat.interval.ms=250',
  'log.cleaner.dedupe.buffer.size=2097152',
  'group.initial.rebalance.delay.ms=0',
  'offsets.topic.replication.factor=1',
  'offsets.topic.num.partitions=1',
  'transaction.state.log.replication.factor=1',
  'transaction.state.log.min.isr=1',
  'transaction.state.log.num.partitions=1',
  'share.coordinator.state.topic.replication.factor=1',
  'share.coordinator.state.topic.min.isr=1',
  'share.coordinator.state.topic.num.partitions=1',
  'num.network.threads=1',
  'num.recovery.threads.per.data.dir=1',
  'group.coordinator.threads=1',
  'num.io.threads=2',
  'background.threads=2',
] as const;

function plainLogin(user: 'platform' | 'controller', variable: string): string {
  const password = `\${env:${variable}}`;
  const login = `username="${user}" password="${password}" user_${user}="${password}"`;
  return `listener.name.${user}.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required ${login};`;
}
