import { Refusal } from '@motcua/service-kit';
import { parsePhone } from '@motcua/vietnam';
import type { Context } from '../context.js';
import type { Addresses } from '../domain/contact.js';
import { isWritten, type Correspondence } from '../domain/correspondence.js';
import type { Message } from '../domain/message.js';
import { renderLetter, renderText, type Values } from '../domain/render.js';
import type { Outcome } from '../domain/sending.js';
import { templateKey, type Template } from '../domain/templates.js';
import { placeOf, readAddresses, readKey } from './read-addresses.js';

/** Words and address come together only here. Called once for each claim. */
export async function sendMessage(
  context: Context,
  id: string,
  state: Correspondence,
  message: Message,
): Promise<Outcome> {
  if (!isWritten(state)) throw new Error('a message without a correspondence');
  const { contact } = state;
  const wrappedKey = await readKey(context, id, contact);
  if (contact === null) throw new Error('a key without a contact');
  const addresses = readAddresses(context, id, contact, wrappedKey);
  const template = templateFor(context, message, contact.language);
  const values = { ...message.values, ...secretOf(context, id, message, wrappedKey) };
  const { messageId } = message;
  switch (message.channel) {
    case 'SMS':
      return context.messageCentre.send({ messageId, to: mobileOf(addresses), text: renderText(template, values) });
    case 'EMAIL': {
      const letter = renderLetter(template, { ...values, name: addresses.name || unnamed[contact.language] });
      return context.post.send({ messageId, to: addresses.email ?? '', ...letter });
    }
  }
}

const unnamed = { vi: 'ông/bà', en: 'Sir or Madam' } as const;

/** The one thing that opens something, in its place in the text. */
function secretOf({ vault }: Context, id: string, { notice, encryptedSecret }: Message, wrappedKey: string): Values {
  if (encryptedSecret === undefined) return {};
  const secret = String(vault.decrypt(wrappedKey, placeOf(id, 'secret'), encryptedSecret));
  return notice === 'access-code' ? { accessCode: secret } : { resumeUrl: secret };
}

function templateFor({ templates }: Context, message: Message, language: Template['language']): Template {
  const { notice, templateVersion: version, channel } = message;
  const template = templates.get(templateKey({ notice, version, channel, language }));
  if (template === undefined) throw new Refusal('TEXT_MISSING', 'The text of this version is not here any more.');
  return template;
}

function mobileOf({ phone }: Addresses): string {
  const parsed = parsePhone(phone ?? '');
  if (!parsed.ok || !parsed.canReceiveSms) throw new Refusal('PHONE_UNUSABLE', 'The phone takes no texts.');
  return parsed.e164;
}
