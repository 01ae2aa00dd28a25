import { Refusal } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { calendarEntryOf } from '../domain/appointment.js';
import { isWritten, type Correspondence } from '../domain/correspondence.js';
import type { Message } from '../domain/message.js';
import { renderLetter, renderText, type Values } from '../domain/render.js';
import type { Outcome } from '../domain/sending.js';
import { templateKey, type Template } from '../domain/templates.js';
import { mobileOf, placeOf, readAddresses, readKey } from './read-addresses.js';

/** What became of it; of a text, also the phone it went to. */
export interface Attempted {
  readonly outcome: Outcome;
  readonly phone?: string;
}

/** Words and address come together only here. Called once for each claim. */
export async function sendMessage(
  context: Context,
  id: string,
  state: Correspondence,
  message: Message,
): Promise<Attempted> {
  if (!isWritten(state)) throw new Error('a message without a correspondence');
  const { contact } = state;
  const wrappedKey = await readKey(context, id, contact);
  if (contact === null) throw new Error('a key without a contact');
  const addresses = readAddresses(context, id, contact, wrappedKey);
  const template = templateFor(context, message, languageOf(state) ?? contact.language);
  const values = { ...message.values, ...secretOf(context, id, message, wrappedKey) };
  const { messageId } = message;
  switch (message.channel) {
    case 'SMS': {
      const phone = mobileOf(addresses);
      const text = renderText(template, values);
      return { phone, outcome: await context.messageCentre.send({ messageId, to: phone, text }) };
    }
    case 'EMAIL': {
      const name = isName(addresses.name) ? addresses.name : unnamed[template.language];
      const letter = renderLetter(template, { ...values, name });
      const to = addresses.email ?? '';
      return { outcome: await context.post.send({ messageId, to, ...letter, ...calendarFor(message, template) }) };
    }
  }
}

/** As the applicant wished; undefined when nothing was wished. */
function languageOf(state: Correspondence): Template['language'] | undefined {
  return state.status === 'OPEN' ? state.preferences?.language : undefined;
}

/** What somebody wrote as a name may be a message of their own to whoever has the address; then nobody is named. */
function isName(name: string): boolean {
  return /^[\p{L}\p{M} .'’-]{1,100}$/u.test(name);
}

function calendarFor({ appointment, messageId, queuedAt, values }: Message, { language }: Template) {
  if (appointment === undefined) return {};
  const about = { messageId, queuedAt, code: values.code ?? '', language };
  return { calendar: calendarEntryOf(appointment, about) };
}

const unnamed = { vi: 'ông/bà', en: 'Sir or Madam' } as const;

/** The one thing that opens something, in its place in the text. */
function secretOf({ vault }: Context, id: string, { notice, encryptedSecret }: Message, wrappedKey: string): Values {
  if (encryptedSecret === undefined) return {};
  const secret = String(vault.decrypt(wrappedKey, placeOf(id, 'secret'), encryptedSecret));
  return notice === 'draft-expiring' ? { resumeUrl: secret } : { accessCode: secret };
}

function templateFor({ templates }: Context, message: Message, language: Template['language']): Template {
  const { notice, templateVersion: version, channel } = message;
  const template = templates.get(templateKey({ notice, version, channel, language }));
  if (template === undefined) throw new Refusal('TEXT_MISSING', 'The text of this version is not here any more.');
  return template;
}
