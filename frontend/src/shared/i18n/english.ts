import { byArea } from '.';

// The English catalogue as one piece, loaded when somebody switches to it; rooms have their own (`addWords`).
export default byArea(
  import.meta.glob<Record<string, unknown>>(
    [
      './en/*.json',
      '!./en/{settings,jobs,notices,statistics,admin,audit,units,roll,delegations,issues,board,calendar,views,files,late,remind,grid,queue,print,meetings}.json',
    ],
    { eager: true, import: 'default' },
  ),
);
