import { z } from 'zod';
import { consentFormRequest, consentListRequest } from '../../src-shared/contract/consents.ts';
import {
  leadSections,
  type RecipientKind,
  type RecordRequest,
  recordRequest,
  recordSections,
} from '../../src-shared/contract/documents.ts';
import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { day, type LawfulBasisInput, someText } from '../../src-shared/contract/shared.ts';
import { chronologyKinds, chronologyRequest } from '../../src-shared/contract/students.ts';
import { readStanding } from '../consents/consents.service.ts';
import { getLevelPreset, getSchool } from '../settings/settings.service.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { mayTakeNotes } from '../vault/projection.ts';
import { requireBrief } from '../vault/student-brief.ts';
import { disclosuresOf, insertDisclosure, nextCopyNo } from './disclosures.repository.ts';
import { makeSection } from './sections.ts';

/** @throws AppError `sectionForbidden`, `restrictedForbidden` */
function checkRights(ctx: Context, request: RecordRequest): void {
  if (mayTakeNotes(ctx.session)) return;
  if (request.restricted) throw new AppError('restrictedForbidden');
  const refused = request.sections.find((section) => !leadSections.includes(section));
  if (refused) throw new AppError('sectionForbidden', { section: refused });
}

export async function readRecord(ctx: Context, request: ParsedInput<'documents.record'>) {
  checkRights(ctx, request);
  await groundFor(ctx, request);
  const brief = await requireBrief(ctx.db, request.studentId, localDate(ctx.clock));
  // Sections stand in the order of the form, each once, however they were asked for.
  const wanted = recordSections.filter((section) => request.sections.includes(section));
  const sections = [];
  for (const section of wanted) sections.push(await makeSection(ctx, request, section));
  ctx.note({ sections: wanted.join(','), restricted: request.restricted });
  const { from, to, restricted, recipient, purpose } = request;
  return {
    schoolName: (await getSchool(ctx.db)).name,
    student: { name: brief.name, className: brief.className },
    sections,
    from,
    to,
    restricted,
    recipient,
    purpose,
    copyNo: await nextCopyNo(ctx.db, request.studentId),
    levelPreset: await getLevelPreset(ctx.db),
    madeAt: instant(ctx.clock),
    madeBy: ctx.session.userName,
  };
}

/** What a print page was opened with, read back: the register must say what the paper says. */
function readQuery(query: Readonly<Record<string, string>>): RecordRequest {
  const read = recordRequest.safeParse({
    studentId: query.studentId,
    sections: query.sections?.split(','),
    from: query.from || null,
    to: query.to || null,
    restricted: query.restricted === 'true',
    restrictedReason: query.restrictedReason || null,
    recipient: query.recipient,
    recipientKind: query.recipientKind || undefined,
    purpose: query.purpose,
    basis: basisOf(query),
  });
  if (!read.success) throw new AppError('outputInvalid');
  return read.data;
}

/** A ground as addresses carry it. */
const basisOf = (query: Readonly<Record<string, string>>) =>
  query.basisCode ? { code: query.basisCode, reason: query.basisReason ?? '' } : null;

/**
 * What goes to an outsider needs the consent to sharing, or a ground. Gives the ground that goes into the register: none where there is
 * consent. @throws AppError `consentMissing`
 */
export async function groundFor(
  ctx: Context,
  request: { readonly studentId: string; readonly recipientKind: RecipientKind; readonly basis: LawfulBasisInput | null },
): Promise<LawfulBasisInput | null> {
  if (request.recipientKind !== 'outside') return null;
  const state = await readStanding(ctx, { studentId: request.studentId, kind: 'sharing' });
  if (state.valid) return null;
  if (request.basis === null)
    throw new AppError('consentMissing', { missing: state.missing.join(',') }, { basis: 'consentMissing' });
  return request.basis;
}

/** Who looked at what, on paper: about no student, for whoever reviews the record. */
const auditQuery = z.object({ from: day, to: day, recipient: someText(60) });

async function recordAuditOutput(ctx: Context, input: ParsedInput<'documents.recordOutput'>) {
  const query = auditQuery.safeParse(input.query);
  if (!query.success) throw new AppError('outputInvalid');
  return registerPaper(ctx, input, { ...query.data, purpose: '', sections: [] });
}

/** Enters a paper that is about no single student. */
async function registerPaper(
  ctx: Context,
  input: ParsedInput<'documents.recordOutput'>,
  paper: {
    readonly recipient: string;
    readonly purpose: string;
    readonly sections: readonly string[];
    readonly from: string | null;
    readonly to: string | null;
  },
) {
  const disclosureId = ctx.newId();
  const copyNo = await nextCopyNo(ctx.db, null);
  await insertDisclosure(ctx.db, {
    id: disclosureId,
    student_id: null,
    document: input.document,
    outcome: input.outcome,
    recipient: paper.recipient,
    purpose: paper.purpose,
    sections: JSON.stringify(paper.sections),
    from_date: paper.from,
    to_date: paper.to,
    restricted: 0,
    restricted_reason: null,
    basis_code: null,
    basis_reason: null,
    copy_no: copyNo,
    sha256: input.sha256,
    at: instant(ctx.clock),
    by: ctx.session.userId,
  });
  ctx.note({ document: input.document, outcome: input.outcome, copyNo }, undefined, actionOf(input.outcome));
  return { disclosureId, copyNo };
}

const actionOf = (outcome: 'saved' | 'printed') => (outcome === 'printed' ? 'print' : 'export');

