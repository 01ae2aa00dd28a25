import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AgencyName } from '@motcua/event-contracts';

/** What an agency reaches over HTTP: keys, tokens, the endpoint. */
export interface Doors {
  readonly addresses: { readonly TOKEN_URL: string; readonly GRAPHQL_URL: string; readonly PARTNER_KEYS_URL: string };
  publishKey(jwk: object): void;
  /** AWAY: the endpoint answers 503, as behind a proxy while it is not there. */
  setEndpoint(state: 'THERE' | 'AWAY'): void;
  /** How often the endpoint was asked, with a right token or in vain. */
  asked(): { readonly answered: number; readonly inVain: number; readonly withoutToken: number };
  close(): Promise<void>;
}

const token = 'an-access-token';
/** Invented; enough for either agency. */
const answers = {
  childFamilyName: 'Nguyễn',
  childGivenName: 'An Mẫu',
  childDob: '2026-10-30',
  residenceAddress: { detail: 'Số 12 phố Mẫu Thử' },
};

export async function openDoors(agency: AgencyName, secret: string): Promise<Doors> {
  const keys: object[] = [];
  const count = { answered: 0, inVain: 0, withoutToken: 0 };
  let isThere = true;
  const basic = `Basic ${Buffer.from(`${agency}:${encodeURIComponent(secret)}`).toString('base64')}`;
  const answer = ({ url, headers }: IncomingMessage): readonly [number, object] => {
    if (url === '/partner-keys.json') return [200, { keys }];
    if (url === '/token') {
      return headers.authorization === basic
        ? [200, { access_token: token, token_type: 'Bearer', expires_in: 600 }]
        : [401, { error: 'invalid_client' }];
    }
    if (!isThere) return [(count.inVain += 1) && 503, {}];
    if (headers.authorization !== `Bearer ${token}`) {
      count.withoutToken += 1;
      return [200, { data: null, errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] }];
    }
    count.answered += 1;
    return [200, { data: { dossier: { code: 'H26.153-261123-0001', answers } } }];
  };
  const { server, origin } = await serve(answer);
  return {
    addresses: {
      TOKEN_URL: `${origin}/token`,
      GRAPHQL_URL: `${origin}/graphql`,
      PARTNER_KEYS_URL: `${origin}/partner-keys.json`,
    },
    publishKey: (jwk) => void keys.push(jwk),
    setEndpoint: (state) => void (isThere = state === 'THERE'),
    asked: () => ({ ...count }),
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

async function serve(answer: (request: IncomingMessage) => readonly [number, object]) {
  const server = createServer((request, response: ServerResponse) => {
    request.resume().on('end', () => {
      const [status, body] = answer(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` };
}
