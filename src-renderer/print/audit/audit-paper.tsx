import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { ApiError, call, useRead } from '../../app/api.ts';
import { formatDate, formatInstant } from '../../components/index.ts';
import '../record/record-paper.css';
import './audit-paper.css';
import { PaperCover } from '../paper-cover.tsx';

type Summary = Output<'audit.summary'>;

/** Who did how much of what in a period, the state of the record and its last link, with places to sign. No student stands on it. */
export function AuditPaper() {
  const { t } = useTranslation('audit');
  const [search] = useSearchParams();
  const recipient = search.get('recipient') ?? '';
  const { data, error } = useRead('audit.summary', { from: search.get('from') ?? '', to: search.get('to') ?? '' });
  useEffect(() => {
    if (!data && !error) return;
    const title = t('paper.title');
    const ready = error
      ? { title, error: error instanceof ApiError ? error.code : 'internal' }
      : { title, mark: t('paper.mark'), note: recipient };
    requestAnimationFrame(() => void document.fonts.ready.then(() => call('print.ready', ready)).catch(() => undefined));
  }, [data, error, recipient, t]);
  if (!data) return null;
  return (
    <article className="paper">
      <h1>{t('paper.title')}</h1>
      <Cover data={data} recipient={recipient} />
      <h2>{t('paper.totals')}</h2>
      {data.totals.length === 0 ? <p>{t('paper.nothing')}</p> : <Totals data={data} />}
      <p>{t('paper.seals', { ...data.seals })}</p>
      <h2>{t('paper.chain')}</h2>
      <Chain data={data} />
      <Signatures />
    </article>
  );
}

function Cover({ data, recipient }: { readonly data: Summary; readonly recipient: string }) {
  const { t } = useTranslation('audit');
  const rows: [string, string][] = [
    [t('paper.school'), data.schoolName],
    [t('paper.recipient'), recipient],
    [t('paper.period'), `${formatDate(data.from)} — ${formatDate(data.to)}`],
    [t('paper.rows'), String(data.rows)],
    [t('paper.numbers'), data.firstSeq === null ? '—' : `${String(data.firstSeq)} — ${String(data.lastSeq)}`],
    [t('paper.made'), `${formatInstant(data.madeAt)} · ${data.madeBy}`],
  ];
  return <PaperCover rows={rows} />;
}

/** One line a person, one column an action that occurs. */
function Totals({ data }: { readonly data: Summary }) {
  const { t } = useTranslation('audit');
  const actions = [...new Set(data.totals.map((total) => total.action))];
  const people = [...new Map(data.totals.map((total) => [`${total.userName}|${total.role}`, total])).values()];
  const count = (name: string, role: string, action: string): number =>
    data.totals
      .filter((total) => total.userName === name && total.role === role && total.action === action)
      .reduce((sum, total) => sum + total.count, 0);
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  return (
    <table className="audit-totals">
      <thead>
        <tr>
          <th scope="col">{t('book.who')}</th>
          {actions.map((action) => (
            <th key={action} scope="col">
              {t(`action.${action}`)}
            </th>
          ))}
          <th scope="col">{t('paper.sum')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ userName, role }) => (
          <tr key={`${userName}${role}`}>
            <th scope="row">
              {userName}（{t(`role.${role}`)}）
            </th>
            {actions.map((action) => (
              <td key={action}>{count(userName, role, action)}</td>
            ))}
            <td>{sum(actions.map((action) => count(userName, role, action)))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Chain({ data }: { readonly data: Summary }) {
  const { t } = useTranslation('audit');
  const { rows, head, headSeq, findings } = data.chain;
  const open = findings.filter((finding) => !finding.explained).length;
  return (
    <>
      <p>{open === 0 ? t('paper.whole', { rows }) : t('paper.broken', { count: open })}</p>
      <p>
        {t('paper.head', { seq: headSeq })}
        <br />
        <code className="audit-head">{head.match(/.{1,8}/gu)?.join(' ')}</code>
      </p>
      <p>{t('paper.headHelp')}</p>
    </>
  );
}

function Signatures() {
  const { t } = useTranslation('audit');
  return (
    <footer className="paper-closing">
      <h2>{t('paper.signatures')}</h2>
      <div className="paper-signatures">
        {(['counselor', 'lead', 'principal'] as const).map((signer) => (
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
