export interface FaultHooks {
  /** SIGKILL. Only on engines that this run started and owns. */
  kill?(): Promise<void>;
  /** Starts it again after `kill` (or anew, when it runs): same port, same data. */
  restart?(): Promise<void>;
}

export interface MongoEngine extends FaultHooks {
  /** Connection string without a database name: use `mongoUrl(engine.url, 'dossiers')`. */
  readonly url: string;
  readonly description: string;
  stop(): Promise<void>;
}

export type SaslMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

export interface KafkaEngine extends FaultHooks {
  /** The PLATFORM listener, `host:port` each: our own services, SASL/PLAIN unless `saslMechanism` says otherwise. */
  readonly brokers: readonly string[];
  /** The PARTNER listener: agencies, SASL/SCRAM-SHA-512, bounded by ACLs. */
  readonly partnerBrokers: readonly string[];
  readonly platform: { readonly username: string; readonly password: string };
  /** Only of a given Kafka, where it says so. */
  readonly saslMechanism?: SaslMechanism;
  /** Only of a given Kafka: the authority that signed the brokers' certificates, as PEM. */
  readonly tlsCa?: string;
  readonly description: string;
  /**
   * Lets an agency in: a SCRAM user of that name, allowed to read `partner.<name>.v1` with groups `<name>.…` and to
   * write `agency-result.<name>.v1`, and nothing else. Settles when the agency can log in. Called again, it sets the
   * password anew. Topics and groups begin with `topicPrefix` where runs share a broker. Throws PARTNER_NAME_REFUSED for
   * names that are not ours to give.
   */
  addPartner(name: string, password: string, topicPrefix?: string): Promise<void>;
  /** Lets a part of the platform in that only listens: the same listener, reading these topics with groups `<name>.…`. */
  addReader(name: string, password: string, topics: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface FindOptions {
  /** Where an engine that is started here keeps its data; `temporary` is a folder that is removed when it stops. */
  readonly dataDir: string;
  /** Hears one line for the choice and for each step that takes a while. Standard error when absent. */
  readonly say?: (line: string) => void;
}

/** What services read to reach these two engines. */
export function engineEnvironment(mongo: MongoEngine, kafka: KafkaEngine): Record<string, string> {
  return {
    MONGODB_URL: mongo.url,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_PARTNER_BROKERS: kafka.partnerBrokers.join(','),
    KAFKA_USERNAME: kafka.platform.username,
    KAFKA_PASSWORD: kafka.platform.password,
    ...(kafka.saslMechanism === undefined ? {} : { KAFKA_SASL_MECHANISM: kafka.saslMechanism }),
    ...(kafka.tlsCa === undefined ? {} : { KAFKA_TLS_CA: kafka.tlsCa }),
  };
}
