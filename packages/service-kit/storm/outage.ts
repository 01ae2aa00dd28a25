// npm run -s kit:outage -- --seconds 60: kills Kafka, then the database, for that long under load; then counts.
import { parseArgs } from 'node:util';
import { runOutage, type OutageOutcome } from './outage-run.js';
import { findOwnEngines } from './own-engines.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
const engines = await findOwnEngines();
if (engines === null) throw new Error('needs engines of its own, not given ones');
try {
  const kafka = await runOutage(engines, 'kafka', seconds);
  const mongo = await runOutage(engines, 'mongo', seconds);
  console.table({ kafka, mongo });
  console.log(JSON.stringify({ seconds, kafka, mongo }));
  const isClean = ({ lost, doubled, outOfOrder, exits }: OutageOutcome): boolean =>
    lost + doubled + outOfOrder + exits === 0;
  process.exitCode = isClean(kafka) && isClean(mongo) ? 0 : 1;
} finally {
  await engines.stop();
}
