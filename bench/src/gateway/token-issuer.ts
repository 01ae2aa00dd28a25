import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An identity issuer with keys at its address. */
export interface Issuer {
  readonly url: string;
  /** Access tokens of so many citizens. */
  tokens(citizens: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    const found = request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const sign = (citizen: number): Promise<string> =>
    new SignJWT({ sub: `citizen-${citizen}`, motcua_kind: 'citizen' })
      .setProtectedHeader({ alg: 'ES256', kid: 'bench', typ: 'at+jwt' })
      .setIssuer(url)
      .setAudience('motcua')
      .setIssuedAt()
      .setExpirationTime('2h')
      .sign(privateKey);
  return {
    url,
    tokens: (citizens) => Promise.all(Array.from({ length: citizens }, (_, index) => sign(index))),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
