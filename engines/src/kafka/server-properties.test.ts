import { refusalOf } from '../../test/refusal.js';
import { requireEnvironment, serverProperties } from './server-properties.js';

const ports = { platform: 9092, partner: 9094, controller: 9093 };
const properties = serverProperties({ bind: '127.0.0.1', advertised: '127.0.0.1', ports }, '/data');

describe('the settings of a broker', () => {
  it('hold no password', () => {
    const logins = properties.split('\n').filter((line) => line.includes('password='));
    expect(logins).toHaveLength(2);
    for (const login of logins) expect(login.replace(/"\$\{env:KAFKA_\w+_PASSWORD\}"/g, '')).not.toMatch(/password="/);
  });

  it('open no listener without a login', () => {
    const [, map = ''] = /^listener\.security\.protocol\.map=(.*)$/m.exec(properties) ?? [];
    expect(map.split(',').map((entry) => entry.split(':')[1])).toEqual([
      'SASL_PLAINTEXT',
      'SASL_PLAINTEXT',
      'SASL_PLAINTEXT',
    ]);
  });

  it('advertise the ports that clients see, where they differ', () => {
    const inDocker = serverProperties(
      { bind: '0.0.0.0', advertised: 'docker', ports, advertisedPorts: { platform: 40001, partner: 40002 } },
      '/data',
    );
    expect(inDocker).toContain('\nadvertised.listeners=PLATFORM://docker:40001,PARTNER://docker:40002\n');
    expect(inDocker).toContain(
      '\nlisteners=PLATFORM://0.0.0.0:9092,PARTNER://0.0.0.0:9094,CONTROLLER://127.0.0.1:9093\n',
    );
  });
});

describe('the environment of a broker', () => {
  it('is complete when every variable that the settings name has a value', () => {
    expect(() =>
      requireEnvironment(properties, { KAFKA_PLATFORM_PASSWORD: 'a', KAFKA_CONTROLLER_PASSWORD: 'b' }),
    ).not.toThrow();
  });

  it.each([
    ['unset', { KAFKA_PLATFORM_PASSWORD: 'a' }],
    ['empty', { KAFKA_PLATFORM_PASSWORD: 'a', KAFKA_CONTROLLER_PASSWORD: '' }],
  ])('is refused with a variable %s: its name would become the password', (_how, env) => {
    const { code, message } = refusalOf(() => requireEnvironment(properties, env));
    expect(code).toBe('ENVIRONMENT_UNSET');
    expect(message).toContain('KAFKA_CONTROLLER_PASSWORD');
  });
});
