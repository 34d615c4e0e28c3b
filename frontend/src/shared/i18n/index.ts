import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'vi' | 'en';

// One file per area; its name is the first part of every key in it. The words of the sign-in are in the first load,
// the others come with the frame of the screens (./screens), English comes on demand.
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
  initAsync: false,
});

/** Switches the language of the screens; the choice lasts until the page is left. */
export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18n.hasResourceBundle('en', 'translation')) {
    i18n.addResourceBundle('en', 'translation', (await import('./english')).default);
  }
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}

export function language(): Language {
  return i18n.language === 'en' ? 'en' : 'vi';
}
