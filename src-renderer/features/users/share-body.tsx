import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import classes from './users.module.css';

const WORDS_A_LINE = 7;

/** One part of the emergency key three times over: square code for a scanner, letters and digits, Chinese characters. */
export function ShareBody(props: { readonly code: string; readonly words: readonly string[] }) {
  const { t } = useTranslation('users');
  const lines = Array.from({ length: Math.ceil(props.words.length / WORDS_A_LINE) }, (_, line) =>
    props.words.slice(line * WORDS_A_LINE, (line + 1) * WORDS_A_LINE),
  );
  return (
    <div className={classes.share}>
      <SquareCode text={props.code.replaceAll('-', '')} label={t('sheet.square')} />
      <div>
        <p className={classes.shareCode}>{props.code}</p>
        <div className={classes.words}>
          {lines.map((line, number) => (
            <div key={line.join('')}>
              <span className={classes.lineNumber}>{number + 1}</span> {line.join(' ')}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** A QR code as one vector path, black on white in every colour scheme. */
function SquareCode(props: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(props.text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      className={classes.square}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={props.label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
