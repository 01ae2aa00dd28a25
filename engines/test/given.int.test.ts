import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withoutVariables } from '../src/environment.js';
import { useGivenKafka } from '../src/kafka/given-kafka.js';
import { useGivenMongo } from '../src/mongo/given-mongo.js';

describe('an engine that is given', () => {
  it('is used as it is, and stays when we stop', async () => {
    const url = process.env['MONGODB_URL'] ?? '';
    const mongo = await useGivenMongo(url.replace('/?', '/some-database?'));
    expect(mongo.url).toBe(url);
    expect('kill' in mongo).toBe(false);
    await mongo.stop();
    await expect(useGivenMongo(url)).resolves.toMatchObject({ description: 'given by MONGODB_URL' });

    const kafka = await useGivenKafka();
    expect(kafka.partnerBrokers.join(',')).toBe(process.env['KAFKA_PARTNER_BROKERS']);
    expect('kill' in kafka).toBe(false);
    await kafka.stop();
    await expect(useGivenKafka()).resolves.toMatchObject({ description: 'given by KAFKA_BROKERS' });
  });

  it('that is not there is said with a code, in one breath', async () => {
    await expect(useGivenMongo('mongodb://127.0.0.1:1')).rejects.toMatchObject({ code: 'MONGODB_UNREACHABLE' });
    await expect(useGivenKafka({ ...process.env, KAFKA_BROKERS: '127.0.0.1:1' })).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
    });
  }, 20_000);

  it('that does not let us in is said with a code', async () => {
    await expect(useGivenKafka({ ...process.env, KAFKA_PASSWORD: 'wrong' })).rejects.toMatchObject({
      code: 'KAFKA_UNREACHABLE',
    });
  });

  it('that is not there ends a command with its code and shows no stack, host or password', () => {
    const env = withoutVariables(process.env, ['MOTCUA_TEST_RUN_ENGINES']);
    const { status, stdout, stderr } = spawnSync(process.execPath, [fetchCommand], {
      encoding: 'utf8',
      env: { ...env, MONGODB_URL: 'mongodb://admin:secret@127.0.0.1:1/x' },
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^MONGODB_UNREACHABLE: MONGODB_URL is set, but no MongoDB lets us in there/m);
    expect(stdout + stderr).not.toMatch(/secret|127\.0\.0\.1:1|\n\s+at /);
  }, 20_000);
});

const fetchCommand = fileURLToPath(new URL('../dist/fetch.js', import.meta.url));
