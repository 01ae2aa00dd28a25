import { randomUUID } from 'node:crypto';
import { GraphQLAnswerError, type Client } from './client.js';

/** One mutation about a dossier, by its name and the type of its input. */
export async function act(
  client: Client,
  name: string,
  input: Readonly<Record<string, unknown>>,
  inputType = 'DossierActionInput',
): Promise<void> {
  await client.ask(`mutation Act($input: ${inputType}!) { ${name}(input: $input) { dossier { id } } }`, {
    input: { requestId: randomUUID(), ...input },
  });
}

/** The code it is refused with; null when it is not. */
export async function refusalOf(acting: Promise<unknown>): Promise<string | null> {
  return acting.then(
    () => null,
    (error: unknown) => {
      if (error instanceof GraphQLAnswerError) return error.code;
      throw error;
    },
  );
}
