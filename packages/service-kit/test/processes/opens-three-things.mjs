// A process as services are: opens three things, then ends in the way it is told to (see lifecycle.int.test.ts).
import { parseEnv, runWhenMain, serviceEnv } from '../../dist/index.js';

const [, , ending] = process.argv;

await runWhenMain(import.meta.url, 'club', async (lifecycle, log) => {
  if (ending === 'bad-environment') parseEnv(serviceEnv, {});
  for (const what of ['database', 'publisher', 'server']) lifecycle.defer(what, () => log.info('closing', { what }));
  const alive = setInterval(() => undefined, 60_000);
  lifecycle.defer('heart', () => clearInterval(alive));
  if (ending === 'hangs-on-close') lifecycle.defer('stubborn', () => Promise.reject(new Error('will not')));
  if (ending === 'unhandled') setTimeout(() => void Promise.reject(new Error('nobody waits')), 1);
  if (ending === 'uncaught') setTimeout(() => raise(new Error('nobody catches')), 1);
  if (ending === 'fails-to-start') throw new Error('no database', { cause: new Error('ECONNREFUSED') });
  return { url: 'http://127.0.0.1:1' };
});

function raise(error) {
  throw error;
}
