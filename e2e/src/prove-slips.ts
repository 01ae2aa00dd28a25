import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Actors } from './actors.js';

interface Slip {
  readonly number: string;
  readonly form: string;
  readonly downloadPath: string;
  readonly qrText: string;
}

interface Verified {
  readonly number: string;
  readonly form: string;
  readonly digest: string;
}

const judge = fileURLToPath(new URL('../../services/dossiers/dist/verify-slip.js', import.meta.url));
const run = promisify(execFile);

/**
 * Prints every official slip of the citizen's dossier through the endpoint, asks as anybody what its code says, and has its file judged
 * with the public keys alone. Answers the forms; rejects where one of the three says something else.
 */
export async function proveSlips(
  endpoint: string,
  { citizen, anybody }: Pick<Actors, 'citizen' | 'anybody'>,
  dossierId: string,
): Promise<readonly string[]> {
  const { dossier } = await citizen.ask<{ dossier: { slips: readonly Slip[] } }>(
    `query Slips($id: ID!) { dossier(id: $id) { slips { number form downloadPath qrText } } }`,
    { id: dossierId },
  );
  const folder = await mkdtemp(join(tmpdir(), 'motcua-slips-'));
  try {
    const keys = join(folder, 'document-keys.json');
    await writeFile(keys, await bytesAt(endpoint, '/document-keys.json'));
    for (const slip of dossier.slips) {
      const file = join(folder, 'slip.pdf');
      await writeFile(file, await bytesAt(endpoint, slip.downloadPath));
      const { verifyDocument: told } = await anybody.ask<{ verifyDocument: Verified }>(
        `query Verify($token: String!) { verifyDocument(token: $token) { number form digest } }`,
        { token: slip.qrText },
      );
      const alone = JSON.parse((await run(process.execPath, [judge, file, keys])).stdout) as Verified; // its own output
      for (const { number, form, digest } of [told, alone]) {
        if (number === slip.number && form === slip.form && digest === told.digest) continue;
        throw new Error(`${slip.number} is told to be ${JSON.stringify({ number, form, digest })}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return dossier.slips.map(({ form }) => form);
}

async function bytesAt(endpoint: string, path: string): Promise<Buffer> {
  const answer = await fetch(new URL(path, endpoint));
  if (!answer.ok) throw new Error(`${path.split('/')[1] ?? path} answered ${String(answer.status)}`);
  return Buffer.from(await answer.arrayBuffer());
}
