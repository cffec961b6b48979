import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ApiError, call, useRead } from '../../app/api.ts';
import { formatDate } from '../../components/index.ts';
import '../record/record-paper.css';
import { PaperCover } from '../paper-cover.tsx';

/** Who has not handed in consent to assessment, by class, with a column for the day it came back. */
export function ConsentListPaper() {
  const { t } = useTranslation('consents');
  const [search] = useSearchParams();
  const { data, error } = useRead('consents.missingList', {
    roundId: search.get('roundId') ?? '',
    recipient: search.get('recipient') ?? '',
    purpose: search.get('purpose') ?? '',
  });
  useEffect(() => {
    if (!data && !error) return;
    const title = t('list.title');
    const ready = error
      ? { title, error: error instanceof ApiError ? error.code : 'internal' }
      : { title, mark: t('list.mark'), note: search.get('recipient') ?? '' };
    requestAnimationFrame(() => void document.fonts.ready.then(() => call('print.ready', ready)).catch(() => undefined));
  }, [data, error, search, t]);
  if (!data) return null;
  const rows: [string, string][] = [
    [t('list.school'), data.schoolName],
    [t('list.round'), data.title],
    [t('list.madeOn'), formatDate(data.madeOn)],
    [t('reach.title'), t('list.counts', { total: data.total, valid: data.valid, missing: data.total - data.valid })],
  ];
  return (
    <article className="paper">
      <h1>{t('list.title')}</h1>
      <PaperCover rows={rows} />
      <p>{t('list.note')}</p>
      {data.classes.map(({ className, total, missing }) => (
        <section key={className ?? ''}>
          <h2>{t('list.class', { name: className ?? t('reach.noClass'), total, missing: missing.length })}</h2>
          {missing.length === 0 ? (
            <p>{t('list.whole')}</p>
          ) : (
            <table className="paper-entry">
              <thead>
                <tr>
                  <th>{t('list.no')}</th>
                  <th>{t('list.name')}</th>
                  <th>{t('list.lack')}</th>
                  <th>{t('list.received')}</th>
                </tr>
              </thead>
              <tbody>
                {missing.map((one, index) => (
                  <tr key={one.student.id}>
                    <td>{index + 1}</td>
                    <td>{one.student.name}</td>
                    <td>{one.missing.map((signer) => t(`signer.${signer}`)).join('、')}</td>
                    <td />
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
    </article>
  );
}
