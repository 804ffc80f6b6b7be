/** The sign of Signalbox: a signal with one arm raised. */
export function Brand(props: { size?: number }) {
  return (
    <svg class="brand-mark" width={props.size ?? 20} height={props.size ?? 20} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path d="M8 20V4.5" stroke="var(--text-on-accent)" stroke-width="2.2" stroke-linecap="round" />
      <path d="M8 9.5 18.5 5.5v4L8 13z" fill="var(--text-on-accent)" />
      <circle cx="15.5" cy="17" r="2.6" fill="none" stroke="var(--text-on-accent)" stroke-width="1.8" />
    </svg>
  );
}
