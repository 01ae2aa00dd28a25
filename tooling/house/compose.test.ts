import { parse } from 'yaml';
import { environmentOf, preferredPorts, type PartName } from '../../launcher/src/environment.js';
import { findKeys } from '../../launcher/src/keys.js';
import { serverProperties } from '../../engines/src/kafka/server-properties.js';
import { read, services } from './sources.js';

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment?: Readonly<Record<string, unknown>>;
        readonly build?: { readonly args: { readonly PART: string } };
      }
    >
  >;
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const parts: readonly PartName[] = [...services, 'gateway', 'sandbox'];

describe('one set of processes, told twice', () => {
  it.each(parts)('docker-compose.yml and the launcher give %s the same variables', async (part) => {
    const keys = await findKeys(undefined, ['residence-police', 'health-insurance']);
    const engines = {
      MONGODB_URL: 'x',
      KAFKA_BROKERS: 'x',
      KAFKA_PARTNER_BROKERS: 'x',
      KAFKA_USERNAME: 'x',
      KAFKA_PASSWORD: 'x',
    };
    const launched = environmentOf(part, {
      ports: preferredPorts,
      keys,
      engines,
      without: [],
      databaseUrl: (name) => name,
    });
    const composed = Object.keys(compose.services[part]?.environment ?? {});
    // Partner brokers are an address of the engines, of no use to a service.
    expect(composed.sort()).toEqual(
      Object.keys(launched)
        .filter((name) => part === 'sandbox' || name !== 'KAFKA_PARTNER_BROKERS')
        .sort(),
    );
  });

  it.each(services)('%s gets every variable that its env.ts asks for', async (service) => {
    const { envShape } = (await import(`../../services/${service}/src/env.ts`)) as {
      envShape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>>;
    };
    const needed = Object.entries(envShape).filter(([, schema]) => !schema.safeParse(undefined).success);
    const given = Object.keys(compose.services[service]?.environment ?? {});
    expect(needed.map(([name]) => name).filter((name) => !given.includes(name))).toEqual([]);
  });

  it.each(parts)('%s is built by the one Dockerfile from its own folder', (part) => {
    expect(compose.services[part]?.build?.args.PART).toBe(
      part === 'gateway' || part === 'sandbox' ? part : `services/${part}`,
    );
  });

  it('the broker of docker-compose.yml has the settings of the one that tests run on', () => {
    const addresses = {
      bind: '0.0.0.0',
      advertised: 'kafka',
      ports: { platform: 9092, partner: 9094, controller: 9093 },
    };
    expect(read('docs/operating/kafka/server.properties')).toBe(serverProperties(addresses, '/var/lib/kafka/data'));
  });
});
