import type { consents } from '../../src-shared/contract/consents.ts';
import type { Handlers } from '../vault/context.ts';
import {
  addConsent,
  correctConsent,
  handleWithdrawal,
  readConsents,
  readStanding,
  readTouched,
  voidConsent,
  withdrawConsent,
} from './consents.service.ts';
import { readForm } from './form.ts';
import { readMissingList, readReach, saveRoundBasis } from './reach.ts';

export const consentsChannels: Handlers<keyof typeof consents> = {
  'consents.list': readConsents,
  'consents.standing': readStanding,
  'consents.add': addConsent,
  'consents.correct': correctConsent,
  'consents.void': voidConsent,
  'consents.touched': readTouched,
  'consents.withdraw': withdrawConsent,
  'consents.handle': handleWithdrawal,
  'consents.reach': readReach,
  'consents.roundBasis': saveRoundBasis,
  'consents.form': readForm,
  'consents.missingList': readMissingList,
};
