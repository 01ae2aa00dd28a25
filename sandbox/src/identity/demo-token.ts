import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { audience, portalClient, tokenLifetimeS } from './issuer-settings.js';
import type { Person } from './people.js';
import { signingAlgorithm, type SigningKey } from './signing-key.js';

/** The access token (RFC 9068) the person would get by signing in, without the pages. */
export function demoToken(issuer: string, key: SigningKey, person: Person): Promise<string> {
  return new SignJWT({ ...person.claims, client_id: portalClient })
    .setProtectedHeader({ alg: signingAlgorithm, typ: 'at+jwt', kid: key.kid })
    .setJti(randomUUID())
    .setSubject(person.id)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${tokenLifetimeS}s`)
    .sign(key.privateKey);
}
