/** What a client of the released schema would notice. */
export function changesSince(
  released: string,
  apiSchema: string,
): {
  readonly breaking: readonly string[];
  readonly dangerous: readonly string[];
  readonly deprecated: readonly string[];
  readonly added: readonly string[];
};
