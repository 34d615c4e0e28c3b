import { byArea, i18n } from '.';

// The Vietnamese words of the screens behind the sign-in, without those that one room has for itself.
const files = import.meta.glob<Record<string, unknown>>(
  [
    './vi/*.json',
    '!./vi/{action,auth,form,problem,shell,state}.json',
    '!./vi/{settings,jobs,notices,statistics,admin,audit,units,roll,delegations,issues,board,calendar,views,files,late,remind,grid,queue,print,meetings}.json',
  ],
  { eager: true, import: 'default' },
);

i18n.addResourceBundle('vi', 'translation', byArea(files), true);
