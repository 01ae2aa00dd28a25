import { readFileSync } from 'node:fs';
import { createClient } from 'graphql-sse';
import { setupServer } from 'msw/node';
import { readSamples } from './mock-answer.js';
import { handlers } from './msw-handlers.js';
import { createResponder } from './respond.js';

const endpoint = 'https://motcua.example/graphql';
const respond = createResponder();
const textOf = (name: string) => readFileSync(new URL(`../operations/${name}.graphql`, import.meta.url), 'utf8');
const idOf = (name: string): string => {
  const manifest = readFileSync(new URL('../../../gateway/registered-operations.json', import.meta.url), 'utf8');
  const { operations } = JSON.parse(manifest) as { operations: { id: string; name: string }[] };
  return operations.find((operation) => operation.name === name)?.id ?? '';
};
const json = { 'content-type': 'application/json' };

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await respond(
    new Request(endpoint, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) }),
  );
  return { status: response.status, answer: await response.json() };
}

function aForm(map: string): Request {
  const form = new FormData();
  const input = { requestId: '1', draftId: 'd', paper: 'p', file: null };
  form.append('operations', JSON.stringify({ query: textOf('AttachFile'), variables: { input } }));
  form.append('map', map);
  form.append('0', new File(['%PDF'], 'a.pdf'));
  return new Request(endpoint, { method: 'POST', body: form });
}

describe('the mock, asked over HTTP', () => {
  it('knows registered operations by their ids', async () => {
    const asked = { documentId: idOf('FollowDossier'), variables: { id: 'mau-1' } };
    expect(await post(asked)).toEqual({ status: 200, answer: { data: readSamples().get('FollowDossier') } });
    expect(await post({ documentId: 'x' })).toMatchObject({
      status: 400,
      answer: { errors: [{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }] },
    });
  });

  it('takes files', async () => {
    const response = await respond(aForm('{"0":["variables.input.file"]}'));
    expect(await response.json()).toEqual({ data: readSamples().get('AttachFile') });
  });

  it.each(['{"0":["variables.nothing.file"]}', '{"0":["__proto__.file"]}', 'x'])(
    'cannot read a form with %s for a map',
    async (map) => expect((await respond(aForm(map))).status).toBe(400),
  );

  it.each([[[]], ['x'], [{}], [{ query: 1 }]])('cannot read %j', async (body) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      answer: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    });
  });

  it('refuses with any code of the platform, in both languages', async () => {
    const refused = { 'mock-refusal': 'CAPTCHA_USED' };
    const asked = { query: textOf('SubmitDossier') };
    const messages = await Promise.all(
      ['vi', 'en'].map(async (language) => (await post(asked, { ...refused, 'accept-language': language })).answer),
    );
    const said = (message: string, nextStep: RegExp) => ({
      errors: [{ message, extensions: { code: 'CAPTCHA_USED', nextStep: expect.stringMatching(nextStep) } }],
    });
    expect(messages).toMatchObject([
      said('Mã xác nhận đã được sử dụng.', /^Vui lòng lấy mã/),
      said('The confirmation code was used before.', /^Take a new/),
    ]);
  });

  it('tells a subscription once', async () => {
    const fetchFn = (url: string, init: RequestInit) => respond(new Request(url, init));
    const live = createClient({ url: `${endpoint}/stream`, fetchFn, retryAttempts: 0 });
    const told: unknown[] = [];
    for await (const each of live.iterate({ query: textOf('WatchDossier'), variables: { id: 'mau-1' } }))
      told.push(each);
    expect(told).toEqual([{ data: readSamples().get('WatchDossier') }]);
  });
});

it('is answered inside a front end’s tests as well', async () => {
  const server = setupServer(...handlers());
  server.listen();
  const body = JSON.stringify({ query: textOf('FollowDossier'), variables: { id: 'mau-1' } });
  const response = await fetch(endpoint, { method: 'POST', headers: json, body });
  expect(await response.json()).toEqual({ data: readSamples().get('FollowDossier') });
  server.close();
});
