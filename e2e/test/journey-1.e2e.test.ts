import { fileURLToPath } from 'node:url';
import { readApplication } from '../src/application.js';
import { onPlatform } from '../src/on-platform.js';
import { birthJourney } from '../src/birth-journey.js';
import { reachedSomebody } from '../src/read-dossier.js';

const on = onPlatform();

const birth = fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url));

describe('journey 1: birth, residence and health insurance, at home', () => {
  it('goes from the draft to the delivered parcel through one endpoint', async () => {
    const told: string[] = [];
    const closed = await birthJourney(on.actors, readApplication(birth), (line) => told.push(line));

    expect(closed).toMatchObject({
      status: 'CLOSED',
      nationalStatus: 10,
      payment: { status: 'SETTLED', amountDueVnd: 0 },
    });
    expect(closed.shipment).toMatchObject({
      status: 'DELIVERED',
      trackingNumber: expect.stringMatching(/^[A-Z]{2}\d{9}VN$/),
    });
    expect(closed.steps.filter(({ agency }) => agency.includes('-')).map(({ state }) => state)).toEqual([
      'COMPLETED',
      'COMPLETED',
    ]);
    expect(closed.messages?.every(reachedSomebody)).toBe(true);
    // Both agencies read what they may, and the citizen sees that they did.
    expect(new Set(closed.accesses?.map(({ who }) => who))).toEqual(
      expect.objectContaining(new Set(['residence-police', 'health-insurance'])),
    );
  }, 120_000);
});
