import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { NationalPortal } from '../context.js';

/**
 * Leaves each message as a file in a folder, for whatever brings them to the portal: `<code>.<revision>.json`, there at once and
 * whole. The same message again is the same file with the same bytes, so a program that takes files away may see one twice.
 */
export function createNationalFolder(folder: string): NationalPortal {
  return {
    async send(message) {
      const name = `${message.code}.${String(message.revision)}.json`;
      // Beside it, for a rename is whole within one file system alone; hidden, so that nobody takes it away half-written.
      const unfinished = join(folder, `.${name}.${randomUUID()}`);
      try {
        await writeThrough(unfinished, `${JSON.stringify(message, null, 2)}\n`);
        await rename(unfinished, join(folder, name));
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolder(folder);
    },
  };
}

/** On the disk, not in its memory, before the dossier says that it was sent. */
async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
