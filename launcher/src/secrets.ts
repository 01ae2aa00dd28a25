import { randomBytes } from 'node:crypto';
import { agencies } from '@motcua/event-contracts';
import { findKeys } from './keys.js';

// Lines for the .env file of docker-compose.yml; single quotes keep JSON as it is.
const keys = await findKeys(undefined, agencies);
const engines = { KAFKA_PLATFORM_PASSWORD: randomBytes(24).toString('hex'), KAFKA_CONTROLLER_PASSWORD: randomBytes(24).toString('hex') };
for (const [name, value] of Object.entries({ ...engines, ...keys })) console.log(`${name}='${value}'`);
