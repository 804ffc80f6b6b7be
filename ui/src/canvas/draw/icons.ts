import { drawings } from "../../parts/drawings";

/** Everything that is drawn in lines on the canvas, as `drawings` are. */
export const icons = {
  ...drawings,
  tick: "M4.5 10.5l3.8 3.8 7.2-8",
  cross: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  minus: "M4.5 10h11",
  triangle: "M10 3.8 17 16H3zM10 8.5v3.5M10 14.2v.01",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 1 0 0-14zM10 6v4l2.8 1.7",
  again: "M15.8 8A6.3 6.3 0 1 0 16.3 11M16.3 4v4.2h-4.2",
  hourglass: "M6 3.5h8M6 16.5h8M6.8 3.5c0 4 2.2 4.7 3.2 6.5-1 1.8-3.2 2.5-3.2 6.5M13.2 3.5c0 4-2.2 4.7-3.2 6.5 1 1.8 3.2 2.5 3.2 6.5",
  plus: "M10 4.5v11M4.5 10h11",
  fit: "M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4",
} as const;

export type IconName = keyof typeof icons;
