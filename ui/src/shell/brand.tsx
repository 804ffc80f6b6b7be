/** The sign of Signalbox: a lever frame with one lever pulled, as in `assets/icons/signalbox.svg`. */
export function Brand(props: { size?: number }) {
  return (
    <svg class="brand-mark" width={props.size ?? 20} height={props.size ?? 20} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <g stroke="var(--text-on-accent)" stroke-width="2" stroke-linecap="round">
        <path d="M5.8 16V7.4M18.2 16V7.4" opacity="0.6" />
        <path d="M11 16 14.2 6" />
      </g>
      <rect x="3.4" y="15.4" width="17.2" height="3.2" rx="1.6" fill="var(--text-on-accent)" />
    </svg>
  );
}
