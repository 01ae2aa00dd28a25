// Examples of the AsyncAPI document: the contracts' samples in their envelopes. Those of a partner's feed are signed with a key
// that everybody knows, so that a subscriber can try its own verification on them.
import { createPrivateKey, sign } from 'node:crypto';

const base64url = (hex) => Buffer.from(hex, 'hex').toString('base64url');
/** RFC 8032, 7.1, test 1: signs nothing but examples. */
const rfc8032 = {
  d: base64url('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
  x: base64url('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
};

export const sampleKey = { kty: 'OKP', crv: 'Ed25519', x: rfc8032.x, kid: 'sample-1', alg: 'EdDSA', use: 'sig' };

/** The value on the wire is `JSON.stringify(payload)`. */
export function exampleOf(contracts, contract, topic) {
  const isFeed = topic === contracts.partnerTopic;
  const payload = contracts.toCloudEvent(contract, contract.sample, addressed(contracts, contract, topic, isFeed));
  const attributes = Object.entries(payload).filter(([name]) => name !== 'data' && name !== 'datacontenttype');
  const headers = {
    'content-type': 'application/cloudevents+json; charset=UTF-8',
    ...Object.fromEntries(attributes.map(([name, value]) => [`ce_${name}`, value])),
    ...(isFeed ? signatureOf(payload) : {}),
  };
  return { name: contract.name, headers, payload };
}

/** Where a real one would come from. */
function addressed({ saying }, { name, sample }, topic, isFeed) {
  const { shipmentId, paymentId, messageId, dossierId, draftId, procedureId, officeId, calendarId } = sample;
  const subject = shipmentId ?? paymentId ?? messageId ?? dossierId ?? draftId ?? procedureId ?? officeId ?? calendarId;
  const about = { subject, key: dossierId ?? subject, occurredAt: new Date('2026-11-23T04:00:00.000Z') };
  if (topic.startsWith('agency-result.')) {
    const sequence = name.endsWith('.accepted') ? 14 : 15;
    const id = `residence-police/${dossierId}/${sample.stepKey}/${sequence}`;
    return { ...about, id, sequence, source: '/agencies/residence-police' };
  }
  const service = Object.keys(saying).find((each) => saying[each].includes(topic)) ?? 'dossiers';
  const said = { ...about, id: `${subject}/7`, sequence: 7, source: `/motcua/${service}` };
  return isFeed ? { ...said, feedSequence: 1 } : said;
}

function signatureOf(payload) {
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', ...rfc8032 } });
  const signed = Buffer.from(`${payload.id}.${payload.time}.${JSON.stringify(payload)}`);
  return { 'motcua-signature': sign(null, signed, key).toString('base64url'), 'motcua-key-id': sampleKey.kid };
}
