/** Who of an input is done already, as a batch's `resume` tells it: for the order of the results alone. Whether it can be used the core decides. */

/** The places in an input of `many` whose results are to come, in order. All of them where nothing is known: then what comes is held until the end. */
export function placesToCome(many: number, resume: string | undefined): number[] {
  const all = Array.from({ length: many }, (_, at) => at);
  if (resume === undefined) return all;
  // As src/lifecycle/batch/resume.rs writes it: two marks, how many were looked at, and who among those isn't done.
  const [looked, ...undone] = Buffer.from(resume, "base64url").toString().split(" ").slice(2).map(Number);
  if (looked === undefined || ![looked, ...undone].every(Number.isSafeInteger)) return all;
  const left = new Set(undone);
  return all.filter((at) => at >= looked || left.has(at));
}
