import { readFileSync } from 'node:fs';
import { parseEnv } from './env.js';

const enough = { SMPP_PASSWORD: 'p', VNPAY_HASH_SECRET: 'h', CARRIER_API_KEY: 'k', CARRIER_WEBHOOK_SECRET: 'w' };

describe('the environment', () => {
  it('needs secrets only', () => {
    expect(parseEnv(enough)).toMatchObject({ SANDBOX_HOST: '127.0.0.1', SANDBOX_PORT: 4010, TOPIC_PREFIX: '' });
  });

  it('is explained, variable by variable, on the page and in the example', () => {
    const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
    const found = (name: string, pattern: RegExp) => [...read(name).matchAll(pattern)].map(([, variable]) => variable);
    const variables = Object.keys(parseEnv(enough)).sort();
    expect(found('README.md', /^\| `([A-Z_]+)` \|/gm).sort()).toEqual(variables);
    expect(found('.env.example', /^(?:# )?([A-Z_]+)=/gm).sort()).toEqual(variables);
  });

  it('names all problems at once, and no value', () => {
    const broken = {
      SANDBOX_PORT: 'x',
      SMTP_PORT: '70000',
      GATEWAY_URL: 'no',
      AGENCY_PASSWORDS: '{"spies":"topsecret"}',
      AGENCIES_ELSEWHERE: 'health-insurance,spies',
    };
    const read = () => parseEnv(broken);
    for (const name of [...Object.keys(enough), ...Object.keys(broken)]) expect(read).toThrow(name);
    expect(read).not.toThrow('topsecret');
  });

  it('needs more for agencies that listen', () => {
    const read = () => parseEnv({ ...enough, KAFKA_PARTNER_BROKERS: '127.0.0.1:9094' });
    for (const name of ['GATEWAY_URL', 'PARTNER_KEYS_URL', 'residence-police', 'health-insurance'])
      expect(read).toThrow(name);
  });

  it('refuses to play the outside world in production', () => {
    expect(() => parseEnv({ ...enough, NODE_ENV: 'production' })).toThrow('NODE_ENV');
  });
});
