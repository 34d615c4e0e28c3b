import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { cssVariables, styleNonce, theme } from '@/shared/theme/theme';
import { Gate } from './Gate';

interface AppProps {
  queryClient: QueryClient;
  /** What is behind the sign-in. */
  children: ReactNode;
}

export function App({ queryClient, children }: AppProps) {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      getStyleNonce={styleNonce}
      cssVariablesResolver={cssVariables}
    >
      <QueryClientProvider client={queryClient}>
        <Gate>{children}</Gate>
      </QueryClientProvider>
    </MantineProvider>
  );
}
