import board from '@/shared/i18n/en/board.json';
import calendar from '@/shared/i18n/en/calendar.json';
import issues from '@/shared/i18n/en/issues.json';
import views from '@/shared/i18n/en/views.json';

export default { board, calendar, issues, views };
