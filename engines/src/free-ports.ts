import { createServer, type AddressInfo, type Server } from 'node:net';

/** `count` different ports of 127.0.0.1 that nobody listens on now. Somebody else may be quicker: callers try again. */
export async function freePorts(count: number): Promise<readonly number[]> {
  // All are held until the last is found, otherwise the same port could come twice.
  const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
  const ports = servers.map((server) => (server.address() as AddressInfo).port); // a TCP server's address is never a string
  await Promise.all(servers.map(close));
  return ports;
}

async function listenAnywhere(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

async function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
