import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'vi' | 'en';

// One file per area; its name is the first part of every key in it. The words of the sign-in are in the first load,
// those that several rooms share come with the frame of the screens (./screens), those of one room with that room
// (`addWords`). English comes on demand.
const vietnamese = import.meta.glob<Record<string, unknown>>(
  './vi/{action,auth,form,problem,shell,state}.json',
  { eager: true, import: 'default' },
);

/** The files of a catalogue under their areas. */
export function byArea(files: Record<string, Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(files).map(([path, words]) => [path.replace(/^.*\//, '').replace(/\.json$/, ''), words]),
  );
}

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: 'vi',
  fallbackLng: 'vi',
  resources: {
    vi: { translation: byArea(vietnamese) },
  },
  interpolation: { escapeValue: false },
  returnNull: false,
  react: { bindI18nStore: 'added' },
  initAsync: false,
});

type Words = Record<string, unknown>;
const rooms: (() => Promise<{ default: Words }>)[] = [];

/** The words of one room under their areas: Vietnamese at once, English when it is spoken. */
export function addWords(words: Words, english: () => Promise<{ default: Words }>) {
  i18n.addResourceBundle('vi', 'translation', words, true);
  rooms.push(english);
  if (i18n.hasResourceBundle('en', 'translation')) void addEnglish(english);
}

async function addEnglish(words: () => Promise<{ default: Words }>) {
  i18n.addResourceBundle('en', 'translation', (await words()).default, true);
}

/** Switches the language of the screens; the choice lasts until the page is left. */
export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18n.hasResourceBundle('en', 'translation')) {
    await Promise.all([() => import('./english'), ...rooms].map(addEnglish));
  }
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}

export function language(): Language {
  return i18n.language === 'en' ? 'en' : 'vi';
}
