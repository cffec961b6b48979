import type { cases } from '../../src-shared/contract/cases.ts';
import type { Handlers } from '../vault/context.ts';
import { closeCase, openCase, readCase, readCases, reopenCase, saveCase } from './cases.service.ts';
import { addAddendum, readSession, readSessions, saveSession, signSession, startSession } from './sessions.ts';

export const casesChannels: Handlers<keyof typeof cases> = {
  'cases.open': openCase,
  'cases.update': saveCase,
  'cases.list': readCases,
  'cases.detail': (ctx, { caseId }) => readCase(ctx, caseId),
  'cases.close': closeCase,
  'cases.reopen': reopenCase,
  'cases.saveSession': saveSession,
  'cases.signSession': signSession,
  'cases.addAddendum': addAddendum,
  'cases.sessions': readSessions,
  'cases.session': (ctx, { sessionId }) => readSession(ctx, sessionId),
  'cases.sessionStart': (ctx, { studentId }) => startSession(ctx, studentId),
};
