import { type ReactNode, useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { Input, Output } from '../../../src-shared/contract/index.ts';
import { consentKinds } from '../../../src-shared/domain/codes.ts';
import { ApiError, call, useRead } from '../../app/api.ts';
import { COMMON, FORM_TEXTS, fill } from './form-text.ts';
import './consent-paper.css';

type Form = Output<'consents.form'>;
type Request = Input<'consents.form'>;

/** Same reading of the address as the register's, so that the paper and the register say the same. */
const readRequest = (search: URLSearchParams): Request =>
  Object.fromEntries([...search].filter(([, value]) => value !== '')) as unknown as Request;

/** Consent forms, a page each: filled in for a student or a class, or one blank. */
export function ConsentPaper() {
  const [search] = useSearchParams();
  const request = readRequest(search);
  const { data, error } = useRead('consents.form', request);
  const kind = consentKinds.codes.find((code) => code === request.kind) ?? 'assessment';
  const { title } = FORM_TEXTS[kind];
  useEffect(() => {
    if (!data && !error) return;
    const ready = error
      ? { title, error: error instanceof ApiError ? error.code : 'internal' }
      : { title, note: `${data?.school.name ?? ''} · ${COMMON.copies}`, pageNumbers: false };
    // Fonts load when words that need them stand on the page, which is after this commit.
    requestAnimationFrame(() => void document.fonts.ready.then(() => call('print.ready', ready)).catch(() => undefined));
  }, [data, error, title]);
  if (!data) return null;
  return data.pages.map((page, index) => (
    <Sheet key={page.student?.id ?? String(index)} data={data} page={page} request={request} kind={kind} />
  ));
}

interface SheetProps {
  readonly data: Form;
  readonly page: Form['pages'][number];
  readonly request: Request;
  readonly kind: keyof typeof FORM_TEXTS;
}

/** More characters filled in than this leave no room for the signatures in the larger type: what is signed stays on one page with them. */
const ROOMY = 120;

function isLong({ data: { school }, page, request }: SheetProps): boolean {
  const filled = [request.subjectText, request.period, school.name, school.room, school.person, page.student?.name];
  return filled.join('').length > ROOMY;
}

function Sheet(props: SheetProps) {
  const { data, page, request } = props;
  const text = FORM_TEXTS[props.kind];
  const years = Number(request.keepYears ?? 3);
  const { school } = data;
  const parts: [string, string][] = [
    [COMMON.head.method, text.method],
    [COMMON.head.voluntary, COMMON.voluntary],
    [COMMON.head.used, text.used],
    [COMMON.head.notUsed, text.notUsed],
    [COMMON.head.seen, text.seen],
    [COMMON.head.limits, COMMON.limits],
    [COMMON.head.kept, years === 0 ? COMMON.keptShort : fill(COMMON.kept, { years: String(years) })],
    [
      COMMON.head.rights,
      fill(COMMON.rights, {
        school: school.name,
        room: school.room ?? '',
        phone: school.phone,
        person: school.person === null ? '' : `（${school.person}）`,
      }),
    ],
  ];
  return (
    <article className={isLong(props) ? 'consent-sheet consent-dense' : 'consent-sheet'}>
      <h1>{text.title}</h1>
      <p className="consent-who">
        <span>
          {COMMON.student} <Blank value={page.student?.name} width="90pt" />
        </span>
        <span>
          {COMMON.className} <Blank value={page.student?.className ?? undefined} width="80pt" />
        </span>
        <span>{fill(COMMON.madeOn, { date: data.madeOn })}</span>
      </p>
      <p>{COMMON.to}</p>
      <p className="consent-lead">{text.lead}</p>
      <dl>
        <Part label={text.subject}>
          <Blank value={request.subjectText ?? undefined} width="100%" />
        </Part>
        <Part label={text.period}>
          <Blank value={request.period ?? undefined} width="100%" />
        </Part>
        {parts.map(([label, words]) => (
          <Part key={label} label={label}>
            {words}
          </Part>
        ))}
      </dl>
      <section className="consent-sign">
        <p>
          {COMMON.choice}
          <strong>{fill(COMMON.yes, { what: text.agree })}</strong>
          <strong>{COMMON.no}</strong>
        </p>
        <p className="consent-row">
          {COMMON.restrict}
          <span className="consent-fill" />
        </p>
        {page.signers.includes('guardian') && (
          <p className="consent-row">
            {COMMON.guardian}
            <span className="consent-fill" />
            {COMMON.relation}
            <span className="consent-fill" />
            {COMMON.phone}
            <span className="consent-fill" />
          </p>
        )}
        {page.signers.includes('student') && (
          <p className="consent-row">
            {page.student === null ? COMMON.studentFrom14 : COMMON.studentSign}
            <span className="consent-fill" />
          </p>
        )}
        <p className="consent-row consent-date">
          {COMMON.date}
          {COMMON.day}
        </p>
      </section>
    </article>
  );
}

function Part(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** What is known, or a line to write on. */
function Blank(props: { readonly value: string | undefined; readonly width: string }) {
  return props.value ? (
    <b>{props.value}</b>
  ) : (
    <span className="consent-blank" style={{ width: props.width }}>
      {'\u00a0'}
    </span>
  );
}
