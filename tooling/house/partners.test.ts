import { agencies, CloudEvent, partnerFeed, wireType } from '@motcua/event-contracts';
import { environmentOfPartner, preferredPorts } from '../../launcher/src/environment.js';
import { findKeys } from '../../launcher/src/keys.js';
import { read, sourcesWith } from './sources.js';

const mostLines = 149;
const program = (agency: string) => read(`partners/${agency}/src/main.ts`);
const cells = (text: string, cell: RegExp) => [...text.matchAll(cell)].map(([, name]) => name ?? '');

describe('an agency’s program', () => {
  it.each(agencies)(`of %s fits on ${mostLines} lines`, (agency) => {
    expect(program(agency).split('\n').length - 1).toBeLessThanOrEqual(mostLines);
  });

  it.each(agencies)(
    'of %s reads what the platform gives it and the quickstart lists, no more and no less',
    async (agency) => {
      const keys = await findKeys(undefined, agencies);
      const around = { ports: preferredPorts, keys, engines: {}, without: [], databaseUrl: (name: string) => name };
      const given = Object.keys(environmentOfPartner(agency, around, '/home')).sort();
      expect([...new Set(cells(program(agency), /setting\('([A-Z_]+)'\)/g))].sort()).toEqual(given);
      expect(cells(read('docs/partners/quickstart.md'), /^\| `([A-Z_]+)` \|/gm).sort()).toEqual(given);
    },
  );
});

describe('the partners’ pages', () => {
  const page = read('docs/partners/feed.md');

  it('show an event as it comes', () => {
    const [shown = '{}'] = cells(page, /```json\n([^]*?)```/g);
    const event = CloudEvent.parse(JSON.parse(shown));
    expect(Object.keys(JSON.parse(shown) as object)).toEqual(Object.keys(event));
    expect(event.feedsequence).toBe('1');
    const contract = partnerFeed.find((each) => wireType(each) === event.type);
    expect(contract?.schema.parse(event.data)).toEqual(event.data);
  });

  it('tell of every event an agency hears, and of no other', () => {
    const table = page.slice(page.indexOf('## What you hear'), page.indexOf('```json'));
    expect(cells(table, /^\| `([a-z-]+\.[a-z-]+)` \|/gm).sort()).toEqual(partnerFeed.map(({ name }) => name).sort());
  });

  it('tell every reason the kit gives for what cannot be read', () => {
    const table = page.slice(page.indexOf('## What is refused'));
    const type = /export type Poison =([^;]*);/.exec(read('packages/service-kit/src/reading.ts'))?.[1] ?? '';
    const reasons = cells(type, /'([A-Z_]+)'/g).filter((reason) => reason !== 'REFUSED');
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.filter((reason) => !table.includes(`\`${reason}\``))).toEqual([]);
  });

  it('name no reason for a refusal that no code gives', () => {
    const code = sourcesWith('.ts')
      .filter(({ path }) => /^(services\/dossiers|packages\/service-kit)\/src\//.test(path))
      .map(({ text }) => text)
      .join();
    const table = page.slice(page.indexOf('## What is refused'));
    const named = cells(table, /`([A-Z]+(?:_[A-Z]+)*)`/g);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !code.includes(`'${name}'`))).toEqual([]);
  });
});
