import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SeedPlan } from './seed-plan.js';

/** Real processes that die by SIGKILL in the middle of their work. */
export interface Victims {
  /** Those that the plan wants, on their way; resolves to how many were killed. */
  readonly release: (plan: SeedPlan, acknowledged: Set<string>) => Promise<number>;
}

/** `unique` names the place where they work, beside everybody else. */
export function createVictims(unique: string): Victims {
  return {
    async release(plan, acknowledged) {
      const killed = await Promise.all([killTeller(unique, plan, acknowledged), killTally(unique, plan)]);
      return killed.filter(Boolean).length;
    },
  };
}

async function killTeller(unique: string, plan: SeedPlan, acknowledged: Set<string>): Promise<boolean> {
  if (plan.killedTeller === null) return false;
  const child = await start(unique, 'teller');
  child.on('message', (id) => {
    if (typeof id === 'string') acknowledged.add(id);
  });
  const requests = plan.clients.flat().slice(0, plan.killedTeller.afterRequests);
  for (const request of requests) child.send(request);
  return kill(child, plan.killedTeller.delayMs);
}

async function killTally(unique: string, plan: SeedPlan): Promise<boolean> {
  if (plan.killedTally === null) return false;
  const child = await start(unique, 'tally');
  return kill(child, plan.killedTally.delayMs);
}

async function start(unique: string, role: 'teller' | 'tally'): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./victim.js', import.meta.url)), [unique, role]);
  const [message] = (await once(child, 'message')) as [unknown];
  if (message !== 'ready') throw new Error(`a ${role} to be killed did not start`);
  return child;
}

async function kill(child: ChildProcess, afterMs: number): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  return child.signalCode === 'SIGKILL';
}
