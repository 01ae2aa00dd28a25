import { offers } from './offer.js';

describe('the service levels', () => {
  it.each([
    [1, ['information']],
    [2, ['information', 'blankForms']],
    [3, ['information', 'blankForms', 'onlineFiling']],
    [4, ['information', 'blankForms', 'onlineFiling', 'onlinePayment', 'postalDelivery']],
  ] as const)('%d offers %j', (level, offered) => {
    const names = Object.entries(offers[level]).flatMap(([name, isOffered]) => (isOffered ? [name] : []));
    expect(names).toEqual(offered);
  });
});
