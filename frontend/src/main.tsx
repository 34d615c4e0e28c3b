import '@/shared/theme/mantine';
import '@/shared/theme/base.css';
import '@/shared/i18n';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueryClient } from '@/api/client';
import { onSignOut } from '@/features/auth/api';
import { styleNonce } from '@/shared/theme/theme';
import { App } from './app/App';
import { newRouter } from './app/router';

setNonce(styleNonce());
const queryClient = newQueryClient();
const router = newRouter();
onSignOut(() => queryClient.clear());

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App queryClient={queryClient} router={router} />
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
