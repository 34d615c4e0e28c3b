// Takes screenshots of the screens at 1280 and 360 px against a running server, for looking at them.
// node e2e/shots.mjs http://127.0.0.1:5173 chibo PASSWORD / /branch ...
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [base, username, password, ...addresses] = process.argv.slice(2);
const shots = new URL('./shots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'lamtheo-chromium-'));
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: flags.split(' '),
  locale: 'vi-VN',
  serviceWorkers: 'block',
});
const page = await context.newPage();
page.on('console', (message) => message.type() === 'error' && console.log('console:', message.text()));
page.on('pageerror', (error) => console.log('page error:', error.message));
try {
  await page.request.post(`${base}/api/v1/auth/logout`).catch(() => undefined);
  await page.goto(base);
  if (username !== '-') {
    await page.getByLabel('Tên đăng nhập').fill(username);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  }
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 800 });
    for (const address of addresses) {
      await page.goto(base + address);
      await page.waitForLoadState('networkidle');
      const name = `${username}-${address.replace(/[^a-z0-9]+/gi, '_')}-${width}.png`;
      await page.screenshot({ path: join(shots, name), fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      const axe = await new AxeBuilder({ page }).analyze();
      const found = axe.violations.map((v) => `${v.impact} ${v.id}: ${v.nodes[0]?.html.slice(0, 140)}`);
      console.log(
        name,
        wide > 0 ? `OVERFLOW ${wide}px` : 'fits',
        found.length ? `\n  ${found.join('\n  ')}` : 'axe clean',
      );
    }
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
