import {
  AgencyAnswerRefused,
  AgencyResultAccepted,
  AgencyResultCompleted,
  AgencyResultRejected,
  DossierStepCancelled,
  DossierStepRescheduled,
  wireType,
  type CloudEvent,
} from '@motcua/event-contracts';
import type { RunningProgram } from './running-program.js';
import type { Stage } from './stage.js';

/** What a subscriber must do. Rejects, with what was missed, when it does not. */
export interface Check {
  readonly says: string;
  readonly run: (stage: Stage, program: RunningProgram) => Promise<void>;
}

const patienceMs = 60_000;
const [accepted, ...last] = [AgencyResultAccepted, AgencyResultCompleted, AgencyResultRejected].map(wireType);

export const checks: readonly Check[] = [
  {
    says: 'answers a signed step: accepted, then completed or rejected, as contracted',
    async run(stage) {
      await stage.tell(stage.step({ dossierId: 'dos_first' }));
      await untilAnswered(stage, 'dos_first');
      const types = answersAbout(stage, 'dos_first').map(({ type }) => type);
      if (types[0] !== accepted) throw new Error(`its first answer was ${types[0] ?? 'nothing'}`);
      if (stage.said.includes(null)) throw new Error('it said something that is no CloudEvent under the dossier’s key');
      if (stage.doors.asked().answered === 0) throw new Error('it never read the dossier with a token');
    },
  },
  {
    says: 'believes nothing that Motcua has not signed',
    async run(stage) {
      const { headers, ...forged } = stage.step({ dossierId: 'dos_forged' });
      const wrong = { ...headers, 'motcua-signature': Buffer.alloc(64).toString('base64url') };
      const changed = Buffer.from(String(forged.value).replace('H26.153', 'H26.154'));
      await stage.tell(
        { ...forged, headers: {} },
        { ...forged, headers: wrong },
        { ...forged, headers: { ...headers, 'motcua-key-id': 'nobody-1' } },
        { ...forged, headers, value: changed },
        { ...forged, headers, value: Buffer.from('garbage') },
      );
      await tellAndWait(stage, 'dos_forged_true');
      if (answersAbout(stage, 'dos_forged').length > 0) throw new Error('it answered what was forged');
    },
  },
  {
    says: 'does what it hears twice once',
    async run(stage) {
      const before = new Set(answersAbout(stage, 'dos_first').map(({ id }) => id));
      await stage.tell(stage.step({ dossierId: 'dos_first' }), stage.step({ dossierId: 'dos_first' }));
      await tellAndWait(stage, 'dos_first_next');
      const more = answersAbout(stage, 'dos_first').filter(({ id }) => !before.has(id));
      if (more.length > 0) throw new Error(`it answered again under other ids: ${more.map(({ id }) => id).join()}`);
    },
  },
  {
    says: 'goes on after types and fields it does not know',
    async run(stage) {
      const type = 'vn.motcua.dossier.not-yet-invented.v1';
      await stage.tell(
        stage.step({ dossierId: 'dos_new', but: (event) => ({ ...event, type, data: { dossierId: 'dos_new' } }) }),
        stage.step({ dossierId: 'dos_new', feedSequence: 2, but: (event) => ({ ...event, laterextension: 'x' }) }),
      );
      await untilAnswered(stage, 'dos_new');
    },
  },
  {
    says: 'does what comes after a gap, and what comes late',
    async run(stage) {
      await stage.tell(stage.step({ dossierId: 'dos_gap', feedSequence: 2 }));
      await untilAnswered(stage, 'dos_gap', 1);
      await stage.tell(stage.step({ dossierId: 'dos_gap', feedSequence: 1 }));
      await untilAnswered(stage, 'dos_gap', 2);
    },
  },
  {
    says: 'names the question it answers, if any, by the id of the event',
    run(stage) {
      const named = answersAbout(stage, 'dos_first').map(
        ({ data }) => AgencyResultAccepted.schema.parse(data).questionId,
      );
      const wrong = named.filter((id) => id !== undefined && id !== 'dos_first/6');
      return wrong.length === 0 ? Promise.resolve() : Promise.reject(new Error(`it named ${wrong.join()}`));
    },
  },
  {
    says: 'goes on after a new date, a step taken away, and refusals of its answers, with a number and without',
    async run(stage) {
      const ids = () => new Set(answersAbout(stage, 'dos_moved').map(({ id }) => id));
      await tellAndWait(stage, 'dos_moved');
      const before = ids().size;
      await stage.tell(
        stage.event(DossierStepRescheduled, { dossierId: 'dos_moved', feedSequence: 2 }),
        stage.event(DossierStepCancelled, { dossierId: 'dos_moved', feedSequence: 3 }),
        stage.event(AgencyAnswerRefused, { dossierId: 'dos_moved', feedSequence: 4 }),
        stage.event(AgencyAnswerRefused, { dossierId: 'dos_unknown', feedSequence: null }),
      );
      await tellAndWait(stage, 'dos_moved_next');
      if (ids().size !== before) throw new Error('it answered what is no question');
    },
  },
  {
    says: 'does not work on a step that was taken away before it heard of its start; on its next start it does',
    async run(stage) {
      await stage.tell(stage.event(DossierStepCancelled, { dossierId: 'dos_away_again', feedSequence: 2 }));
      await stage.tell(stage.step({ dossierId: 'dos_away_again', feedSequence: 1 }));
      await tellAndWait(stage, 'dos_away_next');
      const wrong = answersAbout(stage, 'dos_away_again').filter(({ type }) => last.includes(type));
      if (wrong.length > 0) throw new Error('it did what is not wanted any more');
      await stage.tell(stage.step({ dossierId: 'dos_away_again', feedSequence: 3 }));
      await untilAnswered(stage, 'dos_away_again');
    },
  },
  {
    says: 'fetches a new key when one signs',
    async run(stage) {
      stage.changeKey();
      await tellAndWait(stage, 'dos_key');
    },
  },
  {
    says: 'waits for a platform that is away, and answers then',
    async run(stage) {
      stage.doors.setEndpoint('AWAY');
      await stage.tell(stage.step({ dossierId: 'dos_away' }));
      await until('a question to the endpoint', () => stage.doors.asked().inVain > 0);
      stage.doors.setEndpoint('THERE');
      await untilAnswered(stage, 'dos_away');
    },
  },
  {
    says: 'takes up after kill -9 what it had not finished, under the same ids',
    async run(stage, program) {
      const { inVain } = stage.doors.asked();
      stage.doors.setEndpoint('AWAY');
      await stage.tell(stage.step({ dossierId: 'dos_killed' }));
      await until('a question to the endpoint', () => stage.doors.asked().inVain > inVain);
      await program.kill();
      stage.doors.setEndpoint('THERE');
      program.start();
      await untilAnswered(stage, 'dos_killed');
      const ids = new Set(answersAbout(stage, 'dos_killed').map(({ id }) => id));
      if (ids.size !== 2) throw new Error(`it gave ${ids.size} answers, not two: ${[...ids].join()}`);
    },
  },
  {
    says: 'commits what it has dealt with',
    async run(stage) {
      await until('nothing of the feed to be uncommitted', async () => (await stage.uncommitted()) === 0);
    },
  },
];

async function tellAndWait(stage: Stage, dossierId: string): Promise<void> {
  await stage.tell(stage.step({ dossierId }));
  await untilAnswered(stage, dossierId);
}

const untilAnswered = (stage: Stage, dossierId: string, times = 1): Promise<void> =>
  until(`${times === 1 ? 'an' : 'another'} answer about ${dossierId}`, () => {
    const final = answersAbout(stage, dossierId).filter(({ type }) => last.includes(type));
    return new Set(final.map(({ id }) => id)).size >= times;
  });

/** As contracted; others do not count. */
function answersAbout({ said }: Stage, dossierId: string): readonly CloudEvent[] {
  return said.filter((event): event is CloudEvent => {
    const contract = [AgencyResultAccepted, AgencyResultCompleted, AgencyResultRejected].find(
      (each) => wireType(each) === event?.type,
    );
    const data = contract?.schema.safeParse(event?.data).data;
    return data?.dossierId === dossierId;
  });
}

/** Another process gives no sign of its own: looked at again and again, up to a deadline. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${patienceMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
