import type { z } from 'zod';

/**
 * What one event promises: its name on the wire, its integer version, the topic it lives on, the shape of its data and
 * one valid sample. A topic may hold `<agency>`, to be filled with a partner's name.
 */
export interface EventContract<Data = unknown> {
  readonly name: string;
  readonly version: number;
  readonly topic: string;
  readonly schema: z.ZodType<Data>;
  readonly sample: Data;
}

export type DataOf<Contract> = Contract extends EventContract<infer Data> ? Data : never;

/** Declares a contract; the sample is checked against the schema when the module is loaded. */
export function contract<Schema extends z.ZodType>(declared: {
  readonly name: string;
  readonly version?: number;
  readonly topic: string;
  readonly schema: Schema;
  readonly sample: z.input<Schema>;
}): EventContract<z.output<Schema>> {
  const sample = declared.schema.parse(declared.sample);
  return {
    name: declared.name,
    version: declared.version ?? 1,
    topic: declared.topic,
    schema: declared.schema,
    sample,
  } as EventContract<z.output<Schema>>;
}

/** CloudEvents `type`, e.g. `vn.motcua.dossier.submitted.v1`. */
export function wireType(declared: Pick<EventContract, 'name' | 'version'>): string {
  return `vn.motcua.${declared.name}.v${declared.version}`;
}

/** The concrete topics of a contract: a templated topic is filled once per agency. */
export function topicsOf(declared: Pick<EventContract, 'topic'>, agencies: readonly string[]): readonly string[] {
  return declared.topic.includes('<agency>')
    ? agencies.map((agency) => declared.topic.replace('<agency>', agency))
    : [declared.topic];
}
