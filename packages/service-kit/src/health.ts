export interface Health {
  /** Adds a condition of being ready: resolves when all is well, rejects when not. Given two seconds. */
  check(name: string, probe: () => Promise<void>): void;
  /** The process listens and may be ready from now on. */
  started(): void;
  /** The process drains: not ready from now on, whatever the checks say. */
  stopping(): void;
  readiness(): Promise<Readiness>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly phase: 'STARTING' | 'RUNNING' | 'STOPPING';
  readonly checks: Readonly<Record<string, 'OK' | 'FAILED'>>;
}

const probeMs = 2_000;

/** Knows whether the process can serve: started, not stopping, and every check passes. Answers no reasons, only names. */
export function createHealth(): Health {
  const probes = new Map<string, () => Promise<void>>();
  let phase: Readiness['phase'] = 'STARTING';
  return {
    check(name, probe) {
      if (probes.has(name)) throw new Error(`a health check named "${name}" exists already`);
      probes.set(name, probe);
    },
    started() {
      if (phase === 'STARTING') phase = 'RUNNING';
    },
    stopping() {
      phase = 'STOPPING';
    },
    async readiness() {
      const results = await Promise.all([...probes].map(async ([name, probe]) => [name, await passes(probe)] as const));
      const checks = Object.fromEntries(results.map(([name, passed]) => [name, passed ? 'OK' : 'FAILED'] as const));
      return { ready: phase === 'RUNNING' && results.every(([, passed]) => passed), phase, checks };
    },
  };
}

async function passes(probe: () => Promise<void>): Promise<boolean> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timeout = setTimeout(resolve, probeMs, false);
  });
  const answered = Promise.resolve()
    .then(probe)
    .then(
      () => true,
      () => false, // a failed check is the answer, not a fault
    );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timeout);
  }
}
