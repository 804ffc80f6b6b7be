// The articles there are before anybody writes a new one.

export const handler = async () => [
  { id: "block-signalling", title: "One train per block" },
  { id: "interlocking", title: "Why the lever will not move" },
];
