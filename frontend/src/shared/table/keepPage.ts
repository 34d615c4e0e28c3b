/** Option for list queries: the old page stays on screen until the next one has arrived. */
export { keepPreviousData as keepPage } from '@tanstack/react-query';
