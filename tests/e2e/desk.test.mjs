// A leader's morning: what is late and where, who answers for it, a reminder and
// what follows it; the inbox of who is reminded; the published figures. By
// keyboard only, and what counts as a click is counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './keyboard.mjs';

const width = Number(process.env.E2E_WIDTH);
const district = 'Đảng bộ huyện Lạng Giang';
const api = `${process.env.E2E_BASE}/api/v1`;

/** Asks the API as `username` what the screen is to show. */
async function ask(username, path) {
  const login = await fetch(`${api}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: process.env.E2E_PASSWORD }),
  });
  const { access_token: token } = await login.json();
  const reply = await fetch(api + path, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(reply.status, 200, path);
  return reply.json();
}

const percent = (value) => `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 }).format(value)} %`;

test(`a leader finds the three latest issues of a district in three clicks at ${width} px`, () =>
  browse(width, async (as) => {
    const leader = await as('tinh_lanhdao');
    const block = leader.page.getByRole('region', { name: 'Trễ hạn ở đâu, ai chịu trách nhiệm' });
    await block.getByRole('link', { name: district }).waitFor();
    // It is the first thing of the page.
    const first = leader.page.getByRole('main').getByRole('heading', { level: 2 }).first();
    assert.equal(await first.textContent(), 'Trễ hạn ở đâu, ai chịu trách nhiệm');
    await leader.look('late-home');
    let clicks = 0;
    await leader.press(block.getByRole('link', { name: district }));
    clicks += 1;
    await leader.sees(new RegExp(`^${district} · tính đến`));
    await leader.settled();
    const path = leader.page.getByRole('navigation', { name: 'Vị trí trong hệ thống tổ chức' });
    await path.getByText(district).waitFor();

    const unit = new URL(leader.page.url()).searchParams.get('unit');
    const { oldest } = await ask('tinh_lanhdao', `/issues/late?unit=${unit}`);
    assert.ok(oldest.length >= 3, 'the demonstration has late issues in the district');
    const rows = leader.page.getByRole('region', { name: /^Vấn đề quá hạn của mọi năm/ }).getByRole('row');
    for (const [place, issue] of oldest.slice(0, 3).entries()) {
      const words = await rows.nth(place + 1).textContent();
      assert.ok(words.includes(issue.title), `${words} instead of ${issue.title}`);
      assert.ok(words.includes(issue.responsible_name), `${words} without ${issue.responsible_name}`);
      assert.ok(words.includes(issue.responsible_position), `${words} without the position`);
    }
    assert.ok(clicks <= 3);
    await leader.look('late-district');
    // Deeper, and back up by the path.
    await leader.press(path.getByRole('link').first());
    await leader.sees(/^Đảng bộ tỉnh Bắc Giang · tính đến/);
    await leader.look('late-province');
    await leader.done();
  }));

test(`who is reminded reads it, and the ledger shows it at ${width} px`, () =>
  browse(width, async (as) => {
    const staff = await as('tinh');
    await staff.open('/issues/late');
    const units = staff.page.getByRole('region', { name: 'Bảng: Theo đơn vị trực thuộc' });
    await staff.press(units.getByRole('checkbox', { name: `Chọn ${district}` }), 'Space');
    await staff.press(staff.page.getByRole('button', { name: 'Đôn đốc (1)' }));
    const dialog = staff.page.getByRole('dialog');
    await dialog.getByText(`Lãnh đạo và cán bộ giúp việc của ${district}`).waitFor();
    await staff.type(dialog.getByLabel(/Nội dung đôn đốc/), 'Báo cáo tiến độ trước ngày 25/5.');
    await staff.look('remind');
    await staff.press(dialog.getByRole('button', { name: 'Gửi đôn đốc' }));
    await dialog.getByText(/^Đã đôn đốc \d+ người\.$/).waitFor();
    await staff.look('reminded');
    await staff.press(dialog.getByRole('link', { name: 'Xem trong sổ đôn đốc' }));
    await staff.page.getByRole('heading', { level: 1, name: 'Đôn đốc, nhắc việc' }).waitFor();
    await staff.sees('“Báo cáo tiến độ trước ngày 25/5.”');
    const ledger = staff.page.getByRole('region', { name: 'Sổ đôn đốc, nhắc việc' });
    await ledger.getByText('Chưa đọc').first().waitFor();
    await staff.look('ledger');

    const reminded = await as('huyen');
    await reminded.press(reminded.page.getByRole('link', { name: /^Thông báo: \d+ thông báo chưa đọc$/ }));
    await reminded.page.getByRole('heading', { level: 1, name: 'Thông báo' }).waitFor();
    await reminded.sees(/^Tỉnh ủy Bắc Giang đôn đốc/);
    await reminded.look('inbox');
    await reminded.press(reminded.page.getByRole('button', { name: 'Đánh dấu tất cả đã đọc' }));
    await reminded.sees(/^Đã đánh dấu \d+ thông báo là đã đọc\.$/);
    await reminded.page.getByRole('link', { name: 'Thông báo: không có thông báo chưa đọc' }).waitFor();

    await staff.open(`${new URL(staff.page.url()).pathname}${new URL(staff.page.url()).search}&unread=false`);
    await ledger.getByText('Đã đọc').first().waitFor();
    await staff.open('/reminders?tab=duty');
    await staff.look('duty');
    await staff.done();
    await reminded.done();
  }));

test(`what waits in a letter opens after the sign-in at ${width} px`, () =>
  browse(width, async (as) => {
    const person = await as('huyen');
    await person.open('/notifications/settings');
    await person.type(person.page.getByLabel(/Địa chỉ thư điện tử/), 'huyen@vidu.vn');
    await person.press(
      person.page.getByRole('group', { name: 'Cấp trên đôn đốc' }).getByRole('checkbox', { name: 'Qua thư điện tử' }),
      'Space',
    );
    await person.press(person.page.getByRole('button', { name: 'Lưu' }));
    await person.sees('Đã lưu cách nhận thông báo.');
    await person.look('ways');
    await person.page.context().clearCookies();
    await person.page.goto(`${process.env.E2E_BASE}/notifications`);
    await person.type(person.page.getByLabel('Tên đăng nhập'), 'huyen');
    await person.type(person.page.getByLabel('Mật khẩu', { exact: true }), process.env.E2E_PASSWORD);
    await person.page.keyboard.press('Enter');
    await person.page.getByRole('heading', { level: 1, name: 'Thông báo' }).waitFor();
    await person.done();
  }));

test(`the province sets a working day, a word and a rule at ${width} px`, () =>
  browse(width, async (as) => {
    const staff = await as('tinh');
    await staff.open('/settings');
    await staff.look('settings');
    await staff.open('/settings/working-days?year=2022');
    const form = staff.page.getByRole('form', { name: 'Thêm ngày' });
    await staff.type(form.getByLabel('Ngày', { exact: true }), '10/09/2022');
    await staff.press(form.getByLabel('Loại ngày'), 'ArrowDown');
    await staff.type(form.getByLabel('Tên gọi'), 'Làm bù minh họa');
    await staff.press(form.getByRole('button', { name: 'Thêm' }));
    await staff.sees('1 ngày thay đổi chưa lưu.');
    await staff.look('working-days');
    await staff.press(staff.page.getByRole('button', { name: 'Lưu lịch của năm' }));
    await staff.sees(/^Đã lưu lịch năm 2022/);

    await staff.open('/settings/code-lists');
    await staff.press(staff.page.getByRole('button', { name: 'Thêm mã mới' }));
    const dialog = staff.page.getByRole('dialog');
    await staff.type(dialog.getByLabel('Mã', { exact: true }), 'du_lich');
    await staff.type(dialog.getByLabel('Tên gọi đầy đủ'), 'Du lịch');
    await staff.press(dialog.getByRole('button', { name: 'Lưu' }));
    await staff.page.getByText('du_lich').waitFor();
    await staff.look('code-lists');

    await staff.open('/settings/reminder-rules');
    const again = staff.page.getByLabel(/Lặp lại sau/).first();
    await staff.type(again, '6');
    await staff.press(staff.page.getByRole('button', { name: 'Lưu quy tắc nhắc việc' }));
    await staff.sees('Đã lưu quy tắc nhắc việc.');
    await staff.look('rules');
    await staff.done();
  }));

test(`the figures of issues are those of the register at ${width} px`, () =>
  browse(width, async (as) => {
    const staff = await as('tinh');
    await staff.open('/statistics?about=issues&from=2021&to=2021');
    const { rows } = await ask(
      'tinh',
      '/statistics?measure=issues.completion_rate&by=registering_level&year=2021&tree=at_time',
    );
    const levels = {
      district: 'Huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy',
      grassroots: 'Cấp cơ sở',
    };
    for (const [level, name] of Object.entries(levels)) {
      const { value } = rows.find((row) => row.registering_level === level)['issues.completion_rate'];
      await staff.page.getByRole('region', { name }).getByText(percent(value)).first().waitFor();
    }
    await staff.look('statistics-issues');
    await staff.done();
  }));
