import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import classes from './vault.module.css';

/**
 * Sheets that exist on paper alone: hidden on screen, and the only thing a print of the window shows. Secrets go this way because it
 * makes no file and no address; each child is one A4 page.
 */
export function Paper(props: { readonly children: ReactNode }) {
  return createPortal(
    <div data-paper className={classes.paper} aria-hidden="true">
      {props.children}
    </div>,
    document.body,
  );
}

/** One page: what it is, what it holds, what to do with it, and lines to sign on. */
export function Sheet(props: {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly children: ReactNode;
  readonly rules: readonly string[];
  readonly signatures: readonly string[];
}) {
  return (
    <article className={classes.page}>
      <h1>{props.title}</h1>
      <dl className={classes.facts}>
        {props.facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {props.children}
      <ol>
        {props.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ol>
      <div className={classes.signatures}>
        {props.signatures.map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
    </article>
  );
}
