import { fileURLToPath } from 'node:url';
import { startPlatform } from '@motcua/launcher';
import { signIn } from './actors.js';
import { readApplication } from './application.js';
import { authorisationMatrix } from './authorisation/matrix.js';
import { setStage } from './authorisation/stage.js';
import { signInEverybody } from './authorisation/viewers.js';
import { storyBegins } from './story-begins.js';

const birth = fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url));
const platform = await startPlatform({ keep: null, startsAt: storyBegins, say: (line) => console.log(`  ${line}`) });
try {
  const actors = await signIn(platform);
  const stage = await setStage(actors, readApplication(birth));
  const { cells, wrong, unshown } = await authorisationMatrix(
    stage,
    await signInEverybody(platform, actors, stage.tokens),
  );
  for (const line of wrong) console.log(`WRONG  ${line}`);
  console.log(`${String(unshown.length)} coordinates held nothing for anybody: ${unshown.join(', ')}`);
  console.log(JSON.stringify({ cells, wrong: wrong.length }));
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  await platform.stop();
}
