import * as exported from '@motcua/event-contracts';
import { exists, read, services, sourcesWith } from './sources.js';

const { contracts, hearing } = exported;

/** What a service hears and says, read from its code: contracts are imported by name and used by name. */
function eventsIn(path: string, call: RegExp): readonly string[] {
  const text = sourcesWith('.ts')
    .filter((source) => source.path.startsWith(path) && !source.path.endsWith('.test.ts'))
    .map((source) => source.text)
    .join('\n');
  const names = [...text.matchAll(call)].map(([, name]) => name ?? '');
  return [...new Set(names.map(wireName))].sort();
}

function wireName(name: string): string {
  const declared: unknown = Reflect.get(exported, name);
  const found = [...contracts.values()].find((contract) => contract === declared);
  if (found === undefined) throw new Error(`${name} is no contract's name`);
  return found.name;
}

const heardBy = (service: string) => eventsIn(`services/${service}/src/events/handlers`, /\bon\(\s*(\w+)/g);
const saidBy = (service: string) =>
  eventsIn(`services/${service}/src/events/published`, /\b(?:publish|tell)\(\s*([A-Z]\w+)/g);

/** First column of the table under a heading, without its back-ticks. */
function firstColumn(service: string, heading: string): readonly string[] {
  const page = read(`services/${service}/README.md`);
  const section = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(page)?.[1] ?? '';
  return [...section.matchAll(/^\|\s*`([^`]+)`/gm)].map(([, cell]) => cell ?? '').sort();
}

describe.each(services)('the page of %s', (service) => {
  it('lists the events it hears', () => expect(firstColumn(service, 'Hears')).toEqual(heardBy(service)));
  it('lists the events it says', () => expect(firstColumn(service, 'Says')).toEqual(saidBy(service)));
  it('has what it owns and what it answers', () => {
    expect(read(`services/${service}/README.md`)).toMatch(/^## Owns\n[\s\S]*^## Answers\n/m);
  });

  it('lists its environment, as does the example', async () => {
    const { envShape } = (await import(`../../services/${service}/src/env.ts`)) as { envShape: object };
    const variables = Object.keys(envShape).sort();
    expect(firstColumn(service, 'Environment')).toEqual(variables);
    const example = [...read(`services/${service}/.env.example`).matchAll(/^#?\s?([A-Z_]+)=/gm)].map(
      ([, name]) => name ?? '',
    );
    expect([...new Set(example)].sort()).toEqual(variables);
  });

  it('has every layer of the architecture', () => {
    const layers = [
      'src/main.ts',
      'src/env.ts',
      'src/context.ts',
      'src/domain',
      'src/use-cases',
      'src/graphql',
      'src/store',
      'schema.graphql',
    ];
    expect(layers.filter((layer) => !exists(`services/${service}/${layer}`))).toEqual([]);
  });
});

describe('events', () => {
  it('are heard only if somebody publishes them', () => {
    const said = new Set([
      ...services.flatMap(saidBy),
      ...[...contracts.values()].map(({ name }) => name).filter((name) => name.startsWith('agency-result.')),
    ]);
    const unheard = services.flatMap((service) =>
      heardBy(service)
        .filter((name) => !said.has(name))
        .map((name) => `${service} hears ${name}`),
    );
    expect(unheard).toEqual([]);
  });

  it('arrive on topics that have a dead-letter topic for the group that hears them', () => {
    for (const service of services) {
      const topics = heardBy(service).map((name) => contracts.get(`${name}.v1`)?.topic ?? '');
      const declared = new Set(
        (hearing[service] ?? []).map((topic) => topic.replace(/^agency-result\..*\.v1$/, 'agency-result.<agency>.v1')),
      );
      expect(topics.filter((topic) => !declared.has(topic))).toEqual([]);
    }
  });
});
