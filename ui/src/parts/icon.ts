import type { Component } from "solid-js";

/** A drawn sign that scales; all icons of `lucide-solid` fit. */
export type Icon = Component<{ size?: number | string; class?: string; "aria-hidden"?: boolean | "true" | "false" }>;
