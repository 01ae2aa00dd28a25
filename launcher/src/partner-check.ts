import { parseArgs } from 'node:util';
import { agencyNamed } from './agency-named.js';
import { checks } from './conformance/checks.js';
import { prepareProgram } from './conformance/running-program.js';
import { openStage } from './conformance/stage.js';
import { root } from './run-file.js';

// Does the program of an agency do what a subscriber must? `<agency>`, or `<agency> -- <command> <arguments>` for a program elsewhere.
const { positionals } = parseArgs({ allowPositionals: true });
const [name, ...given] = positionals;
const agency = agencyNamed(name);
const command = given.length > 0 ? given : [process.execPath, `${root}partners/${agency}/dist/main.js`];

const stage = await openStage(agency, (line) => console.error(line));
const program = prepareProgram(command, stage.environment);
const failed: string[] = [];
try {
  program.start();
  for (const check of checks) {
    const startedAt = Date.now();
    const problem = await Promise.race([check.run(stage, program), program.endedByItself]).then(
      () => null,
      (error: unknown) => String(error),
    );
    if (problem !== null) failed.push(check.says);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5);
    console.log(
      `${problem === null ? 'yes' : 'NO '} ${seconds} s  ${check.says}${problem === null ? '' : `: ${problem}`}`,
    );
  }
} finally {
  await program.kill();
  await stage.close();
}
console.log(JSON.stringify({ agency, checks: checks.length, failed: failed.length }));
// At once: a check that was given up still waits for answers.
process.exit(failed.length === 0 ? 0 : 1);
