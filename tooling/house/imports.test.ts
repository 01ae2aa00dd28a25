import { dirname, join } from 'node:path/posix';
import { importsOf, sourcesWith, type Source } from './sources.js';

/** Who may import whom (docs/architecture.md); a rule sees the importing file and the imported path or package. */
const rules: readonly {
  readonly says: string;
  readonly of: RegExp;
  readonly mayImport: (target: string, source: Source) => boolean;
}[] = [
  {
    says: 'domain imports domain, pure packages and node:crypto alone: no I/O',
    of: /^services\/\w+\/src\/domain\//,
    mayImport: (target) =>
      /^services\/\w+\/src\/domain\//.test(target) ||
      [
        '@motcua/service-kit/pure',
        '@motcua/vietnam',
        '@motcua/procedure-definition',
        '@motcua/event-contracts',
        'node:crypto',
      ].includes(target),
  },
  {
    says: 'use cases never import the store, the graph, mongoose or Kafka',
    of: /^services\/\w+\/src\/use-cases\//,
    mayImport: (target) => !/\/src\/(store|graphql)\/|mongoose|kafkajs|service-kit\/(mongo|kafka)/.test(target),
  },
  {
    says: 'the graph and the handlers never import the store',
    of: /^services\/\w+\/src\/(graphql|events)\//,
    mayImport: (target) => !/\/src\/store\/|mongoose|kafkajs/.test(target),
  },
  {
    says: 'providers know types of their own service only',
    of: /^services\/\w+\/src\/providers\//,
    mayImport: (target) => !/\/src\/(store|use-cases|graphql|events)\//.test(target),
  },
  {
    says: 'no service imports another, and the gateway imports none',
    of: /^(services|gateway)\//,
    mayImport: (target, { path }) =>
      !target.startsWith('services/') || (path.startsWith('services/') && target.split('/')[1] === path.split('/')[1]),
  },
  {
    says: 'event-contracts import the schema library alone',
    of: /^packages\/event-contracts\/src\//,
    mayImport: own('event-contracts', ['zod']),
  },
  { says: 'vietnam imports nothing', of: /^packages\/vietnam\/src\//, mayImport: own('vietnam', []) },
  {
    says: 'procedure-definition imports vietnam and the schema library',
    of: /^packages\/procedure-definition\/src\//,
    mayImport: own('procedure-definition', ['zod', '@motcua/vietnam']),
  },
  {
    says: 'printed-documents draws and knows no business package',
    of: /^packages\/printed-documents\/src\//,
    mayImport: own('printed-documents', ['bwip-js', 'pdfkit', 'qrcode', '@expo-google-fonts/be-vietnam-pro']),
  },
  {
    says: 'service-kit knows no business package',
    of: /^packages\/service-kit\/src\//,
    mayImport: (target) => !/@motcua\/(vietnam|procedure-definition)/.test(target),
  },
  {
    says: 'the sandbox knows contracts and protocols only',
    of: /^sandbox\/src\//,
    mayImport: (target) => !target.startsWith('@motcua/') || target === '@motcua/event-contracts',
  },
  {
    says: 'an agency’s program knows contracts and protocols only',
    of: /^partners\/[\w-]+\/src\//,
    mayImport: (target) =>
      ['@motcua/event-contracts', 'jose', 'kafkajs'].includes(target) || target.startsWith('node:'),
  },
  {
    says: 'kafkajs is imported in one file of the kit, by the engines and by the outside world',
    of: /^(packages|services|gateway|launcher|e2e)\/.*src\//,
    mayImport: (target, { path }) => target !== 'kafkajs' || path === 'packages/service-kit/src/kafka.ts',
  },
  {
    says: 'mongoose is imported in one file',
    of: /^(packages|services|gateway|launcher|e2e|sandbox|partners)\//,
    mayImport: (target, { path }) => target !== 'mongoose' || path === 'packages/service-kit/src/mongo.ts',
  },
];

function own(name: string, others: readonly string[]) {
  return (target: string, { path }: Source) =>
    target.startsWith(`packages/${name}/`) ||
    others.includes(target) ||
    target.startsWith('node:') ||
    (path.endsWith('.test.ts') && target === 'fast-check');
}

const sources = sourcesWith('.ts').filter(({ path }) => !path.endsWith('.d.ts'));

describe('who may import whom', () => {
  it.each(rules)('$says', ({ of, mayImport }) => {
    const broken = sources
      .filter(({ path }) => of.test(path))
      .flatMap((source) =>
        importsOf(source)
          .map((specifier) => targetOf(specifier, source))
          .filter((target) => !mayImport(target, source))
          .map((target) => `${source.path} → ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it('reads imports at all, or every rule would hold', () => {
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(200);
  });
});

/** A relative specifier becomes the path from the root, so that a rule can name folders. */
function targetOf(specifier: string, { path }: Source): string {
  return specifier.startsWith('.') ? join(dirname(path), specifier) : specifier;
}
