import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

/** Answers /api from the test handlers, for work on screens without a server (`npm run dev:mock`). */
function mockApi(): Plugin {
  return {
    name: 'lamtheo-mock-api',
    async configureServer(server) {
      server.middlewares.use('/api', async (req, res) => {
        try {
          const { answer } = await server.ssrLoadModule('/src/testing/answer.ts');
          const chunks: Buffer[] = [];
          for await (const chunk of req) chunks.push(chunk as Buffer);
          const hasBody = req.method !== 'GET' && req.method !== 'HEAD' && chunks.length > 0;
          const response: Response = await answer(
            new Request(`http://localhost/api${req.url ?? ''}`, {
              method: req.method,
              headers: Object.entries(req.headers).map(([k, v]) => [k, String(v)] as [string, string]),
              body: hasBody ? Buffer.concat(chunks) : undefined,
            }),
          );
          res.statusCode = response.status;
          response.headers.forEach((value, key) => {
            res.setHeader(key, value);
          });
          res.end(Buffer.from(await response.arrayBuffer()));
        } catch (error) {
          // A page that reloads breaks its requests off.
          res.destroy(error as Error);
        }
      });
    },
  };
}

const SRC = fileURLToPath(new URL('./src', import.meta.url));

/** Of the labels a build keeps those of groups that the sources name, without notes and repetitions. */
function slimLabels(): Plugin {
  const sources = () =>
    readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/generated|testing/.test(path))
      .map((path) => readFileSync(join(SRC, path), 'utf8'))
      .join('\n');
  return {
    name: 'lamtheo-slim-labels',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('labels.vi.json')) return;
      const named = sources();
      const groups: Record<string, Record<string, { label: string; short: string }>> = JSON.parse(code);
      const slim = Object.entries(groups)
        .filter(([group]) => named.includes(`'${group}'`))
        .map(([group, codes]) => [
          group,
          Object.fromEntries(
            Object.entries(codes).map(([name, { label, short }]) => [
              name,
              short === label ? { label } : { label, short },
            ]),
          ),
        ]);
      return JSON.stringify(Object.fromEntries(slim));
    },
  };
}

/** Words that come with their rooms instead of the frame (see `addWords`). */
const roomWords: Record<string, string> = {
  parts: 'remind',
  desk: 'notices|late',
  issues: 'issues|board|calendar|views',
  files: 'files',
  register: 'grid|queue|print|meetings',
  statistics: 'statistics',
  organisation: 'units|roll|delegations',
  administration: 'settings|jobs|admin|audit',
};

export default defineConfig(({ mode }) => ({
  plugins: [
    slimLabels(),
    react(),
    VitePWA({
      injectRegister: null,
      filename: 'sw.js',
      manifest: {
        name: 'Làm theo',
        short_name: 'Làm theo',
        lang: 'vi',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#8f1d1d',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        // The shell only. The document carries a nonce of its own and comes from the network first; API replies never enter a cache.
        globPatterns: ['assets/*.{js,css,woff2}', 'icon.svg'],
        navigateFallback: null,
        runtimeCaching: [
          {
            urlPattern: ({ request, url }) =>
              request.mode === 'navigate' &&
              !url.pathname.startsWith('/api') &&
              !url.pathname.startsWith('/docs'),
            handler: 'NetworkFirst',
            options: {
              cacheName: 'document',
              networkTimeoutSeconds: 4,
              plugins: [{ cacheKeyWillBeUsed: async () => '/index.html' }],
            },
          },
        ],
      },
    }),
    mode === 'mock' ? mockApi() : null,
  ],
  resolve: { alias: { '@': SRC } },
  build: {
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Few files for a first visit: one piece for the sign-in with all that it needs, one for the frame
        // of the screens with what they share; the rest splits by rooms.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules\/(react|react-dom|scheduler|get-nonce)\/|src\/(api\/client|shared\/(theme|i18n\/index)|app\/(App|Gate)|features\/auth\/api)/,
              priority: 5,
            },
            {
              name: 'frame',
              test: new RegExp(
                `node_modules/(?!@mantine/dates|dayjs)|src/(app/|features/(auth/SessionExpired|(programmes|org_units|notifications)/api)|shared/(?!form/(Calendar|PickField)|i18n/(en/|english|vi/(${Object.values(roomWords).join('|')}))))`,
              ),
              priority: 4,
            },
            {
              // What one room takes from another: its questions to the API and small parts, not its screens.
              name: 'parts',
              test: /src\/(features\/(registrations\/(api|years|queue\/waiting|decision|DecisionFields)|statistics\/(api|values)|issues\/(api|marks|verbs)|(code_lists|saved_views|late)\/api|reminders\/(api|RemindButton|words\.ts)|meetings\/api|org_units\/(Crumbs|pick)|people\/(api|pick))|shared\/(form\/PickField|i18n\/vi\/remind))/,
              priority: 4,
            },
            ...Object.entries({
              desk: 'home|late|reminders|notifications',
              files: 'files',
              issue_list: 'issues(?=/(list/(B|E|col)|IssuesScreen))|saved_views',
              issue_detail: 'issues(?=/(detail|IssueScreen))',
              issue_board: 'issues(?=/(board|Board))',
              issue_calendar: 'issues(?=/(calendar|Calendar))',
              issue_editor: 'issues(?=/(editor/(IssueE|Conf)|New|Edit))',
              issues: 'issues(?=/(act|words|Ways|list/(I|q)|editor/(Resp|Coord|Read|val)))',
              register: 'registrations|meetings',
              statistics: 'statistics',
              organisation: 'org_units|people',
              administration: 'admin|audit|programmes|settings',
            }).map(([name, features]) => ({
              name,
              test: new RegExp(
                `src/(features/(${features})/(?!words\\.en|RemindDialog)|shared/i18n/vi/(${roomWords[name] ?? 'none'})\\.json)`,
              ),
              // A group takes along what it needs: what several of them need comes before them.
              priority: name === 'files' ? 3 : name === 'issues' ? 2 : 1,
            })),
          ],
        },
      },
    },
  },
  server: {
    hmr: process.env.NO_HMR ? false : undefined,
    port: 5173,
    proxy: mode === 'mock' ? undefined : { '/api': process.env.LAMTHEO_API ?? 'http://127.0.0.1:8080' },
  },
  test: {
    environment: 'jsdom',
    globals: true,
    setupFiles: ['./src/testing/setup.ts'],
    css: false,
    testTimeout: 20_000,
  },
}));
