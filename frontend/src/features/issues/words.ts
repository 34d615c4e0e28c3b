import '@/features/files/words';
import { addWords } from '@/shared/i18n';
import board from '@/shared/i18n/vi/board.json';
import calendar from '@/shared/i18n/vi/calendar.json';
import issues from '@/shared/i18n/vi/issues.json';
import views from '@/shared/i18n/vi/views.json';

addWords({ board, calendar, issues, views }, () => import('./words.en'));
