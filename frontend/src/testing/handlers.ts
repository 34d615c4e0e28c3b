import { HttpResponse, http } from 'msw';
import { authHandlers } from './authHandlers';
import { deskHandlers } from './deskHandlers';
import { issueHandlers } from './issueHandlers';
import { lateHandlers } from './lateHandlers';
import { meetingHandlers } from './meetingHandlers';
import { programmeHandlers } from './programmeHandlers';
import { registrationHandlers } from './registrationHandlers';
import { statisticsHandlers } from './statisticsHandlers';
import { unitHandlers } from './unitHandlers';

const api = (path: string) => `*/api/v1${path}`;

/** Every answer of the mock; later handlers of a test come before these. */
export const handlers = [
  http.get(api('/system'), () =>
    HttpResponse.json({
      version: '0.1.0',
      environment: 'demo',
      business_date: '2022-05-19',
      banner: 'Dữ liệu minh họa, tổ chức trước 01/7/2025',
    }),
  ),
  ...authHandlers,
  ...deskHandlers,
  ...lateHandlers,
  ...registrationHandlers,
  ...programmeHandlers,
  ...meetingHandlers,
  ...unitHandlers,
  ...statisticsHandlers,
  ...issueHandlers,
];
