/** Thrown when something that is needed isn't there and can't be installed: one line, for people. */
export class Missing extends Error {}
