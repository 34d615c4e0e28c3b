// A member's pledge from the first draft to the confirmation, by keyboard only.
import { test } from 'node:test';
import { browse } from './keyboard.mjs';

const width = Number(process.env.E2E_WIDTH);

test(`a pledge is drafted, returned, passed in a meeting, reported and confirmed at ${width} px`, () =>
  browse(width, wholeLife));

async function wholeLife(as) {
  const member = await as('dangvien');
  const secretary = await as('chibo');
  await write(member);
  await member.press(member.page.getByRole('button', { name: 'Gửi bản đăng ký' }));
  await member.sees('Chờ chi bộ thông qua');
  await member.look('submitted');

  await secretary.look('home');
  await secretary.open('/approvals');
  const waiting = secretary.page.getByRole('list', { name: 'Danh sách đang chờ' }).getByRole('button');
  await lastPage(secretary);
  await secretary.press(waiting.last());
  await secretary.look('approvals');
  await secretary.press(secretary.page.getByRole('button', { name: 'Trả lại' }));
  await secretary.type(secretary.page.getByLabel('Ý kiến'), 'Nêu rõ thước đo kết quả');
  await secretary.press(secretary.page.getByRole('form', { name: 'Trả lại' }).getByRole('button', { name: 'Trả lại' }));
  await secretary.sees('Đã ghi nhận: Trả lại.');

  await member.open('/my-registration');
  await member.sees('Nêu rõ thước đo kết quả');
  await member.type(member.page.getByLabel('Thước đo kết quả'), 'Một hộ thoát nghèo trước ngày 30/11');
  await member.press(member.page.getByRole('button', { name: 'Kiểm tra và gửi' }));
  await member.press(member.page.getByRole('button', { name: 'Gửi bản đăng ký' }));
  await member.sees('Chờ chi bộ thông qua');

  await pass(secretary);
  await report(member);
  await confirm(secretary);
  await member.open('/my-registration');
  await member.look('confirmed');
  await member.press(member.page.getByRole('link', { name: 'Xem bản in' }));
  await member.page.getByRole('heading', { name: 'Bản in đăng ký' }).waitFor();
  await member.page.emulateMedia({ media: 'print' });
  await member.look('print');
  await member.done();
  await secretary.done();
}

/** What was handed in last stands at the end of the last page. */
async function lastPage(person) {
  const next = person.page.getByRole('button', { name: 'Trang sau' });
  for (let page = 2; (await next.count()) > 0 && (await next.isEnabled()); page += 1) {
    await person.press(next);
    await person.page.getByText(new RegExp(`^Trang ${page} / `)).waitFor();
    await person.settled();
  }
}

async function write(person) {
  await person.open('/my-registration');
  await person.press(person.page.getByRole('button', { name: 'Kiểm tra và gửi' }));
  await person.page.getByRole('alert').first().waitFor();
  await person.look('faults');
  await person.type(person.page.getByLabel('Nội dung việc làm theo'), 'Giúp đỡ một hộ nghèo trong thôn phát triển chăn nuôi');
  await person.type(person.page.getByLabel('Thước đo kết quả'), 'Một hộ thoát nghèo');
  await person.type(person.page.getByLabel('Giải pháp thực hiện'), 'Góp giống, ngày công');
  await person.choose(person.page.getByLabel('Lĩnh vực'), 'An sinh');
  await person.sees(/Đã lưu nháp lúc/);
  await person.press(person.page.getByRole('button', { name: 'Kiểm tra và gửi' }));
  await person.page.getByRole('dialog', { name: 'Kiểm tra trước khi gửi' }).waitFor();
  await person.look('check');
}

async function pass(secretary) {
  await secretary.open('/branch');
  await secretary.look('branch');
  await secretary.open('/meetings/new');
  await secretary.type(secretary.page.getByLabel('Số đảng viên có mặt'), '60');
  await secretary.type(secretary.page.getByLabel(/Số biên bản/), '05-BB/CB');
  await secretary.press(secretary.page.getByRole('button', { name: 'Lưu và chọn nội dung thông qua' }));
  await secretary.press(secretary.page.getByRole('checkbox', { name: /Chọn tất cả/ }), 'Space');
  await secretary.look('meeting');
  await secretary.press(secretary.page.getByRole('button', { name: /Ghi nhận quyết định cho/ }));
  await secretary.sees(/Đã ghi nhận \d+ nội dung/);
  await secretary.look('passed');
}

async function report(member) {
  await member.open('/my-registration');
  await member.press(member.page.getByRole('button', { name: 'Báo cáo kết quả' }));
  await member.press(member.page.getByRole('radio', { name: 'Hoàn thành', exact: true }), 'Space');
  await member.type(member.page.getByLabel('Việc đã làm'), 'Đã giúp gia đình có đàn gà 50 con');
  await member.look('report');
  await member.press(member.page.getByRole('button', { name: 'Gửi báo cáo' }));
  await member.sees('Đã báo cáo kết quả, chờ xác nhận');
}

async function confirm(secretary) {
  await secretary.open('/approvals?kind=pledge');
  await lastPage(secretary);
  await secretary.press(secretary.page.getByRole('list', { name: 'Danh sách đang chờ' }).getByRole('button').last());
  await secretary.press(secretary.page.getByRole('button', { name: 'Xác nhận kết quả' }));
  await secretary.look('verify');
  await secretary.press(secretary.page.getByRole('form', { name: 'Xác nhận kết quả' }).getByRole('button', { name: 'Xác nhận kết quả' }));
  await secretary.sees('Đã ghi nhận: Xác nhận kết quả.');
}
