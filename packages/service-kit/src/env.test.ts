import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { EnvironmentProblem, parseEnv } from './env.js';
import { generateIdentityKeys } from './key-generation.js';
import { serviceEnv } from './service-env.js';

const folder = mkdtempSync(join(tmpdir(), 'motcua-env-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const complete = {
  NODE_ENV: 'production',
  SERVICE_PORT: '4001',
  MONGODB_URL: 'mongodb://user:pass-of-mongo@db.internal/dossiers?tls=true',
  KAFKA_BROKERS: 'kafka:9092',
  KAFKA_USERNAME: 'platform',
  KAFKA_PASSWORD: 'k7sJx0',
  KAFKA_SASL_MECHANISM: 'PLAIN',
  IDENTITY_PUBLIC_KEYS: JSON.stringify(generateIdentityKeys('gateway-1').publicKeys),
};

function problemsOf(source: NodeJS.ProcessEnv, shape: z.ZodRawShape = serviceEnv): EnvironmentProblem['problems'] {
  try {
    parseEnv(shape, source);
  } catch (error) {
    if (error instanceof EnvironmentProblem) return error.problems;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  it('is parsed with defaults', () => {
    const env = parseEnv(serviceEnv, complete);
    expect(env).toMatchObject({ SERVICE_PORT: 4001, SERVICE_HOST: '127.0.0.1', KAFKA_SASL_MECHANISM: 'plain' });
    expect(env.IDENTITY_PUBLIC_KEYS.keys[0]?.kid).toBe('gateway-1');
  });

  it('tells five problems at once, by name and what is expected, without the values', () => {
    const secret = 'hunter2-mật-khẩu';
    const problems = problemsOf({
      ...complete,
      SERVICE_PORT: '70000',
      MONGODB_URL: `mongodb://u:${secret}@db.internal`,
      KAFKA_BROKERS: '',
      IDENTITY_PUBLIC_KEYS: `{"keys": ["${secret}"`,
      LOG_LEVEL: 'loud',
    });
    expect(problems).toHaveLength(5);
    expect(problems.map(({ name }) => name).sort()).toEqual([
      'IDENTITY_PUBLIC_KEYS',
      'KAFKA_BROKERS',
      'LOG_LEVEL',
      'MONGODB_URL',
      'SERVICE_PORT',
    ]);
    expect(problems.find(({ name }) => name === 'MONGODB_URL')?.expected).toContain('with the name of the database');
    expect(problems.find(({ name }) => name === 'KAFKA_BROKERS')?.expected).toContain('missing');
    expect(JSON.stringify(problems)).not.toContain(secret);
  });

  it('reads a secret from the file that NAME_FILE names, without its last line break', () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'from-a-file\n');
    const rest = { ...complete, KAFKA_PASSWORD: undefined };
    expect(parseEnv(serviceEnv, { ...rest, KAFKA_PASSWORD_FILE: file }).KAFKA_PASSWORD).toBe('from-a-file');
    expect(problemsOf({ ...complete, KAFKA_PASSWORD_FILE: file })).toEqual([
      { name: 'KAFKA_PASSWORD', expected: 'set either KAFKA_PASSWORD or KAFKA_PASSWORD_FILE, not both' },
    ]);
    expect(problemsOf({ ...rest, KAFKA_PASSWORD_FILE: join(folder, 'nothing') })).toEqual([
      { name: 'KAFKA_PASSWORD', expected: 'KAFKA_PASSWORD_FILE names a file that cannot be read' },
    ]);
  });

  it('refuses in production what is for development and tests alone', () => {
    expect(problemsOf({ ...complete, CLOCK_URL: 'http://sandbox/clock', TOPIC_PREFIX: 't1.' })).toEqual([
      { name: 'TOPIC_PREFIX', expected: 'is for development and tests alone' },
      { name: 'CLOCK_URL', expected: 'is for development and tests alone' },
    ]);
    expect(problemsOf({ ...complete, CLOCK_URL: '', TOPIC_PREFIX: '' })).toEqual([]);
  });

  it.each([
    [
      'a marked key id',
      { IDENTITY_PUBLIC_KEYS: JSON.stringify(generateIdentityKeys('gw-development-only').publicKeys) },
    ],
    ['a worn-out password', { KAFKA_PASSWORD: 'ChangeMe' }],
  ])('refuses %s in production, and where NODE_ENV is not said', (_, secret) => {
    const unsaid = { ...complete, NODE_ENV: undefined };
    const [name] = Object.keys(secret);
    const refused = [{ name, expected: 'a secret made for development is refused in production' }];
    expect(problemsOf({ ...complete, ...secret })).toEqual(refused);
    expect(problemsOf({ ...unsaid, ...secret })).toEqual(refused);
    expect(problemsOf({ ...complete, ...secret, NODE_ENV: 'development' })).toEqual([]);
  });
});
