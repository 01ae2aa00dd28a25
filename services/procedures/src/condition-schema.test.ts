import { compileCondition, toConditionSchema } from '@motcua/procedure-definition';
import fc from 'fast-check';
import {
  answersToThem,
  conditions,
  holdsByTheGrammar,
} from '../../../packages/procedure-definition/test/conditions.js';
import { strictAjv } from '../test/form-validator.js';

const seed = Number(process.env['SEED'] ?? 20_261_122);
const numRuns = 500;
const setsEach = 12;

describe('a condition as JSON Schema', () => {
  it(`holds for the same answers as the closure and the grammar, ${numRuns * setsEach} times`, () => {
    // One for all: each new one first compiles the schema of schemas.
    const ajv = strictAjv();
    let held = 0;
    fc.assert(
      fc.property(
        conditions,
        fc.array(answersToThem, { minLength: setsEach, maxLength: setsEach }),
        (condition, sets) => {
          const validate = ajv.compile({ type: 'object', ...toConditionSchema(condition) });
          const holds = compileCondition(condition);
          for (const answers of sets) {
            const expected = holdsByTheGrammar(condition, answers);
            expect({ schema: validate(answers), closure: holds(answers) }).toEqual({
              schema: expected,
              closure: expected,
            });
            if (expected) held += 1;
          }
        },
      ),
      { numRuns, seed },
    );
    process.stdout.write(`seed ${seed}: ${numRuns * setsEach} cases, ${held} hold\n`);
  });
});
