import { AgencyAnswerRefused } from '@motcua/event-contracts';
import { publish, type Published, type Stored } from '@motcua/service-kit';
import type { AgencyNoticeState, AnswerRefused } from '../domain/agency-notice.js';

/** As `publishedRefusal`, without a number: it is about no dossier whose events the agency counts. */
export function publishedAgencyNotice(
  { agency, dossierId, stepKey, answerId, reasonCode, refusedAt }: AnswerRefused,
  { id }: Stored<AgencyNoticeState, AnswerRefused>,
): readonly Published[] {
  const data = { dossierId, stepKey, answerId, reasonCode, refusedAt: refusedAt.toISOString() };
  return [publish(AgencyAnswerRefused, data, { key: id, topic: `partner.${agency}.v1` })];
}
