import notices from '@/shared/i18n/en/notices.json';

export default { notices };
