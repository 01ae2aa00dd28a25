import { createGatewayContext } from '../gateway-context.js';
import { endlessPatience } from '../patience.js';
import { missingIn, noteMissing } from './degraded.js';

const anOperation = (language: string) =>
  createGatewayContext(
    { kind: 'anonymous' },
    { id: 'r1', ip: '127.0.0.1', headers: { 'accept-language': language }, socket: {} },
    endlessPatience(),
  );

describe('what an answer says is missing', () => {
  it.each([
    ['procedures', 'CATALOGUE'],
    ['dossiers', 'DOSSIERS'],
    ['payments', 'PAYMENTS'],
    ['notifications', 'MESSAGES'],
    ['delivery', 'DELIVERY'],
  ])('when %s does not answer is %s, in both languages', (subgraph, part) => {
    const texts = ['vi', 'en'].map((language) => {
      const operation = anOperation(language);
      noteMissing(operation, subgraph);
      noteMissing(operation, subgraph);
      const [only, ...others] = missingIn(operation) ?? [];
      expect({ part: only?.part, others }).toEqual({ part, others: [] });
      return only?.message ?? '';
    });
    expect(new Set(texts).size).toBe(2);
  });

  it('is nothing when all answered, and not the name of a subgraph', () => {
    const operation = anOperation('vi');
    expect(missingIn(operation)).toBeUndefined();
    noteMissing(operation, 'courts');
    expect(missingIn(operation)).toBeUndefined();
  });
});
