import type { ClientMetadata, Configuration, ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html, page } from '../html.js';
import { findPerson, type MotcuaClaims } from './people.js';
import { createMemoryAdapter } from './memory-adapter.js';
import { signingAlgorithm, type SigningKey } from './signing-key.js';

export const audience = 'motcua';
export const portalClient = 'motcua-portal';
export const tokenLifetimeS = 8 * 3_600;

/** A resource indicator (RFC 8707) must be a URI; the tokens for it carry `audience`. */
const resource = 'urn:motcua:graph';
const scopes = 'openid profile';

export interface IssuerOptions {
  readonly key: SigningKey;
  /** Client secret of each agency. */
  readonly agencyPasswords: Readonly<Partial<Record<string, string>>>;
  readonly cookieSecret: string;
}

/** Every access token is a JWT for the platform; people sign in by code and PKCE, agencies by client credentials. */
export function issuerSettings({ key, agencyPasswords, cookieSecret }: IssuerOptions): Configuration {
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [key.privateJwk] },
    cookies: { keys: [cookieSecret] },
    clients: [portal, ...Object.entries(agencyPasswords).map(([name, secret = '']) => agencyClient(name, secret))],
    clientDefaults: { id_token_signed_response_alg: signingAlgorithm },
    responseTypes: ['code'],
    scopes: scopes.split(' '),
    claims: { profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context, id) => {
      const person = findPerson(id);
      return person && { accountId: id, claims: () => ({ sub: id, name: person.nameVi }) };
    },
    interactions: { url: (_context, { uid }) => `/identity/sign-in/${uid}` },
    loadExistingGrant: consentBeforehand,
    renderError: showError,
    extraTokenClaims: (_context, token) => ({ ...claimsOf(token) }),
    ttl: lifetimesS,
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => graph,
      },
    },
  };
}

const hourS = 3_600;
const lifetimesS = {
  AccessToken: tokenLifetimeS,
  ClientCredentials: hourS,
  IdToken: hourS,
  Interaction: hourS,
  Session: hourS,
  Grant: hourS,
};

/** The one resource there are tokens for; without a scope, rights follow from the claims. */
const graph = {
  scope: '',
  audience,
  accessTokenFormat: 'jwt',
  accessTokenTTL: tokenLifetimeS,
  jwt: { sign: { alg: signingAlgorithm } },
} as const;

const portal: ClientMetadata = {
  client_id: portalClient,
  // Native, so that any port of the loopback address may be returned to (RFC 8252).
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
};

function agencyClient(name: string, secret: string): ClientMetadata {
  return {
    client_id: name,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
}

function claimsOf(token: { readonly kind: string; readonly accountId?: string }): MotcuaClaims | undefined {
  return token.kind === 'ClientCredentials' ? { motcua_kind: 'agency' } : findPerson(token.accountId ?? '')?.claims;
}

function showError(context: KoaContextWithOIDC, { error, error_description: description }: ErrorOut): void {
  const body = html`<main class="narrow">
    <h1>Không đăng nhập được</h1>
    <p><code>${error}</code> ${description}</p>
  </main>`;
  context.type = 'html';
  context.body = page('Không đăng nhập được', body);
}

/** The platform is the issuer's own, so nobody is asked what it may see. */
async function consentBeforehand(context: KoaContextWithOIDC) {
  const { client, session, provider } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (existing !== undefined) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scopes);
  grant.addResourceScope(resource, '');
  await grant.save();
  return grant;
}
