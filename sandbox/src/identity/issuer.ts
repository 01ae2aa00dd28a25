import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../log.js';
import { demoToken } from './demo-token.js';
import { issuerSettings } from './issuer-settings.js';
import type { Person } from './people.js';
import { createSigningKey } from './signing-key.js';

/** The national identity's part: an OpenID Connect issuer with sample people and the agencies as clients. */
export interface Issuer {
  readonly url: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Ends the sign-in page; answers nothing, the response is a redirect. */
  readonly signIn: (request: IncomingMessage, response: ServerResponse, person: Person) => Promise<void>;
  /** Whether this browser has a sign-in under way. */
  readonly isSigningIn: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  readonly demoToken: (person: Person) => Promise<string>;
}

export async function createIssuer(options: {
  readonly url: string;
  readonly agencyPasswords: Readonly<Partial<Record<string, string>>>;
  readonly log: Log;
}): Promise<Issuer> {
  const { url, agencyPasswords, log } = options;
  parseUrlsAsNewerNode();
  // Imported late: it speaks on the console while it loads, and by now the console speaks through the log.
  const { Provider, errors } = await import('oidc-provider');
  const key = await createSigningKey();
  const cookieSecret = randomBytes(24).toString('hex');
  const provider = new Provider(url, issuerSettings({ key, agencyPasswords, cookieSecret }));
  provider.on('server_error', (_context, error) => log.error('the issuer failed', {}, error));
  const handle = provider.callback();
  return {
    url,
    handle: (request, response) => handle(request, response),
    // The library asks native clients for consent each time: choosing a person is that consent.
    signIn: (request, response, person) =>
      provider.interactionFinished(request, response, { login: { accountId: person.id }, consent: {} }),
    isSigningIn: (request, response) =>
      provider.interactionDetails(request, response).then(
        () => true,
        (error: unknown) => {
          if (error instanceof errors.SessionNotFound) return false;
          throw error;
        },
      ),
    demoToken: (person) => demoToken(url, key, person),
  };
}

/** oidc-provider 9 calls `URL.parse`, which Node 20 lacks (it came with 22.1). */
function parseUrlsAsNewerNode(): void {
  if ('parse' in URL) return;
  const parse = (text: string, base?: string): URL | null => (URL.canParse(text, base) ? new URL(text, base) : null);
  Object.defineProperty(URL, 'parse', { value: parse, configurable: true, writable: true });
}
