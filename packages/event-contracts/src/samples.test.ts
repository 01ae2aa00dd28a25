import { readdirSync, readFileSync } from 'node:fs';
import { CloudEvent, contracts, DossierStepStarted, saying, toCloudEvent, topics, wireType } from './index.js';

const folder = new URL('../samples/', import.meta.url);
const kept = readdirSync(folder);

describe('samples of every version ever published', () => {
  it.each(kept)('%s still parses', (file) => {
    const contract = contracts.get(file.replace(/(\.\d+)?\.json$/, ''));
    const sample: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    expect(contract?.schema.parse(sample)).toEqual(sample);
  });

  it.each([...contracts.keys()])('%s is kept', (name) => {
    expect(kept).toContain(`${name}.json`);
  });
});

describe('the envelope', () => {
  it.each([...contracts.values()])('$name travels as a CloudEvent and gives the same bytes each time', (contract) => {
    const addressed = {
      id: 'dos_1/1',
      source: '/motcua/dossiers',
      subject: 'dos_1',
      key: 'dos_1',
      sequence: 1,
      occurredAt: new Date('2026-11-23T02:00:00Z'),
    };
    const event = toCloudEvent(contract, contract.sample, addressed);
    expect(CloudEvent.parse(event)).toEqual(event);
    expect(event.type).toBe(wireType(contract));
    expect(JSON.stringify(toCloudEvent(contract, contract.sample, addressed))).toBe(JSON.stringify(event));
  });

  it('carries no event whose topic is not declared', () => {
    const declared = new Set(topics().map((topic) => topic.name));
    for (const contract of contracts.values())
      expect(declared).toContain(contract.topic.replace('<agency>', 'health-insurance'));
  });

  it('tells the place on a feed where there is one, and is otherwise as it always was', () => {
    const addressed = { ...{ id: 'dos_1/7', source: '/s', subject: 'dos_1', key: 'dos_1' }, occurredAt: new Date(0) };
    const inside = toCloudEvent(DossierStepStarted, DossierStepStarted.sample, { ...addressed, sequence: 7 });
    const onFeed = toCloudEvent(DossierStepStarted, DossierStepStarted.sample, {
      ...{ ...addressed, sequence: 7 },
      feedSequence: 2,
    });
    expect(inside).not.toHaveProperty('feedsequence');
    expect(onFeed).toEqual({ ...inside, feedsequence: '2' });
    expect(CloudEvent.safeParse({ ...onFeed, feedsequence: '0' }).success).toBe(false);
  });

  it('has one publisher for each topic, but those of agencies', () => {
    const said = Object.values(saying).flat();
    const live = topics()
      .map(({ name }) => name)
      .filter((name) => !name.endsWith('.dead') && !name.startsWith('agency-result.'));
    expect([...said].sort()).toEqual([...live].sort());
  });

  it('ignores fields it does not know, so that a version can grow', () => {
    for (const contract of contracts.values()) {
      const grown = { ...(contract.sample as object), addedLater: true };
      expect(contract.schema.safeParse(grown).success).toBe(true);
    }
  });
});
