import { createTransport } from 'nodemailer';
import { aSandbox, apiKey, send } from '../a-sandbox.fixture.js';
import { html } from '../html.js';
import type { Sandbox } from '../main.js';

const hostile = '<img src=x onerror="alert(1)">\'&';

describe('the page', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await aSandbox();
  });
  afterAll(() => sandbox.close());

  const read = async () => (await fetch(sandbox.url, { headers: { accept: 'text/html' } })).text();

  it('shows letters and parcels without ever running what is in them', async () => {
    const post = createTransport({ host: '127.0.0.1', port: sandbox.smtpPort, ignoreTLS: true });
    await post.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: `Chào ${hostile}`, text: hostile });
    const receiver = { name: hostile, phone: '0900000001', address: hostile };
    const order = { orderId: 'shp_1', trackingNumber: 'EA987654326VN', sender: {}, receiver, weightGrams: 10 };
    await send(`${sandbox.url}/carrier/v1/orders`, 'POST', order, { authorization: `Bearer ${apiKey}` });
    const page = await read();
    expect(page).not.toContain('<img');
    expect(page.split('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;')).toHaveLength(5);
    expect(page).toContain('Chào ');
  });

  it('says when to read it again', async () => {
    const last = /data-last="(\d+)"/.exec(await read())?.[1] ?? '';
    const waiting = fetch(`${sandbox.url}/changes?after=${last}&waitMs=10000`);
    sandbox.clock.moveBy(1_000);
    expect(await (await waiting).json()).toEqual([{ id: String(Number(last) + 1) }]);
  });

  it('loads nothing from elsewhere and is understood by a browser', async () => {
    const response = await fetch(sandbox.url);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const assets = [...(await response.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, target]) => target ?? '');
    expect(assets).toEqual(['/page.css', '/page.mjs']);
    for (const asset of assets) {
      const { status, headers } = await fetch(new URL(asset, sandbox.url));
      expect([status, headers.get('content-type')]).toEqual([
        200,
        expect.stringMatching(/^text\/(css|javascript); charset=utf-8$/),
      ]);
    }
  });

  it('offers the next working morning, which the clock takes', async () => {
    const morning = /data-to="([^"]+)"/.exec(await read())?.[1] ?? '';
    expect(await send(`${sandbox.url}/clock/move`, 'POST', { to: morning })).toMatchObject({ status: 200 });
    expect(morning).toMatch(/T01:00:00\.000Z$/);
  });
});

describe('markup', () => {
  it('escapes texts and keeps markup', () => {
    expect(html`<p title="${'"'}">${[html`<b>${'<'}</b>`, html`${1}`]}${undefined}</p>`.markup).toBe(
      '<p title="&quot;"><b>&lt;</b>1</p>',
    );
  });
});
