import { type Answer, bearer, type Running, send, startRunning } from './running-gateway.js';
import { aCitizen } from './identity-issuer.js';

export const keepOne =
  'mutation ($file: Upload!) { keep(input: { file: $file, note: "n" }) { bytes sha256 name type } }';
export const keepNested = 'mutation ($input: KeepInput!) { keep(input: $input) { bytes sha256 name type } }';
export const keepMany = 'mutation ($files: [Upload!]!) { keepMany(files: $files) { bytes sha256 name } }';

export interface Uploading extends Running {
  readonly token: string;
  readonly sendForm: (form: FormData) => Promise<Answer>;
  readonly upload: (operations: unknown, map: unknown, files: readonly File[]) => Promise<Answer>;
}

/** A gateway that takes two files of 25 MB, and a citizen who sends them. */
export async function startUploading(): Promise<Uploading> {
  const running = await startRunning({
    settings: { uploads: { maxFileBytes: 25_000_000, maxFiles: 2, maxFieldBytes: 50_000 } },
  });
  const token = await running.issuer.sign(aCitizen);
  const headers = { ...bearer(token), 'apollo-require-preflight': 'true' };
  const sendForm = (body: FormData): Promise<Answer> => send(running.url, { method: 'POST', headers, body });
  return {
    ...running,
    token,
    sendForm,
    upload(operations, map, files) {
      const form = new FormData();
      form.append('operations', JSON.stringify(operations));
      form.append('map', JSON.stringify(map));
      for (const [index, each] of files.entries()) form.append(String(index), each);
      return sendForm(form);
    },
  };
}

export function operation(query: string): string {
  return JSON.stringify({ query, variables: { file: null } });
}

export function file(bytes: Buffer): File {
  return new File([bytes], 'a.pdf', { type: 'application/pdf' });
}
