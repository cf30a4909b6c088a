/** Thrown when something that is needed is not there and can not be installed; the message, for people, says what to do. */
export class Missing extends Error {}
