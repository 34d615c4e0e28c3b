import { byArea, i18n } from '.';

// The Vietnamese words of the screens behind the sign-in.
const files = import.meta.glob<Record<string, unknown>>(
  ['./vi/*.json', '!./vi/{action,auth,form,problem,shell,state}.json'],
  { eager: true, import: 'default' },
);

i18n.addResourceBundle('vi', 'translation', byArea(files), true);
