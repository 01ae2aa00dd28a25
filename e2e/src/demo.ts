import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findRunning, startPlatform } from '@motcua/launcher';
import { signIn, type Place } from './actors.js';
import { readApplication } from './application.js';
import { birthJourney } from './birth-journey.js';
import { storyBegins } from './story-begins.js';

const { values } = parseArgs({ options: { application: { type: 'string' } } });
const file = values.application ?? fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url));

const application = readApplication(file);
const running = findRunning();
const own =
  running === null
    ? await startPlatform({ keep: null, startsAt: storyBegins, say: (line) => console.log(`  ${line}`) })
    : null;
try {
  const place: Place | null = running ?? own;
  if (place === null) throw new Error('no platform');
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`\n${application.titleVi}\n`);
  const closed = await birthJourney(await signIn(place), application, (line) =>
    console.log(`${seconds().padStart(5)} s  ${line}`),
  );
  console.log(`\n${closed.timeline.map(({ at, text }) => `  ${at}  ${text.vi}`).join('\n')}\n`);
  const messages = closed.messages?.map(({ template, channel, status }) => `${template} ${channel} ${status}`) ?? [];
  console.log(`  ${messages.length} messages: ${messages.join(', ')}\n`);
  console.log(JSON.stringify({ code: closed.code, status: closed.status, seconds: Number(seconds()) }));
} finally {
  await own?.stop();
}
