import statistics from '@/shared/i18n/en/statistics.json';

export default { statistics };
