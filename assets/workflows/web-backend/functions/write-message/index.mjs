// One message for one follower.

export const handler = async ({ follower, title, url }) => `Hello ${follower}, read "${title}" at ${url}`;
