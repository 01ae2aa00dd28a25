import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isEmpty, toJsonSchema, toUiSchema, type Problem, type RuleNotExpressed } from '@motcua/procedure-definition';
import { definitions, getDefinition, judge, mutate, samples } from '../test/sample-applications.js';

const schemas = new Map([...definitions].map(([code, definition]) => [code, toJsonSchema(definition)]));
const validators = new Map([...schemas].map(([code, schema]) => [code, compile(schema)]));

describe('a form as JSON Schema', () => {
  it.each([...definitions.keys()])('%s is a strict 2020-12 schema', (code) => {
    expect(validators.get(code)).toBeDefined();
  });

  it('accepts the accepted applications', () => {
    for (const { id, procedureCode, answers } of samples.filter(({ valid }) => valid)) {
      const validate = validators.get(procedureCode);
      expect([id, validate?.(withoutEmpty(answers)), validate?.errors]).toEqual([id, true, null]);
    }
  });

  it('agrees with the engine on every spoilt answer, but for the rules it says it cannot express', () => {
    const spoilt = samples.flatMap((sample) => [
      { code: sample.procedureCode, what: sample.id, ...sample },
      ...mutate(sample),
    ]);
    const disagreeing = spoilt.filter(({ code, answers }) => {
      const expressed = judge(code, answers).problems.filter((problem) => isExpressed(code, problem));
      return validators.get(code)?.(withoutEmpty(answers)) !== (expressed.length === 0);
    });
    expect(disagreeing.map(({ what }) => what)).toEqual([]);
    expect(spoilt.length).toBeGreaterThan(2000);
  });

  it('shows each control of the guide once, under the conditions of the form', () => {
    const ui = JSON.stringify(toUiSchema(getDefinition('2.000986')));
    const scopes = ui.match(/#\/properties\/\w+/g) ?? [];
    expect(new Set(scopes).size).toBe(scopes.length);
    // 97 fields and 5 in the repeating group, less the identity card, which is beyond the guide.
    expect(scopes).toHaveLength(97 + 5 - 1);
    expect(ui).toContain('"rule":{"effect":"SHOW","condition":{"scope":"#","schema":');
  });
});

function compile(schema: Readonly<Record<string, unknown>>) {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: false });
  formats.default(ajv);
  ajv.addKeyword('x-rulesNotExpressed');
  return ajv.compile(schema);
}

/** Papers are no part of the answers. */
function isExpressed(code: string, { field, code: problem }: Problem): boolean {
  if (problem === 'attachmentRequired') return false;
  return !notExpressedOf(code).some((rule) => rule.code === problem && rule.fields.includes(field));
}

function notExpressedOf(code: string): readonly RuleNotExpressed[] {
  const rules = schemas.get(code)?.['x-rulesNotExpressed'];
  if (!Array.isArray(rules)) throw new Error('no list of rules that are not expressed');
  return rules.filter((rule): rule is RuleNotExpressed => rule !== null);
}

function withoutEmpty(answers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => !isEmpty(value)));
}
