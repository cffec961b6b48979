import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Input, Output } from '../../../src-shared/contract/index.ts';
import { entryFacts, entryTitle } from '../../../src-shared/domain/chronology.ts';
import { legend, levelLabel, levelScheme, severities } from '../../../src-shared/domain/level-scheme.ts';
import { ApiError, call, useRead } from '../../app/api.ts';
import { basisFromSearch } from '../../components/ground.ts';
import { formatDate, formatInstant } from '../../components/index.ts';
import '../record/record-paper.css';
import './chronology-paper.css';
import { PaperCover } from '../paper-cover.tsx';

type Sheet = Output<'students.chronologySheet'>;

/** Same reading of the address as the register's, so that the paper and the register say the same. */
function readRequest(search: URLSearchParams): Input<'students.chronologySheet'> {
  const given = Object.fromEntries([...search].filter(([, value]) => value !== ''));
  const { kinds, restricted, basisCode: _code, basisReason: _reason, ...request } = given;
  return {
    ...request,
    basis: basisFromSearch(search),
    restricted: restricted === 'true',
    ...(kinds !== undefined && { kinds: kinds.split(',') }),
  } as Input<'students.chronologySheet'>;
}

/** A filtered chronology on A4 sheets. */
export function ChronologyPaper() {
  const { t } = useTranslation('students');
  const [search] = useSearchParams();
  const { data, error } = useRead('students.chronologySheet', readRequest(search));
  useEffect(() => {
    if (!data && !error) return;
    const title = t('chronology.paper.title');
    const note = t('chronology.paper.copy', { copy: data?.copyNo, recipient: search.get('recipient') });
    const ready = error
      ? { title, error: error instanceof ApiError ? error.code : 'internal' }
      : { title, mark: t('chronology.paper.mark'), note };
    // Fonts load when words that need them stand on the page, which is after this commit.
    requestAnimationFrame(() => void document.fonts.ready.then(() => call('print.ready', ready)).catch(() => undefined));
  }, [data, error, search, t]);
  if (!data) return null;
  return (
    <article className="paper">
      <Cover data={data} recipient={search.get('recipient') ?? ''} purpose={search.get('purpose') ?? ''} />
      <Entries data={data} />
      <Closing data={data} />
    </article>
  );
}

function Cover(props: { readonly data: Sheet; readonly recipient: string; readonly purpose: string }) {
  const { t } = useTranslation('students');
  const { data } = props;
  const rows: [string, string][] = [
    [t('chronology.paper.school'), data.schoolName],
    [t('chronology.paper.student'), data.student.name],
    [t('chronology.paper.className'), data.student.className ?? '—'],
    [t('chronology.paper.recipient'), props.recipient],
    [t('chronology.paper.purpose'), props.purpose],
    [t('chronology.paper.copyNo'), String(data.copyNo)],
    [t('chronology.paper.count'), String(data.entries.length)],
    [t('chronology.paper.made'), t('chronology.paper.madeBy', { at: formatInstant(data.madeAt), by: data.madeBy })],
  ];
  return (
    <header>
      <h1>{t('chronology.paper.title')}</h1>
      <PaperCover rows={rows} />
    </header>
  );
}

function Entries({ data }: { readonly data: Sheet }) {
  const { t, i18n } = useTranslation('students');
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const scheme = levelScheme(data.levelPreset);
  const level = (severity: number): string => {
    const at = severities.find((s) => s === severity);
    return at === undefined ? String(severity) : levelLabel(scheme, at, language);
  };
  const speech = { language, level, date: formatDate } as const;
  if (data.entries.length === 0) return <p>{t('chronology.paper.empty')}</p>;
  return data.entries.map((entry) => (
    <section key={`${entry.kind}${entry.id}`} className="paper-line-entry">
      <h3>
        {formatDate(entry.on)} {entry.time ?? ''} {entryTitle(entry, speech)}
      </h3>
      <p className="paper-facts">
        {[
          ...entryFacts(entry, speech),
          entry.recordedAt !== null &&
            t('chronology.recorded', { at: formatInstant(entry.recordedAt), by: entry.recordedBy ?? '' }),
        ]
          .filter((part) => part !== false)
          .join(' · ')}
      </p>
      {entry.restricted && <p className="paper-withheld">{t('chronology.paper.withheld')}</p>}
      {entry.text !== null && <p className="paper-text">{entry.text}</p>}
    </section>
  ));
}

function Closing({ data }: { readonly data: Sheet }) {
  const { t, i18n } = useTranslation('students');
  return (
    <footer className="paper-closing">
      <h2>{t('chronology.paper.legend')}</h2>
      <p>{legend(levelScheme(data.levelPreset), i18n.language === 'en' ? 'en' : 'zh')}</p>
      <h2>{t('chronology.paper.signatures')}</h2>
      <div className="paper-signatures">
        {(['counselor', 'lead', 'receiver'] as const).map((signer) => (
          <div key={signer}>
            <span>{t(`chronology.paper.signer.${signer}`)}</span>
            <span className="paper-line" />
            <span>{t('chronology.paper.signDate')}</span>
          </div>
        ))}
      </div>
    </footer>
  );
}
