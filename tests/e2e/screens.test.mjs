// Every screen of every role is looked at: nothing off-screen, axe is silent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './keyboard.mjs';

const width = Number(process.env.E2E_WIDTH);
const screens = {
  dangvien: ['/', '/my-registration', '/account/sessions'],
  chibo: ['/', '/branch', '/branch/grid', '/meetings', '/approvals'],
  xa: ['/', '/units', '/branch'],
  tinh: ['/', '/statistics', '/units', '/programme-years'],
  quantri: ['/', '/admin/users', '/admin/roles', '/admin/audit'],
};

for (const [name, addresses] of Object.entries(screens)) {
  test(`${name} finds the screens whole at ${width} px`, () =>
    browse(width, async (as) => {
      const person = await as(name);
      for (const address of addresses) {
        await person.open(address);
        const missing = person.page.getByRole('heading', { name: 'Không tìm thấy nội dung' });
        assert.equal(await missing.count(), 0, `${address} is not there`);
        await person.look(address.replaceAll('/', '_'));
      }
      await person.done();
    }));
}
