import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Loaded into the gateway that is measured: before it says what it holds, it lets go of what nobody needs. */
setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
process.prependListener('message', () => {
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
});
