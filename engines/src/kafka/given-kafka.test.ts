import { refusalOf } from '../../test/refusal.js';
import { parseGivenKafka, useGivenKafka } from './given-kafka.js';

const complete = { KAFKA_BROKERS: 'a:9092, b:9092', KAFKA_USERNAME: 'platform', KAFKA_PASSWORD: 'secret' };

describe('a Kafka that is given', () => {
  it('is read from the variables that services read too', () => {
    expect(
      parseGivenKafka({ ...complete, KAFKA_PARTNER_BROKERS: 'a:9094', KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512' }),
    ).toEqual({
      brokers: ['a:9092', 'b:9092'],
      partnerBrokers: ['a:9094'],
      platform: { username: 'platform', password: 'secret' },
      saslMechanism: 'scram-sha-512',
    });
  });

  it('lets partners in at the same brokers when no others are named', () => {
    expect(parseGivenKafka(complete).partnerBrokers).toEqual(['a:9092', 'b:9092']);
  });

  it.each([
    ['KAFKA_SETTINGS_INCOMPLETE', { ...complete, KAFKA_USERNAME: '' }],
    ['KAFKA_SETTINGS_INCOMPLETE', { KAFKA_BROKERS: 'a:9092', KAFKA_USERNAME: 'platform' }],
    ['KAFKA_SETTINGS_INVALID', { ...complete, KAFKA_BROKERS: 'a' }],
    ['KAFKA_SETTINGS_INVALID', { ...complete, KAFKA_BROKERS: ' , ' }],
    ['KAFKA_SETTINGS_INVALID', { ...complete, KAFKA_PARTNER_BROKERS: 'kafka://a:9094' }],
    ['KAFKA_SETTINGS_INVALID', { ...complete, KAFKA_SASL_MECHANISM: 'gssapi' }],
  ])('is refused with %s when its settings are wrong', (code, env) => {
    expect(refusalOf(() => parseGivenKafka(env)).code).toBe(code);
  });

  it('is refused when its authority is neither a certificate nor a file that holds one', async () => {
    await expect(useGivenKafka({ ...complete, KAFKA_TLS_CA: '/nowhere/ca.pem' })).rejects.toMatchObject({
      code: 'KAFKA_SETTINGS_INVALID',
    });
  });
});
