import { parseArgs } from 'node:util';
import { type AuditedGateway, startAuditedGateway } from './gateway-process.js';
import { type Attack, nextCaller, json } from './limits/attack.js';
import { bodyAttacks } from './limits/bodies.js';
import { callerAttacks } from './limits/callers.js';
import { operationAttacks } from './limits/operations.js';

// npm run -s audit:limits [-- --rounds 20]
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const attacks = [...operationAttacks, ...bodyAttacks, ...callerAttacks];
/** Of the process, over all rounds after the third: its caches are full by then. */
const mostGrowthMb = 32;
const warmRounds = 3;

const gateway = await startAuditedGateway('test');
try {
  process.exitCode = await audit(gateway, Math.max(Number(values.rounds), warmRounds + 1));
} finally {
  await gateway.stop();
}

async function audit(gateway: AuditedGateway, rounds: number): Promise<number> {
  const wrong: string[] = [];
  for (const attack of attacks) {
    const problem = await problemWith(attack, gateway);
    console.log(
      `${problem === null ? '✓' : '✗'} ${attack.family}: ${attack.name}  ${attack.status} ${attack.code ?? ''}${problem ?? ''}`,
    );
    if (problem !== null) wrong.push(attack.name);
  }
  const { warmMb, endMb } = await repeat(gateway, rounds);
  const growthMb = Math.round((endMb - warmMb) * 10) / 10;
  const unharmed = gateway.exitCode() === undefined && (await serves(gateway));
  const figures = {
    ...{
      attacks: attacks.length,
      refused: attacks.length - wrong.length,
      rounds,
      requests: attacks.length * (rounds + 1),
    },
    ...{ warmMb, endMb, growthMb, unharmed },
  };
  console.log(
    `memory ${warmMb} MB after ${warmRounds} rounds, ${endMb} MB after ${rounds}; ${unharmed ? 'unharmed' : 'HARMED'}`,
  );
  console.log(JSON.stringify(figures));
  return wrong.length === 0 && unharmed && growthMb <= mostGrowthMb ? 0 : 1;
}

/** Null when it was refused as it must be, before any subgraph heard of it, and without a word too many. */
async function problemWith(attack: Attack, gateway: AuditedGateway): Promise<string | null> {
  const before = gateway.forwarded();
  const response = await attack.send(gateway);
  const text = await response.text();
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? null;
  const forwarded = gateway.forwarded() - before;
  const telling = /node_modules|at \w+ \(|SyntaxError|FST_|Did you mean|127\.0\.0\.1/.exec(text)?.[0];
  const said = [
    ...(response.status === attack.status && code === attack.code
      ? []
      : [`got ${response.status} ${code ?? text.slice(0, 100)}`]),
    ...(forwarded === 0 || attack.late === true ? [] : [`${forwarded} subgraphs heard of it`]),
    ...(telling === undefined ? [] : [`it tells «${telling}»`]),
    ...((await serves(gateway)) ? [] : ['nobody is served after it']),
  ];
  return said.length === 0 ? null : `  ← ${said.join('; ')}`;
}

/** Somebody else's ordinary question. */
async function serves({ url }: AuditedGateway): Promise<boolean> {
  const body = '{"query":"{ __typename }"}';
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { ...json, ...nextCaller() }, body });
  return (await response.text()).trim() === '{"data":{"__typename":"Query"}}';
}

async function repeat(gateway: AuditedGateway, rounds: number) {
  const memoryMb = async () => Math.round((await gateway.memoryBytes()) / 104_857.6) / 10;
  let warmMb = 0;
  for (let round = 1; round <= rounds; round += 1) {
    await Promise.all(attacks.map(async (attack) => (await attack.send(gateway)).arrayBuffer()));
    if (round === warmRounds) warmMb = await memoryMb();
  }
  return { warmMb, endMb: await memoryMb() };
}
