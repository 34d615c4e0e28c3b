import '@/shared/theme/mantine';
import '@/shared/theme/base.css';
import '@/shared/i18n';
import { setNonce } from 'get-nonce';
import { lazy, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueryClient } from '@/api/client';
import { onSignOut } from '@/features/auth/api';
import { styleNonce } from '@/shared/theme/theme';
import { App } from './app/App';

const Screens = lazy(() => import('./app/Screens'));

setNonce(styleNonce());
const queryClient = newQueryClient();
onSignOut(() => queryClient.clear());

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App queryClient={queryClient}>
        <Screens />
      </App>
    </StrictMode>,
  );
}

// The shell is kept for the next visit; API replies never are.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener(
    'load',
    () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined),
  );
}
