import meetings from '@/shared/i18n/en/meetings.json';

export default { meetings };
