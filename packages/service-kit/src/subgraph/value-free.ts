/**
 * graphql-js quotes what it could not read: `Variable "$input" got invalid value { phone: "09…" } at "input.phone"; …`, and
 * likewise for values that stand in the document itself. Keeps which variable or type, where and why, and drops the value.
 * Names of a document's own fields and types stay: they are a program's, not a person's.
 */
export function withoutValues(message: string): string {
  const coercion = /^(Variable "\$\w+") got invalid value/.exec(message);
  if (coercion === null) return withoutLiterals(message);
  const place = /.* at "([\w.[\]]+)"; /s.exec(message)?.[1];
  const reason = reasons.map((pattern) => pattern.exec(message)?.[0]).find((found) => found !== undefined);
  const undefinedField = /Field "\w+" is not defined by (type "\w+")\.(?: Did you mean.*)?$/.exec(message);
  const why = undefinedField === null ? reason : `A field is not defined by ${undefinedField[1] ?? 'its type'}.`;
  const where = place === undefined ? '' : ` at "${place}"`;
  return `${coercion[1] ?? ''} got an invalid value${where}${why === undefined ? '.' : `; ${why}`}`;
}

/** Reasons that hold names of the schema or texts of our scalars, and no value. */
const reasons = [
  /Field "\w+" of required type "[^"]+" was not provided\.$/,
  /Expected (?:non-nullable )?type "[^"]+"(?: not to be null| to be an object)?\.$/,
  /(?:DateTime|Date|JSON) (?:is|has|holds) [^"]*\.$/,
  /Upload value invalid\.$/,
];

function withoutLiterals(message: string): string {
  for (const quoting of quotingLiterals) {
    const kept = quoting.exec(message)?.[1];
    if (kept !== undefined) return `${kept}.`;
  }
  return message;
}

/** What comes before the value in messages about a value in the document. */
const quotingLiterals = [
  /^(Expected value of type "[^"]+"), found /,
  /^((?:Enum "\w+"|\w+) cannot represent (?:[\w-]+ )*value): /,
  /^Value "[^"]*" (does not exist in "\w+" enum)/,
  /^(Syntax Error: (?:Unexpected|Expected [^,]*, found) (?:Block)?String) "/,
];
