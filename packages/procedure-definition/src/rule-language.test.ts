import fc from 'fast-check';
import { answersToThem, conditions, holdsByTheGrammar } from '../test/conditions.js';
import { answersToRules, days, isBrokenByTheGrammar, rulesOf } from '../test/rules.js';
import { compileRule } from './check-rule.js';
import { compileCondition } from './condition.js';
import { Rule } from './rule.js';

const seed = Number(process.env['SEED'] ?? 20_261_122);
const conditionCases = 10_000;
const casesPerRule = 1_500;
const types = Object.keys(rulesOf) as Rule['type'][]; // keys of a literal

describe('the rule language, against the words of its grammar', () => {
  const counted: string[] = [];

  it(`reads ${conditionCases} conditions alike`, () => {
    let held = 0;
    fc.assert(
      fc.property(conditions, answersToThem, (condition, answers) => {
        const holds = compileCondition(condition)(answers);
        if (holds) held += 1;
        return holds === holdsByTheGrammar(condition, answers);
      }),
      { numRuns: conditionCases, seed },
    );
    counted.push(`conditions: ${conditionCases}, ${held} hold`);
    expect(held / conditionCases).toBeGreaterThan(0.25);
    expect(held / conditionCases).toBeLessThan(0.75);
  });

  it.each(types)(`breaks and keeps ${casesPerRule} rules of type %s alike`, (type) => {
    let broken = 0;
    fc.assert(
      fc.property(rulesOf[type] as fc.Arbitrary<Rule>, answersToRules, days, (rule, answers, today) => {
        const isBroken = compileRule(rule).isBroken(answers, today);
        if (isBroken) broken += 1;
        return isBroken === isBrokenByTheGrammar(rule, answers, today);
      }),
      { numRuns: casesPerRule, seed },
    );
    counted.push(`${type}: ${casesPerRule}, ${broken} broken`);
    // A rule that is nearly never broken or always would show nothing.
    expect(broken).toBeGreaterThan(casesPerRule / 50);
    expect(broken).toBeLessThan(casesPerRule * 0.9);
  });

  it('draws rules that a definition may hold', () => {
    for (const type of types) {
      for (const rule of fc.sample<Rule>(rulesOf[type], { numRuns: 20, seed })) {
        expect(Rule.safeParse(JSON.parse(JSON.stringify(rule))).success).toBe(true);
      }
    }
  });

  afterAll(() => {
    process.stdout.write(`seed ${seed}\n${counted.join('\n')}\n`);
  });
});
