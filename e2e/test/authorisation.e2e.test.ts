import { fileURLToPath } from 'node:url';
import { extendSchema, parse } from 'graphql';
import { readApplication } from '../src/application.js';
import { authorisationMatrix, readSchema, undeclared } from '../src/authorisation/matrix.js';
import { setStage } from '../src/authorisation/stage.js';
import { signInEverybody } from '../src/authorisation/viewers.js';
import { onPlatform } from '../src/on-platform.js';

const on = onPlatform();

const birth = fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url));

describe('the authorisation matrix', () => {
  it('has a rule for every operation and every field of a dossier', () => {
    expect(undeclared(readSchema())).toEqual([]);
  });

  it('misses the rule of a query, mutation, subscription or field that is new', () => {
    const types = ['Query', 'Mutation', 'Subscription', 'Dossier'];
    const more = types.map((type) => `extend type ${type} { unheardOf(id: ID!): Dossier }`).join(' ');
    expect(undeclared(extendSchema(readSchema(), parse(more)))).toEqual(
      types.map((type) => `${type}.unheardOf has no rule`),
    );
  });

  it('holds, for every operation and field asked as everybody', async () => {
    const stage = await setStage(on.actors, readApplication(birth));
    const viewers = await signInEverybody(on.platform, on.actors, stage.tokens);
    const { cells, wrong } = await authorisationMatrix(stage, viewers);
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(2_000);
  }, 180_000);
});
