import { problemsOf, readRefusals } from '../refusal-codes.mjs';
import { saidRefusals } from './said-refusals.js';
import { read, root, services } from './sources.js';

const listed = readRefusals(root);
const said = saidRefusals();

/** Said without a code that types could tell: why that adds none to the list. */
const elsewhere: Readonly<Record<string, string>> = {
  'services/dossiers/src/use-cases/refuse-answer.ts': 'caught where it is thrown; an agency hears its reason by event',
  'packages/service-kit/src/upload-refusal.ts':
    'the parser’s words, paired there with codes that are written out beside',
};

describe('the closed list of refusal codes', () => {
  it('has each code once, in both languages, with what to do now', () => {
    expect(problemsOf(listed)).toEqual([]);
    expect(listed.length).toBeGreaterThan(200);
  });

  it('has every code that can be said', () => {
    const known = new Set(listed.map(({ code }) => code));
    const unknown = said.flatMap(({ path, codes }) =>
      codes.filter((code) => !known.has(code)).map((code) => [path, code]),
    );
    expect(unknown).toEqual([]);
    const untold = said.filter(({ path, codes }) => codes.length === 0 && !(path in elsewhere));
    expect(untold.map(({ path }) => path)).toEqual([]);
  });

  it('has no code that nobody says', () => {
    const spoken = new Set(said.flatMap(({ codes }) => codes));
    const ofTheServer = read('gateway/src/client-errors.ts');
    const ofTheGateway = read('gateway/src/edge-texts.ts');
    const idle = listed.filter(
      ({ owner, code }) =>
        !spoken.has(code) && !(owner === 'gateway' && `${ofTheServer}${ofTheGateway}`.includes(`'${code}'`)),
    );
    expect(idle.map(({ code }) => code)).toEqual([]);
  });

  it('leaves each code’s text to one who says it', () => {
    const strange = listed.filter(
      ({ owner, code }) =>
        owner !== 'gateway' && !said.some(({ path, codes }) => path.startsWith(`${owner}/`) && codes.includes(code)),
    );
    expect(strange.map(({ owner, code }) => `${owner}: ${code}`)).toEqual([]);
  });

  it('knows the status of what the gateway refuses whole', () => {
    const wrong = said.filter(
      ({ codes, status }) =>
        status !== null && !listed.some(({ code, status: known }) => codes.includes(code) && known.includes(status)),
    );
    expect(wrong).toEqual([]);
  });

  it.each(services)('is all that the schema of %s names', (service) => {
    const told = [...read(`services/${service}/schema.graphql`).matchAll(/Refused: ([^"]*)"/g)];
    const codes = told.flatMap(([, text = '']) => text.match(/\b[A-Z][A-Z_]{3,}\b/g) ?? []);
    expect(codes.filter((code) => !listed.some((refusal) => refusal.code === code))).toEqual([]);
  });
});