/** What leaves about one student, for the register. */
export interface Disclosed {
  readonly studentId: string;
  readonly document: string;
  readonly outcome: 'saved' | 'printed';
  readonly recipient: string;
  readonly purpose: string;
  readonly sections: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  /** Why restricted notes are in it; null when they are not. */
  readonly restrictedReason: string | null;
  /** Ground for giving it to an outsider without consent; null where none was needed. */
  readonly basis: LawfulBasisInput | null;
  readonly sha256: string;
}

/** Enters into the disclosure register what leaves about a student. */
export async function registerDisclosure(ctx: Context, disclosed: Disclosed): Promise<{ disclosureId: string; copyNo: number }> {
  const { studentId, document, outcome, restrictedReason } = disclosed;
  const disclosureId = ctx.newId();
  const copyNo = await nextCopyNo(ctx.db, studentId);
  const restricted = restrictedReason !== null;
  await insertDisclosure(ctx.db, {
    id: disclosureId,
    student_id: studentId,
    document,
    outcome,
    recipient: disclosed.recipient,
    purpose: disclosed.purpose,
    sections: JSON.stringify(disclosed.sections),
    from_date: disclosed.from,
    to_date: disclosed.to,
    restricted: restricted ? 1 : 0,
    restricted_reason: restrictedReason,
    basis_code: disclosed.basis?.code ?? null,
    basis_reason: disclosed.basis?.reason ?? null,
    copy_no: copyNo,
    sha256: disclosed.sha256,
    at: instant(ctx.clock),
    by: ctx.session.userId,
  });
  const basis = disclosed.basis?.code ?? null;
  ctx.note({ document, outcome, copyNo, restricted, basis }, { kind: 'student', id: studentId }, actionOf(outcome));
  return { disclosureId, copyNo };
}

export const copyNoFor = (ctx: Context, studentId: string): Promise<number> => nextCopyNo(ctx.db, studentId);

/** A filtered chronology on paper: its filter is read back as the page read it. */
async function recordChronologyOutput(ctx: Context, input: ParsedInput<'documents.recordOutput'>) {
  const { query } = input;
  const read = chronologyRequest.safeParse({
    ...Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')),
    kinds: query.kinds ? query.kinds.split(',') : undefined,
    restricted: query.restricted === 'true',
    basis: basisOf(query),
  });
  if (!read.success) throw new AppError('outputInvalid');
  const request = read.data;
  if (request.restricted && !mayTakeNotes(ctx.session)) throw new AppError('restrictedForbidden');
  await requireBrief(ctx.db, request.studentId, localDate(ctx.clock));
  return registerDisclosure(ctx, {
    studentId: request.studentId,
    document: input.document,
    outcome: input.outcome,
    recipient: request.recipient,
    purpose: request.purpose,
    sections: request.kinds ?? chronologyKinds,
    from: request.from ?? null,
    to: request.to ?? null,
    restrictedReason: request.restricted ? (request.restrictedReason ?? null) : null,
    basis: await groundFor(ctx, request),
    sha256: input.sha256,
  });
}

/** Consent forms: for one student in that student's file, else among the papers about no single one. */
async function recordConsentForms(ctx: Context, input: ParsedInput<'documents.recordOutput'>) {
  const read = consentFormRequest.safeParse(Object.fromEntries(Object.entries(input.query).filter(([, value]) => value !== '')));
  if (!read.success) throw new AppError('outputInvalid');
  const { studentId, recipient, purpose, kind } = read.data;
  if (studentId === undefined) return registerPaper(ctx, input, { recipient, purpose, sections: [kind], from: null, to: null });
  await requireBrief(ctx.db, studentId, localDate(ctx.clock));
  return registerDisclosure(ctx, {
    studentId,
    document: input.document,
    outcome: input.outcome,
    recipient,
    purpose,
    sections: [kind],
    from: null,
    to: null,
    restrictedReason: null,
    basis: null,
    sha256: input.sha256,
  });
}

/** The list of missing consents of a round. */
async function recordConsentList(ctx: Context, input: ParsedInput<'documents.recordOutput'>) {
  const read = consentListRequest.safeParse(input.query);
  if (!read.success) throw new AppError('outputInvalid');
  return registerPaper(ctx, input, { ...read.data, sections: ['assessment'], from: null, to: null });
}

export async function recordOutput(ctx: Context, input: ParsedInput<'documents.recordOutput'>) {
  if (input.document === 'audit') return recordAuditOutput(ctx, input);
  if (input.document === 'chronology') return recordChronologyOutput(ctx, input);
  if (input.document === 'consent') return recordConsentForms(ctx, input);
  if (input.document === 'consent-missing') return recordConsentList(ctx, input);
  const request = readQuery(input.query);
  checkRights(ctx, request);
  await requireBrief(ctx.db, request.studentId, localDate(ctx.clock));
  return registerDisclosure(ctx, {
    studentId: request.studentId,
    document: input.document,
    outcome: input.outcome,
    recipient: request.recipient,
    purpose: request.purpose,
    sections: recordSections.filter((section) => request.sections.includes(section)),
    from: request.from,
    to: request.to,
    restrictedReason: request.restricted ? request.restrictedReason : null,
    basis: await groundFor(ctx, request),
    sha256: input.sha256,
  });
}

export async function readDisclosures(ctx: Context, studentId: string) {
  return (await disclosuresOf(ctx.db, studentId)).map((row) => ({
    disclosureId: row.id,
    document: row.document,
    outcome: row.outcome as 'saved' | 'printed',
    recipient: row.recipient,
    purpose: row.purpose,
    sections: JSON.parse(row.sections) as string[],
    from: row.from_date,
    to: row.to_date,
    restricted: row.restricted === 1,
    basis: row.basis_code === null ? null : { code: row.basis_code, reason: row.basis_reason },
    copyNo: row.copy_no,
    sha256: row.sha256,
    at: row.at,
    by: row.by_name ?? '',
  }));
}
