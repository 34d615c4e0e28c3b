import jobs from '@/shared/i18n/en/jobs.json';
import settings from '@/shared/i18n/en/settings.json';

export default { jobs, settings };
