/** One place for every topic; `npm run topics` creates them. A live topic's partition count is never changed. */
export interface TopicDeclaration {
  readonly name: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

/** The agencies that subscribe. The name is the Kafka user, the topic part and the token's client. */
export const agencies = ['residence-police', 'health-insurance'] as const;
export type AgencyName = (typeof agencies)[number];

/** Consumer groups by the topics they hear; each pair has a dead-letter topic. */
export const hearing: Readonly<Record<string, readonly string[]>> = {
  dossiers: [
    'procedure.v1',
    'payment.v1',
    'notification.v1',
    'delivery.v1',
    ...agencies.map((name) => `agency-result.${name}.v1`),
  ],
  payments: ['payment.v1', 'dossier.v1', 'delivery.v1', 'procedure.v1'],
  notifications: ['notification.v1', 'dossier.v1', 'draft.v1', 'payment.v1', 'delivery.v1', 'procedure.v1'],
  delivery: ['delivery.v1', 'dossier.v1', 'procedure.v1'],
};

/** Who publishes on which topic; each has one publisher. Agencies speak on their own topics. */
export const saying: Readonly<Record<string, readonly string[]>> = {
  procedures: ['procedure.v1'],
  dossiers: ['dossier.v1', 'draft.v1', ...agencies.map((name) => `partner.${name}.v1`)],
  payments: ['payment.v1'],
  notifications: ['notification.v1'],
  delivery: ['delivery.v1'],
};

/** Topics whose messages have a dossier's id as their key: whoever shows a dossier hears here that it changed. */
export const aboutDossiers = ['dossier.v1', 'payment.v1', 'notification.v1', 'delivery.v1'] as const;

const dayMs = 86_400_000;
const keptFor = (days: number) => ({ 'cleanup.policy': 'delete', 'retention.ms': String(days * dayMs) });

export function deadLetterTopic(topic: string, group: string): string {
  return `${topic}.${group}.dead`;
}

/** Every topic of the platform, dead letters included. */
export function topics(): readonly TopicDeclaration[] {
  const internal = ['dossier.v1', 'draft.v1', 'payment.v1', 'notification.v1', 'delivery.v1'].map((name) => ({
    name,
    partitions: 6,
    config: keptFor(30),
  }));
  const feeds = agencies.flatMap((name) => [
    { name: `partner.${name}.v1`, partitions: 3, config: keptFor(14) },
    { name: `agency-result.${name}.v1`, partitions: 3, config: keptFor(30) },
  ]);
  const dead = Object.entries(hearing).flatMap(([group, heard]) =>
    heard.map((topic) => ({ name: deadLetterTopic(topic, group), partitions: 1, config: keptFor(90) })),
  );
  const catalogue = { name: 'procedure.v1', partitions: 1, config: { 'cleanup.policy': 'compact' } };
  return [catalogue, ...internal, ...feeds, ...dead];
}
