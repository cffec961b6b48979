import { i18n } from '../app/language.ts';

const pad = (value: number): string => String(value).padStart(2, '0');

/** A local date `YYYY-MM-DD`, or the local day of a UTC instant, in the words of the language; `—` when there is none. */
export function formatDate(value: string | null | undefined): string {
  const local = localDate(value);
  if (!local) return '—';
  const [year, month, day] = local;
  if (i18n.language === 'en') return `${year}-${pad(month)}-${pad(day)}`;
  return `${year}年${month}月${day}日`;
}

/** Day and minute of a UTC instant on this computer's clock. */
export function formatInstant(value: string | null | undefined): string {
  if (!value) return '—';
  return `${formatDate(value)} ${formatTime(value)}`;
}

/** Hour and minute of a UTC instant on this computer's clock. */
export function formatTime(value: string): string {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? '—' : `${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** Today as a local date. */
export function todayLocal(now: Date = new Date()): string {
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** Whole days from an event (local date or UTC instant) to its recording (UTC instant), on this computer's calendar; never below 0. */
export function daysLate(event: string, recordedAt: string): number {
  const noon = (value: string): number => {
    const [year, month, day] = localDate(value) ?? [0, 1, 1];
    return Date.UTC(year, month - 1, day, 12);
  };
  return Math.max(0, Math.round((noon(recordedAt) - noon(event)) / 86_400_000));
}

function localDate(value: string | null | undefined): [number, number, number] | null {
  if (!value) return null;
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (plain) return [Number(plain[1]), Number(plain[2]), Number(plain[3])];
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : [at.getFullYear(), at.getMonth() + 1, at.getDate()];
}
