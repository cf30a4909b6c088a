/**
 * Completion scripts for bash, zsh and fish. They hold all they know: nothing is started when the user presses Tab, and nothing that
 * stands on the line is ever evaluated. (Libraries for this start the program at each Tab, with the words of the line put through `eval`.)
 */

import type { Completed, Line, Place } from "./completion.js";

/** For bash, from 3.2 on (macOS); needs no bash-completion. */
export function bash(lines: Line[]): string {
  return `# bash completion of seatwarden. Load it with: eval "$(seatwarden completion bash)"
_seatwarden_reply() { local IFS=$' \\t\\n'; COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_seatwarden_files() { local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); }
_seatwarden() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} flags='' takes='' place=1 i
  COMPREPLY=()
  # bash reads --flag=value as three words.
  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)); then
    _seatwarden_reply ${quote([...lines.map(({ name }) => name), "--help", "--version"].join(" "))}
    return
  fi
  case \${COMP_WORDS[1]} in
${lines.map((line) => `    ${line.name}) flags=${quote(spelled(line.flags))} takes=${quote(` ${spelled(takers(line))} `)} ;;`).join("\n")}
    *) return ;;
  esac
  case "\${COMP_WORDS[1]} $prev" in
${lines.flatMap((line) => takers(line).flatMap(({ name, value }) => (isKnown(value) ? [`    '${line.name} --${name}') ${bashPlace(value)}; return ;;`] : []))).join("\n")}
  esac
  [[ $takes == *" $prev "* ]] && return
  if [[ $cur == -* ]]; then _seatwarden_reply "$flags"; return; fi
  for ((i = 2; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      -*) if [[ $takes == *" \${COMP_WORDS[i]} "* ]]; then ((i++)); [[ \${COMP_WORDS[i]} == = ]] && ((i++)); fi ;;
      *) ((place++)) ;;
    esac
  done
  case "\${COMP_WORDS[1]} $place" in
${lines.flatMap((line) => line.places.flatMap((place, at) => (isKnown(place) ? [`    '${line.name} '${numbered(line, at)}) ${bashPlace(place)} ;;`] : []))).join("\n")}
  esac
}
complete -F _seatwarden seatwarden
`;
}

/** For zsh: a file to source after compinit, or `_seatwarden` in a folder of `fpath`. */
export function zsh(lines: Line[]): string {
  return `#compdef seatwarden
# zsh completion of seatwarden. Load it with: source <(seatwarden completion zsh)
_seatwarden() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
${lines.map(({ name, about }) => `    ${quote(`${name}:${about.replaceAll(":", "\\:")}`)}`).join("\n")}
  )
  _arguments -C '(- *)--help[all commands]' '(- *)--version[the version]' '1: :->command' '*:: :->words' && return
  case $state in
    command) _describe -t commands command commands ;;
    words)
      case $words[1] in
${lines.map((line) => `        ${line.name}) _arguments -S ${[...line.flags.map(zshFlag), ...line.places.map((place, at) => quote(`${numbered(line, at)}:${zshPlace(place)}`))].join(" ")} ;;`).join("\n")}
      esac ;;
  esac
}
if [[ \${funcstack[1]-} == _seatwarden ]]; then _seatwarden "$@"; else compdef _seatwarden seatwarden; fi
`;
}

/** For fish. */
export function fish(lines: Line[]): string {
  return `# fish completion of seatwarden. Load it with: seatwarden completion fish | source
function __seatwarden_first
  test (count (commandline -opc)) -eq 1
end
function __seatwarden_in
  set -l words (commandline -opc)
  test (count $words) -gt 1; and test "$words[2]" = "$argv[1]"
end
# __seatwarden_at COMMAND PLACE [FLAGS WITH A VALUE…]: whether the word of that place is typed now. "2+" is the second and all after it.
function __seatwarden_at
  __seatwarden_in $argv[1]; or return 1
  set -l place 1
  set -l skip no
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
    else if string match -q -- '-*' $word
      contains -- $word $argv; and set skip yes
    else
      set place (math $place + 1)
    end
  end
  # The command itself was counted.
  set place (math $place - 1)
  string match -q -- '*+' $argv[2]; and test $place -ge (string replace + '' $argv[2]); or test "$place" = "$argv[2]"
end
complete -c seatwarden -f
complete -c seatwarden -n __seatwarden_first -l help -d 'all commands'
complete -c seatwarden -n __seatwarden_first -l version -d 'the version'
${lines.flatMap(fishLine).join("\n")}
`;
}

function fishLine(line: Line): string[] {
  const begin = "complete -c seatwarden -n";
  const at = (place: number) =>
    fishQuote(`__seatwarden_at ${line.name} ${place + 1}${repeats(line, place) ? "+" : ""} ${spelled(takers(line))}`.trimEnd());
  return [
    `${begin} __seatwarden_first -a ${line.name} -d ${fishQuote(line.about)}`,
    ...line.flags.map(
      ({ name, about, value }) =>
        `${begin} ${fishQuote(`__seatwarden_in ${line.name}`)} -l ${name}${value === undefined ? "" : fishPlace(value, true)} -d ${fishQuote(about)}`,
    ),
    ...line.places.filter(isKnown).map((place) => `${begin} ${at(line.places.indexOf(place))}${fishPlace(place, false)}`),
  ];
}

function fishPlace({ files, choices }: Place, flag: boolean): string {
  if (files) return flag ? " -r -F" : " -F";
  return `${flag ? " -x" : ""}${choices.length === 0 ? "" : ` -a ${fishQuote(choices.join(" "))}`}`;
}

function zshFlag({ name, about, repeat, value }: Completed): string {
  const text = about.replace(/[[\]\\]/g, "\\$&");
  return quote(`${repeat ? "*" : ""}--${name}[${text}]${value === undefined ? "" : `:${zshPlace(value)}`}`);
}

/** The message and the action of a place, as `_arguments` takes them. A blank is no action: the message is shown. */
function zshPlace({ name, files, choices }: Place): string {
  const action = files ? "_files" : choices.length === 0 ? " " : `(${choices.join(" ")})`;
  return `${name.replaceAll(":", "\\:").replaceAll("|", " or ")}:${action}`;
}

/** The number of a place, or `*` for any: as zsh writes it, and as a pattern of bash. */
function numbered(line: Line, at: number): string {
  return repeats(line, at) ? "*" : String(at + 1);
}

function bashPlace({ files, choices }: Place): string {
  if (files) return "_seatwarden_files";
  return `_seatwarden_reply ${quote(choices.join(" "))}`;
}

function repeats({ endless, places }: Line, at: number): boolean {
  return endless && at === places.length - 1;
}

function isKnown({ files, choices }: Place): boolean {
  return files || choices.length > 0;
}

/** The flags that take a value. */
function takers({ flags }: Line): { name: string; value: Place }[] {
  return flags.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
}

function spelled(flags: { name: string }[]): string {
  return flags.map(({ name }) => `--${name}`).join(" ");
}

/** For bash and zsh. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fishQuote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
