// A run that starts both engines and then does nothing until it is killed; prints what it started as one line of JSON.
import { findKafka, findMongo } from '../dist/index.js';

const [dataDir] = process.argv.slice(2);
const [mongo, kafka] = await Promise.all([findMongo({ dataDir, say() {} }), findKafka({ dataDir, say() {} })]);
console.log(JSON.stringify({ mongo: mongo.url, kafka: kafka.brokers[0] }));
setInterval(() => undefined, 60_000);
