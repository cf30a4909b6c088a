/** How many tests passed and failed, read off what the runners print. A runner that says nothing ran nothing. */

/** cargo-nextest: "Summary [   0.5s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped". */
export function nextest(output) {
  const line = plain(output).match(/Summary \[.*?\]\s*(.*)/)?.[1] ?? "";
  return { passed: number(line, /(\d+) passed/), failed: number(line, /(\d+) failed/) + number(line, /(\d+) timed out/) };
}

/** cargo test and wasm-bindgen-test-runner: "test result: ok. 3 passed; 0 failed; …", once for each binary. */
export function libtest(output) {
  const lines = [...plain(output).matchAll(/test result: .*?(\d+) passed; (\d+) failed/g)];
  return { passed: sum(lines.map((line) => line[1])), failed: sum(lines.map((line) => line[2])) };
}

/** node --test, reporter "spec": "ℹ pass 3", "ℹ fail 0", "ℹ cancelled 0". */
export function nodeTest(output) {
  const text = plain(output);
  return { passed: number(text, /^ℹ pass (\d+)$/m), failed: number(text, /^ℹ fail (\d+)$/m) + number(text, /^ℹ cancelled (\d+)$/m) };
}

/** A check that is one thing: it passed if it ended well. */
export function whole(_output, code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A runner that crashes, or ends badly with no failed test, or runs no test, has failed once more. */
export function judged({ passed, failed }, code) {
  const crashed = (code !== 0 && failed === 0) || passed + failed === 0;
  return { passed, failed: failed + (crashed ? 1 : 0) };
}

function plain(output) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the control character ESC.
  return output.replace(/\u001b\[[0-9;]*m/g, "");
}

function number(text, pattern) {
  return Number(text.match(pattern)?.[1] ?? 0);
}

function sum(numbers) {
  return numbers.reduce((all, one) => all + Number(one), 0);
}
