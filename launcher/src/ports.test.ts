import { createServer, type Server } from 'node:net';
import { findPorts } from './ports.js';

let taken: Server;
let port: number;
beforeAll(async () => {
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => new Promise((resolve) => taken.close(resolve)));

describe('ports', () => {
  it('are the preferred ones where they are free, any free one otherwise: two platforms never meet', async () => {
    const { gateway } = await findPorts({ gateway: port });
    expect(gateway).not.toBe(port);
    expect(gateway).toBeGreaterThan(0);
    expect(await findPorts({ gateway })).toEqual({ gateway });
  });
});
