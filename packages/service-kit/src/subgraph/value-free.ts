/**
 * graphql-js quotes what it could not read: `Variable "$input" got invalid value { phone: "09…" } at "input.phone"; …`.
 * Keeps which variable, where and why, and drops the value.
 */
export function withoutValues(message: string): string {
  const coercion = /^(Variable "\$\w+") got invalid value/.exec(message);
  if (coercion === null) return message;
  const place = /.* at "([\w.[\]]+)"; /s.exec(message)?.[1];
  const reason = reasons.map((pattern) => pattern.exec(message)?.[0]).find((found) => found !== undefined);
  const where = place === undefined ? '' : ` at "${place}"`;
  return `${coercion[1] ?? ''} got an invalid value${where}${reason === undefined ? '.' : `; ${reason}`}`;
}

/** Reasons that hold names of the schema or texts of our scalars, and no value. */
const reasons = [
  /Field "\w+" of required type "[^"]+" was not provided\.$/,
  /Field "\w+" is not defined by type "\w+"\.(?: Did you mean.*)?$/,
  /Expected (?:non-nullable )?type "[^"]+"(?: not to be null| to be an object)?\.$/,
  /(?:DateTime|Date|JSON) (?:is|has|holds) [^"]*\.$/,
  /Upload value invalid\.$/,
];
