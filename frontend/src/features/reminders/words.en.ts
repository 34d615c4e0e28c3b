import remind from '@/shared/i18n/en/remind.json';

export default { remind };
