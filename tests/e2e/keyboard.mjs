// A person who uses the keyboard and nothing else. Every page counts pointer
// events; a flow ends by showing that there were none.
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';

const require = createRequire(new URL('../../frontend/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');
// Every rule there is: experimental ones, those of level AAA and best practices too.
const rules = require('axe-core')
  .getRules()
  .map(({ ruleId }) => ruleId);

const base = process.env.E2E_BASE;
const password = process.env.E2E_PASSWORD;
const shots = process.env.E2E_SHOTS;
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Opens a browser for one width and closes it when `story` is told. */
export async function browse(width, story) {
  const profile = mkdtempSync(join(tmpdir(), 'lamtheo-chromium-'));
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: flags.split(' ') });
  try {
    await story((name) => person(browser, width, name));
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function person(browser, width, name) {
  const context = await browser.newContext({
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width, height: width < 640 ? 740 : 800 },
    serviceWorkers: 'block',
  });
  await context.addInitScript(() => {
    addEventListener('pointerdown', () => sessionStorage.setItem('pointer', 'used'), true);
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('response', (reply) => reply.status() >= 500 && faults.push(`${reply.status()} ${reply.url()}`));
  const user = new Person(page, name, width, faults);
  await user.signIn();
  return user;
}

class Person {
  constructor(page, name, width, faults) {
    Object.assign(this, { page, name, width, faults });
  }

  async signIn() {
    await this.page.goto(base);
    await this.type(this.page.getByLabel('Tên đăng nhập'), this.name);
    await this.type(this.page.getByLabel('Mật khẩu', { exact: true }), password);
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('heading', { level: 1, name: 'Việc cần làm' }).waitFor();
  }

  async open(address) {
    await this.page.goto(base + address);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    await this.settled();
  }

  /** Moves the focus by Tab until it stands on `target`. */
  async reach(target) {
    await target.first().waitFor();
    for (let step = 0; step < 400; step += 1) {
      if (await target.first().evaluate((e) => e === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    assert.fail(`${target} cannot be reached by Tab`);
  }

  async press(target, key = 'Enter') {
    await this.reach(target);
    await this.page.keyboard.press(key);
  }

  async type(target, text) {
    await this.reach(target);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** Chooses in a native list by its first letters, as one does with the keyboard. */
  async choose(target, label) {
    await this.reach(target);
    await this.page.keyboard.type(label);
    const chosen = await target.evaluate((e) => e.selectedOptions?.[0]?.textContent ?? e.value);
    assert.ok(chosen.startsWith(label), `${chosen} instead of ${label}`);
  }

  /** Everything asked for has arrived: no skeleton is left, the fonts are there. */
  async settled() {
    await this.page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]'));
    await this.page.evaluate(() => document.fonts.ready.then(() => true));
  }

  sees(text) {
    return this.page.getByText(text).first().waitFor();
  }

  /** Looks at the screen: screenshot, nothing off-screen, axe with every rule. */
  async look(name) {
    await this.settled();
    await this.page.screenshot({ path: join(shots, `${this.name}-${name}-${this.width}.png`), fullPage: true });
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(over <= 0, `${name}: ${over} px off-screen at ${this.width} px`);
    const found = await new AxeBuilder({ page: this.page })
      .options({ runOnly: { type: 'rule', values: rules } })
      .analyze();
    const bad = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
    assert.deepEqual(
      bad.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`),
      [],
      `${name} at ${this.width} px`,
    );
  }

  /** The story is over: no pointer was used, nothing broke. */
  async done() {
    assert.equal(await this.page.evaluate(() => sessionStorage.getItem('pointer')), null, 'a pointer was used');
    assert.deepEqual(this.faults, []);
    await this.page.context().close();
  }
}
