import '@testing-library/jest-dom/vitest';
import 'fake-indexeddb/auto';
import '@/shared/i18n';
import '@/shared/i18n/screens';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { session } from '@/api/session';
import { clearDrafts } from '@/shared/form/drafts';
import { resetDesk } from './deskHandlers';
import { resetIssues } from './issueData';
import { resetLate } from './lateHandlers';
import { resetWorld } from './registrationData';
import { server } from './server';
import { resetUnits } from './unitHandlers';

// What jsdom lacks and the component library asks for.
Object.defineProperty(window, 'matchMedia', {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: vi.fn(),
    removeListener: vi.fn(),
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    dispatchEvent: vi.fn(),
  }),
});
class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = NoResizeObserver;
Object.defineProperty(document, 'fonts', {
  value: { addEventListener: vi.fn(), removeEventListener: vi.fn() },
});
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 6000 });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(async () => {
  cleanup();
  for (const name of ['dangvien', 'chibo', 'xa']) await clearDrafts(`user-${name}`);
  server.resetHandlers();
  session.clear();
  resetWorld();
  resetUnits();
  resetDesk();
  resetIssues();
  resetLate();
});
afterAll(() => server.close());
