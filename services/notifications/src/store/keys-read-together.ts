import type { DataKeys } from '@motcua/service-kit';

/** A key as it is at this moment; null when there is none, or no more. */
export type ReadKey = (id: string) => Promise<string | null>;

/** Those that are wanted at one time are asked for in one question. Nothing is remembered: a forgotten key is gone at once. */
export function readKeysTogether(dataKeys: Pick<DataKeys, 'findMany'>): ReadKey {
  let next: { readonly ids: Set<string>; readonly answer: Promise<ReadonlyMap<string, string | null>> } | undefined;
  const open = () => {
    const ids = new Set<string>();
    return { ids, answer: ask(ids) };
  };
  const ask = async (wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, string | null>> => {
    await new Promise((resolve) => setImmediate(resolve));
    next = undefined;
    const ids = [...wanted];
    const keys = await dataKeys.findMany(ids);
    return new Map(ids.map((id, index) => [id, keys[index] ?? null]));
  };
  return async (id) => {
    next ??= open();
    next.ids.add(id);
    return (await next.answer).get(id) ?? null;
  };
}
