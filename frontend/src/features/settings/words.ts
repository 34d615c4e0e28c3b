import { addWords } from '@/shared/i18n';
import jobs from '@/shared/i18n/vi/jobs.json';
import settings from '@/shared/i18n/vi/settings.json';

addWords({ jobs, settings }, () => import('./words.en'));
