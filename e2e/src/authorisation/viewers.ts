import type { AgencyName } from '@motcua/event-contracts';
import type { Platform } from '@motcua/launcher';
import type { Actors } from '../actors.js';

/** Everybody who could ask, as seen from one dossier; `elsewhere` has every role, at another office. */
export const viewerNames = [
  ...(['anonymous', 'applicant', 'guest', 'otherCitizen', 'otherGuest'] as const),
  ...(['receive', 'process', 'lead', 'elsewhere'] as const),
  ...(['agency', 'otherAgency', 'admin', 'operator'] as const),
] as const;
export type ViewerName = (typeof viewerNames)[number];

/** One question as that viewer, of a subscription the first answer, with a file where it stands at `variables.input.file`: whatever came, errors and data. */
export type Ask = (
  document: string,
  variables: Readonly<Record<string, unknown>>,
  file?: Uint8Array<ArrayBuffer>,
) => Promise<Answer>;

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { readonly code: string; readonly path: readonly (string | number)[] }[];
}

export type Viewers = Readonly<Record<ViewerName, Ask>>;

export async function signInEverybody(
  platform: Platform,
  { sandbox }: Actors,
  tokens: { readonly guest: string; readonly otherGuest: string },
): Promise<Viewers> {
  const ask = (token?: string) => asking(platform.endpoint, token);
  const as = async (user: string) => ask(await sandbox.tokenOf(user));
  return {
    anonymous: ask(),
    applicant: await as('citizen-1'),
    guest: ask(tokens.guest),
    otherCitizen: await as('citizen-2'),
    otherGuest: ask(tokens.otherGuest),
    receive: await as('officer-receive'),
    process: await as('officer-process'),
    lead: await as('officer-lead'),
    elsewhere: await as('officer-elsewhere'),
    agency: ask(await agencyToken(platform, 'health-insurance')),
    otherAgency: ask(await agencyToken(platform, 'residence-police')),
    admin: await as('catalogue-admin'),
    operator: await as('operator'),
  };
}

interface Wire {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
}

function asking(endpoint: string, token?: string): Ask {
  const headers = {
    'apollo-require-preflight': 'true',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return async (query, variables, file) => {
    const operations = JSON.stringify({ query, variables });
    const asked =
      file === undefined
        ? { headers: { ...headers, 'content-type': 'application/json' }, body: operations }
        : { headers, body: multipart(operations, file) };
    const isWatched = query.startsWith('subscription');
    const { data = null, errors = [] } = isWatched
      ? await firstTold(endpoint, { ...headers, 'content-type': 'application/json' }, operations)
      : ((await (await fetch(endpoint, { method: 'POST', ...asked })).json()) as Wire); // as GraphQL says
    return {
      data,
      errors: errors.map(({ path = [], extensions }) => ({ path, code: extensions?.code ?? 'NO_CODE' })),
    };
  };
}

/** Over server-sent events; a refusal comes as JSON. */
async function firstTold(endpoint: string, headers: Readonly<Record<string, string>>, body: string): Promise<Wire> {
  const stopping = new AbortController();
  const response = await fetch(`${endpoint}/stream`, {
    ...{ method: 'POST', body, signal: stopping.signal },
    headers: { ...headers, accept: 'text/event-stream' },
  });
  if (!response.ok || response.body === null) return (await response.json()) as Wire; // as GraphQL says
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const [, told] = /^event: next\ndata: (.*)\n\n/m.exec(text) ?? [];
    if (told === undefined) continue;
    stopping.abort();
    return JSON.parse(told) as Wire; // as GraphQL says
  }
  throw new Error(`a subscription that tells nothing: ${text}`);
}

/** https://github.com/jaydenseric/graphql-multipart-request-spec */
function multipart(operations: string, file: Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.append('operations', operations);
  form.append('map', JSON.stringify({ 0: ['variables.input.file'] }));
  form.append('0', new Blob([file], { type: 'application/pdf' }), 'paper.pdf');
  return form;
}

/** Client credentials (RFC 6749 4.4), as an agency's own program asks for them. */
async function agencyToken(platform: Platform, agency: AgencyName): Promise<string> {
  const { TOKEN_URL = '', AGENCY_SECRET = '' } = platform.partnerEnvironment(agency);
  const response = await fetch(TOKEN_URL, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${agency}:${encodeURIComponent(AGENCY_SECRET)}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!response.ok) throw new Error(`${agency} got no token: HTTP ${response.status}`);
  return ((await response.json()) as { access_token: string }).access_token; // RFC 6749 5.1
}
