import { send, startRunning } from './running-gateway.js';

describe('the explorer', () => {
  it('comes whole from the gateway, with every registered operation as an example', async () => {
    const running = await startRunning({ development: true });
    const page = await send(running.url, {}, '/explorer');
    const named = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(named.length).toBe(6);
    for (const path of [...named, '/explorer/examples.json']) {
      const { status, headers } = await send(running.url, {}, path);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    }
    expect((await send(running.url, {}, '/explorer/examples.json')).text).toContain('query Members');
    await running.close();
  });

  it('is not there for anybody but developers', async () => {
    const running = await startRunning();
    expect(await send(running.url, {}, '/explorer')).toMatchObject({ status: 404, codes: ['NOT_FOUND'] });
    await running.close();
  });
});
