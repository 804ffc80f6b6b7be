/** Names between quotation marks instead of the back end's. */
export const quoted = (text: string): string => text.replace(/`([^`]*)`/g, "“$1”");

/** Messages of the back end begin in lower case; alone on a line they read better as a sentence. */
export function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** A message of the back end as people read it: a sentence, with names between quotation marks. */
export const readable = (message: string): string => quoted(sentence(message));
