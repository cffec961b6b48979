import { createHash } from 'node:crypto';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import {
  type ChronologyEntry,
  type ChronologyRequest,
  chronologyKinds,
  MOST_PRINTED,
} from '../../src-shared/contract/students.ts';
import { levelLabel, levelScheme, severities } from '../../src-shared/domain/level-scheme.ts';
import { copyNoFor, groundFor, registerDisclosure } from '../documents/documents.service.ts';
import { getLevelPreset, getSchool } from '../settings/settings.service.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { mayTakeNotes } from '../vault/projection.ts';
import { requireBrief } from '../vault/student-brief.ts';
import { readPage } from './chronology.service.ts';
import { chronologyBook } from './chronology-book.ts';

/** All entries that leave. @throws AppError `studentUnknown`, `restrictedForbidden`, `chronologyTooLong` */
async function entriesToTake(ctx: Context, request: ChronologyRequest): Promise<ChronologyEntry[]> {
  const take = mayTakeNotes(ctx.session);
  if (request.restricted && !take) throw new AppError('restrictedForbidden');
  await groundFor(ctx, request);
  const readable = !take ? 0 : request.restricted ? 2 : 1;
  const { entries, cursor } = await readPage(ctx, request, { readable, since: null, limit: MOST_PRINTED, cursor: undefined });
  if (cursor !== null) throw new AppError('chronologyTooLong', { most: MOST_PRINTED });
  return entries;
}

export async function readSheet(
  ctx: Context,
  request: ParsedInput<'students.chronologySheet'>,
): Promise<Output<'students.chronologySheet'>> {
  const brief = await requireBrief(ctx.db, request.studentId, localDate(ctx.clock));
  const entries = await entriesToTake(ctx, request);
  ctx.note({ entries: entries.length, restricted: request.restricted });
  return {
    schoolName: (await getSchool(ctx.db)).name,
    student: { name: brief.name, className: brief.className },
    entries,
    copyNo: await copyNoFor(ctx, request.studentId),
    levelPreset: await getLevelPreset(ctx.db),
    madeAt: instant(ctx.clock),
    madeBy: ctx.session.userName,
  };
}

export async function exportChronology(ctx: Context, input: ParsedInput<'students.exportChronology'>) {
  const brief = await requireBrief(ctx.db, input.studentId, localDate(ctx.clock));
  const entries = await entriesToTake(ctx, input);
  const scheme = levelScheme(await getLevelPreset(ctx.db));
  const level = (severity: number): string => {
    const at = severities.find((s) => s === severity);
    return at === undefined ? String(severity) : levelLabel(scheme, at, input.language);
  };
  const copyNo = await copyNoFor(ctx, input.studentId);
  const bytes = await chronologyBook(
    entries,
    { language: input.language, level, date: (day) => day },
    {
      name: brief.name,
      className: brief.className ?? '',
      recipient: input.recipient,
      purpose: input.purpose,
      copyNo,
      madeAt: localDate(ctx.clock),
      madeBy: ctx.session.userName,
    },
  );
  await registerDisclosure(ctx, {
    studentId: input.studentId,
    document: 'chronologySheet',
    outcome: 'saved',
    recipient: input.recipient,
    purpose: input.purpose,
    sections: input.kinds ?? chronologyKinds,
    from: input.from ?? null,
    to: input.to ?? null,
    restrictedReason: input.restricted ? (input.restrictedReason ?? null) : null,
    basis: await groundFor(ctx, input),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  const { name } = ctx.files.write(input.token, bytes);
  return { name, entries: entries.length, copyNo };
}
