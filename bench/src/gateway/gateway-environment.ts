import { generateIdentityKeys } from '@motcua/service-kit';
import type { Issuer } from './token-issuer.js';

/** Everything a gateway wants to be told, but for its engines. */
export function gatewayEnvironment(
  urls: Readonly<Record<string, string>>,
  issuer: Issuer,
): Readonly<Record<string, string>> {
  const [identity, access] = [generateIdentityKeys('bench-identity'), generateIdentityKeys('bench-access')];
  return {
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'warn', GATEWAY_HOST: '127.0.0.1' },
    SUBGRAPH_URLS: JSON.stringify(urls),
    IDENTITY_PRIVATE_KEYS: JSON.stringify({ keys: [identity.privateKey] }),
    ACCESS_TOKEN_PUBLIC_KEYS: JSON.stringify(access.publicKeys),
    ...{ OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: 'motcua' },
    // Counted as in life, and never used up: all callers have one address here.
    ...{ COST_PER_MINUTE_VIEWER: '1000000000', COST_PER_MINUTE_ADDRESS: '1000000000' },
  };
}
