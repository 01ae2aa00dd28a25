import { allChecks } from '../storm/checks/all-checks.js';
import { openPlace } from '../storm/rig.js';

// The same checks that `npm run -s kit:guards` holds against a kit with one guard removed.
describe('what the kit promises', () => {
  it.each(allChecks.map(({ name, run }) => [name, run] as const))(
    '%s',
    async (_name, run) => {
      await run(await openPlace('check'));
    },
    30_000,
  );
});
