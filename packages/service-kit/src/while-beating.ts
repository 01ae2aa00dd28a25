/** Heartbeats while the work runs, so that a slow reaction does not cost the membership. */
export async function whileBeating<Result>(
  { heartbeat }: { readonly heartbeat: () => Promise<void> },
  work: () => Promise<Result>,
): Promise<Result> {
  const beating = setInterval(() => {
    // Not lost: a membership that is gone is said again by the next heartbeat, which the batch awaits.
    heartbeat().catch(() => undefined);
  }, beatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}

const beatEveryMs = 2_000;
