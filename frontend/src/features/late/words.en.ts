import late from '@/shared/i18n/en/late.json';

export default { late };
