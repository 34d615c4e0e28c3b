// Every screen of every role is looked at: nothing off-screen, axe is silent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './keyboard.mjs';

const width = Number(process.env.E2E_WIDTH);
const screens = {
  dangvien: ['/', '/my-registration', '/branch', '/units', '/statistics', '/account/sessions', '/account/password', '/notifications', '/reminders'],
  chibo: ['/', '/branch', '/branch?tab=records', '/branch/grid', '/meetings', '/meetings/new', '/approvals', '/statistics?by=year', '/issues/late', '/reminders?tab=duty'],
  xa: ['/', '/units', '/branch', '/approvals'],
  xa_lanhdao: ['/', '/approvals', '/issues/late', '/reminders'],
  huyen: ['/', '/statistics', '/branch?tab=people', '/notifications'],
  tinh: ['/', '/statistics', '/units', '/programme-years', '/programme-years/new', '/policy-documents', '/branch?tab=people'],
  tinh_lanhdao: ['/', '/approvals?kind=pledge'],
  kiemtra: ['/', '/units', '/issues/late', '/reminders?tab=duty', '/statistics?about=issues&by=month'],
  quantri: ['/', '/jobs', '/admin/users', '/admin/roles', '/admin/audit', '/units'],
};

for (const [name, addresses] of Object.entries(screens)) {
  test(`${name} finds the screens whole at ${width} px`, () =>
    browse(width, async (as) => {
      const person = await as(name);
      for (const address of addresses) {
        await person.open(address);
        const missing = person.page.getByRole('heading', { name: 'Không tìm thấy nội dung' });
        assert.equal(await missing.count(), 0, `${address} is not there`);
        await person.look(address.replaceAll(/\W/g, '_'));
      }
      await person.done();
    }));
}
