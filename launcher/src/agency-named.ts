import { agencies, type AgencyName } from '@motcua/event-contracts';

/** @throws Error naming the agencies there are */
export function agencyNamed(name: string | undefined): AgencyName {
  const found = agencies.find((agency) => agency === name);
  if (found === undefined) throw new Error(`Name an agency: ${agencies.join(' or ')}.`);
  return found;
}
