import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'vi' | 'en';

// One file per area; its name is the first part of every key in it. Vietnamese is in the first load, English comes on demand.
const vietnamese = import.meta.glob<Record<string, unknown>>('./vi/*.json', {
  eager: true,
  import: 'default',
});

const areaOf = (path: string) => path.replace(/^.*\//, '').replace(/\.json$/, '');

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: 'vi',
  fallbackLng: 'vi',
  resources: {
    vi: { translation: Object.fromEntries(Object.entries(vietnamese).map(([p, v]) => [areaOf(p), v])) },
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
