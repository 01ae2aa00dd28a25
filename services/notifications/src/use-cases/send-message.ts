import { Refusal } from '@motcua/service-kit';
import { parsePhone } from '@motcua/vietnam';
import type { Context } from '../context.js';
import type { Addresses } from '../domain/contact.js';
import type { Correspondence } from '../domain/correspondence.js';
import type { Message } from '../domain/message.js';
import { renderLetter, renderText } from '../domain/render.js';
import type { Outcome } from '../domain/sending.js';
import { templateKey, type Template } from '../domain/templates.js';
import { readAddresses } from './read-addresses.js';

/** Words and address come together only here. Called once for each claim. */
export async function sendMessage(
  context: Context,
  id: string,
  state: Correspondence,
  message: Message,
): Promise<Outcome> {
  if (state.status !== 'OPEN') throw new Error('a message without a correspondence');
  const addresses = readAddresses(context, id, state);
  const template = templateFor(context, message, state.contact.language);
  const { messageId } = message;
  switch (message.channel) {
    case 'SMS':
      return context.messageCentre.send({
        messageId,
        to: mobileOf(addresses),
        text: renderText(template, message.values),
      });
    case 'EMAIL': {
      const letter = renderLetter(template, { ...message.values, name: addresses.name });
      return context.post.send({ messageId, to: addresses.email ?? '', ...letter });
    }
  }
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
