import { addPartner, partnerAcls, readerAcls } from './partners.js';

const nobody = {
  brokers: ['127.0.0.1:1'],
  partnerBrokers: ['127.0.0.1:1'],
  platform: { username: 'platform', password: 'x' },
};

describe('the name of a partner', () => {
  it.each([
    'platform',
    'controller',
    'anonymous',
    'ANONYMOUS',
    'Platform',
    'gateway',
    '',
    'two words',
    'a*',
    '-a',
    'a.b',
  ])('is refused before Kafka is asked: %p', async (name) => {
    await expect(addPartner(nobody, name, 'a password')).rejects.toMatchObject({ code: 'PARTNER_NAME_REFUSED' });
  });

  it('is refused with an empty password', async () => {
    await expect(addPartner(nobody, 'police-residence', '')).rejects.toMatchObject({ code: 'PARTNER_NOT_ADDED' });
  });
});

describe('what a partner may do', () => {
  it('is three things, all under its own name', () => {
    expect(
      partnerAcls('police-residence').map(({ principal, resourceName }) => `${principal} ${resourceName}`),
    ).toEqual([
      'User:police-residence partner.police-residence.v1',
      'User:police-residence police-residence.',
      'User:police-residence agency-result.police-residence.v1',
    ]);
  });
});

describe('what a part of the platform that only listens may do', () => {
  it('is reading what it was given, with groups under its own name', () => {
    const acls = readerAcls('gateway', ['dossier.v1', 'payment.v1']);
    expect(acls.map(({ resourceName }) => resourceName)).toEqual(['dossier.v1', 'payment.v1', 'gateway.']);
    expect(new Set(acls.map(({ principal, operation }) => `${principal} ${operation}`)).size).toBe(1);
  });
});
