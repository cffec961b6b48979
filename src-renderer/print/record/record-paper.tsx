import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type RecordEntry, recipientKinds } from '../../../src-shared/contract/documents.ts';
import type { Input, Output } from '../../../src-shared/contract/index.ts';
import { legend, levelScheme } from '../../../src-shared/domain/level-scheme.ts';
import { ApiError, call, useRead } from '../../app/api.ts';
import { basisFromSearch } from '../../components/ground.ts';
import { formatDate, formatInstant } from '../../components/index.ts';
import { useCodeWords } from './code-words.ts';
import './record-paper.css';
import { PaperCover } from '../paper-cover.tsx';

type Record = Output<'documents.record'>;

/** Same reading of the address as the register's, so that the paper and the register say the same. */
function readRequest(search: URLSearchParams): Input<'documents.record'> {
  return {
    studentId: search.get('studentId') ?? '',
    sections: (search.get('sections') ?? '').split(',') as Input<'documents.record'>['sections'],
    from: search.get('from') || null,
    to: search.get('to') || null,
    restricted: search.get('restricted') === 'true',
    restrictedReason: search.get('restrictedReason') || null,
    recipient: search.get('recipient') ?? '',
    recipientKind: recipientKinds.find((kind) => kind === search.get('recipientKind')) ?? 'school',
    basis: basisFromSearch(search),
    purpose: search.get('purpose') ?? '',
  };
}

/** One individual record on A4 sheets. */
export function RecordPaper() {
  const { t } = useTranslation('documents');
  const [search] = useSearchParams();
  const { data, error } = useRead('documents.record', readRequest(search));
  useEffect(() => {
    if (!data && !error) return;
    const title = t('paper.title');
    const ready = error
      ? { title, error: error instanceof ApiError ? error.code : 'internal' }
      : { title, mark: t('paper.mark'), note: t('paper.copy', { copy: data?.copyNo, recipient: data?.recipient }) };
    // Fonts load when words that need them stand on the page, which is after this commit.
    requestAnimationFrame(() => void document.fonts.ready.then(() => call('print.ready', ready)).catch(() => undefined));
  }, [data, error, t]);
  if (!data) return null;
  return (
    <article className="paper">
      <Cover data={data} />
      {data.sections.map(({ section, entries }) => (
        <section key={section}>
          <h2>{t(`section.${section}`)}</h2>
          {entries.length === 0 && <p>{t('paper.empty')}</p>}
          {entries.map((entry, index) => (
            <Entry key={`${section}${String(index)}`} entry={entry} data={data} />
          ))}
        </section>
      ))}
      <Closing data={data} />
    </article>
  );
}

function Cover(props: { readonly data: Record }) {
  const { t } = useTranslation('documents');
  const { data } = props;
  const from = formatDate(data.from);
  const to = formatDate(data.to);
  const period = !data.from && !data.to ? 'allTime' : data.from && data.to ? 'span' : data.from ? 'since' : 'until';
  const rows: [string, string][] = [
    [t('paper.school'), data.schoolName],
    [t('paper.student'), data.student.name],
    [t('paper.className'), data.student.className ?? '—'],
    [t('paper.period'), t(`paper.${period}`, { from, to })],
    [t('paper.recipient'), data.recipient],
    [t('paper.purpose'), data.purpose],
    [t('paper.copyNo'), String(data.copyNo)],
    [t('paper.made'), t('paper.madeBy', { at: formatInstant(data.madeAt), by: data.madeBy })],
  ];
  return (
    <header>
      <h1>{t('paper.title')}</h1>
      <PaperCover rows={rows} />
      {data.restricted && <p className="paper-mark">{t('paper.withRestricted')}</p>}
    </header>
  );
}

/** Values as people write them: a bare date gets its words. */
const plain = (value: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value);

function Entry(props: { readonly entry: RecordEntry; readonly data: Record }) {
  const { t } = useTranslation('documents');
  const words = useCodeWords(props.data.levelPreset);
  const { entry } = props;
  return (
    <table className="paper-entry">
      {entry.on !== null && (
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t('paper.date')} {formatDate(entry.on)}
            </th>
          </tr>
        </thead>
      )}
      <tbody>
        {entry.fields.map((field, index) => (
          <tr key={`${field.label}${String(index)}`}>
            <th scope="row">{t(`field.${field.label}`)}</th>
            <td>{field.code ? words(field.label, field.value) : plain(field.value)}</td>
          </tr>
        ))}
        {entry.withheld > 0 && (
          <tr>
            <td colSpan={2} className="paper-withheld">
              {t('paper.withheld', { count: entry.withheld })}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Closing(props: { readonly data: Record }) {
  const { t, i18n } = useTranslation('documents');
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <footer className="paper-closing">
      <h2>{t('paper.legend')}</h2>
      <p>{legend(levelScheme(props.data.levelPreset), language)}</p>
      <h2>{t('paper.signatures')}</h2>
      <div className="paper-signatures">
        {(['counselor', 'lead', 'receiver'] as const).map((signer) => (
          <div key={signer}>
            <span>{t(`paper.signer.${signer}`)}</span>
            <span className="paper-line" />
            <span>{t('paper.signDate')}</span>
          </div>
        ))}
      </div>
    </footer>
  );
}
