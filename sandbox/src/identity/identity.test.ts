import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { aSandbox, send } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';
import { people } from './people.js';

describe('the identity issuer', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await aSandbox();
  });
  afterAll(() => sandbox.close());

  const verify = async (token: string) => {
    const issuer = `${sandbox.url}/oidc`;
    const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >;
    expect(discovery['issuer']).toBe(issuer);
    const keys = createRemoteJWKSet(new URL(discovery['jwks_uri'] ?? ''));
    return (await jwtVerify(token, keys, { issuer, audience: 'motcua', typ: 'at+jwt', algorithms: ['ES256'] })).payload;
  };

  it('gives a demo token with the claims of the person', async () => {
    const { body } = await send(`${sandbox.url}/identity/demo-token`, 'POST', { user: 'officer-lead' });
    expect(await verify(String(body['accessToken']))).toMatchObject({
      sub: 'officer-lead',
      motcua_kind: 'officer',
      motcua_office: 'off_ha-dong',
      motcua_roles: ['sign', 'lead'],
    });
  });

  it('refuses a person it does not know, and a body that is none', async () => {
    const url = `${sandbox.url}/identity/demo-token`;
    expect(await send(url, 'POST', { user: 'nobody' })).toMatchObject({
      status: 400,
      body: { code: 'UNKNOWN_PERSON' },
    });
    expect(await send(url, 'POST', '{')).toMatchObject({ status: 400, body: { code: 'MALFORMED_JSON' } });
  });

  it('lets an agency in with its secret, as itself', async () => {
    const answer = await askForToken(sandbox, { grant_type: 'client_credentials' }, 'residence-police:secret-1');
    expect(answer.status).toBe(200);
    expect(await verify(answer.body['access_token'] ?? '')).toMatchObject({
      client_id: 'residence-police',
      sub: 'residence-police',
      motcua_kind: 'agency',
    });
  });

  it('keeps an agency with a wrong secret out', async () => {
    const answer = await askForToken(sandbox, { grant_type: 'client_credentials' }, 'residence-police:secret-2');
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('signs a person in by code and PKCE, through the page', async () => {
    const { code, verifier } = await signIn(sandbox, 'citizen-1');
    const answer = await askForToken(sandbox, codeGrant(code, verifier));
    expect(answer.status).toBe(200);
    expect(await verify(answer.body['access_token'] ?? '')).toMatchObject({ sub: 'citizen-1', motcua_kind: 'citizen' });
    expect(answer.body['id_token']).toEqual(expect.any(String));
    const again = await askForToken(sandbox, codeGrant(code, verifier));
    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('gives nothing for a code without its verifier', async () => {
    const { code } = await signIn(sandbox, 'citizen-2');
    const answer = await askForToken(sandbox, codeGrant(code, randomBytes(32).toString('base64url')));
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('shows no sign-in page to a browser that did not ask for one', async () => {
    const response = await fetch(`${sandbox.url}/identity/sign-in/made-up`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'NOT_SIGNING_IN' });
  });

  it('shows a page of its own for a request it cannot serve', async () => {
    const response = await fetch(`${sandbox.url}/oidc/auth?client_id=stranger`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<code>invalid_client</code>');
  });

  it('has sample people only', () => {
    expect(people.filter(({ nameVi }) => !nameVi.endsWith(' Mẫu'))).toEqual([]);
  });
});

const redirectUri = 'http://127.0.0.1:8765/callback';

const codeGrant = (code: string, verifier: string) => ({
  grant_type: 'authorization_code',
  client_id: 'motcua-portal',
  redirect_uri: redirectUri,
  code,
  code_verifier: verifier,
});

async function askForToken(sandbox: Sandbox, form: Record<string, string>, basic?: string) {
  const headers: Record<string, string> = basic === undefined ? {} : { authorization: `Basic ${btoa(basic)}` };
  const response = await fetch(`${sandbox.url}/oidc/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

/** A browser by hand: keeps cookies, follows redirects within the sandbox, chooses a person on the page. */
async function signIn(sandbox: Sandbox, person: string): Promise<{ code: string; verifier: string }> {
  const cookies = new Map<string, string>();
  const visit = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(url, sandbox.url), { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const verifier = randomBytes(32).toString('base64url');
  const request = new URLSearchParams({
    ...{ client_id: 'motcua-portal', response_type: 'code', scope: 'openid profile', redirect_uri: redirectUri },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
  });
  const begun = await visit(`/oidc/auth?${request.toString()}`);
  const pageUrl = begun.headers.get('location') ?? '';
  const page = await (await visit(pageUrl)).text();
  expect(page).toContain(`value="${person}"`);
  const chosen = await visit(pageUrl, { method: 'POST', body: new URLSearchParams({ person }) });
  const back = await visit(chosen.headers.get('location') ?? '');
  const target = new URL(back.headers.get('location') ?? '');
  expect(`${target.origin}${target.pathname}`).toBe(redirectUri);
  return { code: target.searchParams.get('code') ?? '', verifier };
}
