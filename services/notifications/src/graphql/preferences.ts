import type { Preferences } from '../domain/preferences.js';
import type * as graph from './generated/resolvers.js';
import { toLanguage } from './preview.js';

export function toPreferences({ language, channelOrder, quietHours }: Preferences): graph.ContactPreferences {
  return { language: toLanguage(language), channelOrder: [...channelOrder], quietHours };
}
