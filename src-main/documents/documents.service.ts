import { z } from 'zod';
import { leadSections, type RecordRequest, recordRequest, recordSections } from '../../src-shared/contract/documents.ts';
import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { day, someText } from '../../src-shared/contract/shared.ts';
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

export async function recordOutput(ctx: Context, input: ParsedInput<'documents.recordOutput'>) {
  if (input.document === 'audit') return recordAuditOutput(ctx, input);
  const request = readQuery(input.query);
  checkRights(ctx, request);
  await requireBrief(ctx.db, request.studentId, localDate(ctx.clock));
  const disclosureId = ctx.newId();
  const copyNo = await nextCopyNo(ctx.db, request.studentId);
  await insertDisclosure(ctx.db, {
    id: disclosureId,
    student_id: request.studentId,
    document: input.document,
    outcome: input.outcome,
    recipient: request.recipient,
    purpose: request.purpose,
    sections: JSON.stringify(recordSections.filter((section) => request.sections.includes(section))),
    from_date: request.from,
    to_date: request.to,
    restricted: request.restricted ? 1 : 0,
    restricted_reason: request.restricted ? request.restrictedReason : null,
    copy_no: copyNo,
    sha256: input.sha256,
    at: instant(ctx.clock),
    by: ctx.session.userId,
  });
  ctx.note(
    { document: input.document, outcome: input.outcome, copyNo, restricted: request.restricted },
    { kind: 'student', id: request.studentId },
    actionOf(input.outcome),
  );
  return { disclosureId, copyNo };
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
