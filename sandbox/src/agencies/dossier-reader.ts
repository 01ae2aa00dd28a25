import type { AgencyName } from '@motcua/event-contracts';
import { fieldsOf } from '../fields.js';

/** What the platform lets this agency see of a dossier. */
export interface GrantedDossier {
  readonly code: string;
  /** The names of the fields it read; a real agency would work with the values. */
  readonly fields: readonly string[];
}

/** A code where the platform refuses for good; rejects when it cannot be asked now. */
export type ReadDossier = (dossierId: string) => Promise<GrantedDossier | string>;

const query = 'query AgencyReadsDossier($id: ID!) { dossier(id: $id) { code answers } }';
const patienceMs = 10_000;
/** Codes that say "not now"; every other one says no. */
const passing = /^(INTERNAL.*|SERVICE_.*|SIGN_IN_UNAVAILABLE|UNAUTHENTICATED|TOO_MANY_.*)$/;
const renewBeforeMs = 60_000;

export function createDossierReader(options: {
  readonly agency: AgencyName;
  readonly secret: string;
  readonly tokenUrl: string;
  readonly gatewayUrl: URL;
}): ReadDossier {
  const tokens = createTokens(options.agency, options.secret, options.tokenUrl);
  const endpoint = options.gatewayUrl.pathname === '/' ? new URL('/graphql', options.gatewayUrl) : options.gatewayUrl;
  return async (dossierId) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokens()}` },
      body: JSON.stringify({ query, operationName: 'AgencyReadsDossier', variables: { id: dossierId } }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = fieldsOf(await response.json());
    const code = answer.has('errors') ? codeIn(answer.unknown('errors')) : undefined;
    if (code !== undefined && !passing.test(code)) return code;
    if (!response.ok || code !== undefined)
      throw new Error(`the gateway answered HTTP ${response.status} ${code ?? ''}`);
    const data = answer.fields('data');
    if (!data.has('dossier')) return 'NO_SUCH_DOSSIER';
    const dossier = data.fields('dossier');
    const fields = dossier.has('answers') ? fieldsOf(dossier.unknown('answers'), 'answers.').names() : [];
    return { code: dossier.text('code'), fields };
  };
}

/** Client credentials (RFC 6749 4.4); a token is used until shortly before its end. */
function createTokens(agency: AgencyName, secret: string, tokenUrl: string): () => Promise<string> {
  let token = '';
  let goodUntil = -Infinity;
  return async () => {
    if (performance.now() < goodUntil) return token;
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${agency}:${encodeURIComponent(secret)}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) throw new Error(`the issuer answered HTTP ${response.status}`);
    const answer = fieldsOf(await response.json());
    token = answer.text('access_token', { max: 8_000 });
    goodUntil = performance.now() + answer.integer('expires_in', { min: 1, max: 86_400 }) * 1_000 - renewBeforeMs;
    return token;
  };
}

function codeIn(errors: unknown): string {
  const first: unknown = Array.isArray(errors) ? errors.at(0) : undefined;
  if (typeof first !== 'object' || first === null || !('extensions' in first)) return 'INTERNAL';
  return fieldsOf(first.extensions).optionalText('code') ?? 'INTERNAL';
}
