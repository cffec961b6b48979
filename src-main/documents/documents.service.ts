import { z } from 'zod';
import { leadSections, type RecordRequest, recordRequest, recordSections } from '../../src-shared/contract/documents.ts';
import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { day, someText } from '../../src-shared/contract/shared.ts';
import { chronologyKinds, chronologyRequest } from '../../src-shared/contract/students.ts';
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
    purpose: query.purpose,
  });
  if (!read.success) throw new AppError('outputInvalid');
  return read.data;
}

/** Who looked at what, on paper: about no student, for whoever reviews the record. */
const auditQuery = z.object({ from: day, to: day, recipient: someText(60) });

async function recordAuditOutput(ctx: Context, input: ParsedInput<'documents.recordOutput'>) {
  const query = auditQuery.safeParse(input.query);
  if (!query.success) throw new AppError('outputInvalid');
  const { from, to, recipient } = query.data;
  const disclosureId = ctx.newId();
  const copyNo = await nextCopyNo(ctx.db, null);
  await insertDisclosure(ctx.db, {
    id: disclosureId,
    student_id: null,
    document: input.document,
    outcome: input.outcome,
    recipient,
    purpose: '',
    sections: '[]',
    from_date: from,
    to_date: to,
    restricted: 0,
    restricted_reason: null,
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
    copy_no: copyNo,
    sha256: disclosed.sha256,
    at: instant(ctx.clock),
    by: ctx.session.userId,
  });
  ctx.note({ document, outcome, copyNo, restricted }, { kind: 'student', id: studentId }, actionOf(outcome));
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
    sha256: input.sha256,
  });
}

export async function recordOutput(ctx: Context, input: ParsedInput<'documents.recordOutput'>) {
  if (input.document === 'audit') return recordAuditOutput(ctx, input);
  if (input.document === 'chronology') return recordChronologyOutput(ctx, input);
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
    copyNo: row.copy_no,
    sha256: row.sha256,
    at: row.at,
    by: row.by_name ?? '',
  }));
}
