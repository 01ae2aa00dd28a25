/** What the providers are told of the environment; settings that go together are given together or not at all. */
import type { Env } from './env.js';
import type { MessageCentreSettings } from './providers/smpp.js';
import type { SmtpSettings } from './providers/smtp.js';

/** @throws Error when only a part of what goes together is given */
export function smtpSettings(env: Env): SmtpSettings {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_DKIM_SELECTOR: selector, MAIL_DKIM_KEY: privateKey } = env;
  if (selector === undefined && privateKey === undefined) return { url, from };
  if (selector === undefined || privateKey === undefined) {
    throw new Error('environment: MAIL_DKIM_SELECTOR and MAIL_DKIM_KEY go together');
  }
  return { url, from, dkim: { selector, privateKey } };
}

/** @throws Error when only a part of what goes together is given */
export function messageCentreSettings(env: Env): MessageCentreSettings {
  const perSecond = env.SMPP_PER_SECOND;
  const first = { url: env.SMPP_URL, systemId: env.SMPP_SYSTEM_ID, password: env.SMPP_PASSWORD, perSecond };
  const { SMPP_SECOND_URL: url, SMPP_SECOND_SYSTEM_ID: systemId, SMPP_SECOND_PASSWORD: password } = env;
  const brand = env.SMS_BRAND;
  if (url === undefined && systemId === undefined && password === undefined) return { brand, first };
  if (url === undefined || systemId === undefined || password === undefined) {
    throw new Error('environment: SMPP_SECOND_URL, SMPP_SECOND_SYSTEM_ID and SMPP_SECOND_PASSWORD go together');
  }
  return { brand, first, second: { url, systemId, password, perSecond } };
}
