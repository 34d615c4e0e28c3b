import { createContext, type RefObject } from 'react';

/** Where a form inside a dialog says whether it holds unsaved input; null outside of dialogs. */
export const Unsaved = createContext<RefObject<boolean> | null>(null);
