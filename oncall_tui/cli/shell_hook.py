"""`oncall shell-hook bash|zsh|fish`: record the commands of a shell, which writes them down by itself."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from oncall_tui.output import print_result
from oncall_tui.settings.resolve import data_directory
from oncall_tui.storage.atomic import make_private_directory
from oncall_tui.storage.paths import DataPaths

if TYPE_CHECKING:
    import argparse

    from oncall_tui.cli.commands import Commands, OncallArgumentParser

DESCRIPTION = """\
Prints a script for this shell: `eval "$(oncall shell-hook bash)"`; `eval "$(oncall shell-hook bash --off)"` ends it.
While it is on, which the prompt says, each command goes with its moment, directory, exit code and duration into a
folded source of ONCALL_INCIDENT or the current incident, where there is one. A leading space keeps a command out, and
so do the history's own rules (HISTIGNORE); commands of `oncall` itself are not recorded. bash and zsh write by
themselves; fish has no clock and starts `date`. What waits is filed by the next `oncall` command.
"""
BASH = r"""
if [ "${BASH_VERSINFO[0]:-0}" -lt 5 ]; then
    printf 'oncall: the hook needs bash 5 or newer. Nothing is recorded.\n' >&2
elif [ -z "${_oncall_spool-}" ]; then
    _oncall_data=DATA _oncall_spool=DATA/shell/bash-$$-$EPOCHSECONDS
    _oncall_began= _oncall_none= _oncall_number=
    _oncall_history=${HISTCONTROL-}
    HISTCONTROL=ignorespace  # a command that is typed again is a command again
    _oncall_ps0='${_oncall_none:$((_oncall_began=${EPOCHREALTIME//[!0-9]/},0)):0}'
    _oncall_prompt() {
        local code=$? began=$_oncall_began ended=${EPOCHREALTIME//[!0-9]/}
        local number='\!' incident=${ONCALL_INCIDENT-} text=
        _oncall_began=
        number=${number@P}
        if [ -n "$began" ] && [ "$number" != "$_oncall_number" ]; then
            [ -n "$incident" ] || { IFS= read -r incident < "$_oncall_data/current"; } 2>/dev/null
            if [ -n "$incident" ]; then
                {
                    HISTTIMEFORMAT= builtin history 1 >| "$_oncall_spool.last"
                    IFS= read -r -d '' text < "$_oncall_spool.last"
                    : >| "$_oncall_spool.last"
                    text=${text#"${text%%[0-9]*}"} text=${text#"${text%%[!0-9]*}"} text=${text:2} text=${text%$'\n'}
                    case $text in
                        ' '* | '' | oncall | 'oncall '* | *'oncall redact '*) ;;
                        *) printf '%s\0' "$began" "$ended" "$code" "$incident" "$PWD" "$text" >> "$_oncall_spool.log" ;;
                    esac
                } 2>/dev/null
            fi
        fi
        _oncall_number=$number
        case $PS1 in '[oncall] '*) ;; *) PS1="[oncall] $PS1" ;; esac
        return "$code"
    }
    PS0=${PS0-}$_oncall_ps0
    PROMPT_COMMAND="_oncall_prompt;${PROMPT_COMMAND-}"
fi
"""
BASH_OFF = r"""
if [ -n "${_oncall_spool-}" ]; then
    PS1=${PS1#'[oncall] '} PS0=${PS0//"$_oncall_ps0"/} PROMPT_COMMAND=${PROMPT_COMMAND//_oncall_prompt;/}
    HISTCONTROL=$_oncall_history
    unset -f _oncall_prompt
    unset _oncall_data _oncall_spool _oncall_began _oncall_none _oncall_number _oncall_history _oncall_ps0
fi
"""
ZSH = r"""
if [[ -z ${_oncall_spool-} ]]; then
    zmodload zsh/datetime
    autoload -Uz add-zsh-hook
    _oncall_data=DATA _oncall_spool=DATA/shell/zsh-$$-$EPOCHSECONDS _oncall_began= _oncall_text=
    _oncall_preexec() { _oncall_began=${EPOCHREALTIME//[^0-9]/} _oncall_text=$1 }
    _oncall_precmd() {
        local code=$? began=$_oncall_began ended=${EPOCHREALTIME//[^0-9]/}
        local incident=${ONCALL_INCIDENT-} text=$_oncall_text
        _oncall_began= _oncall_text=
        if [[ -n $began && $text != (' '*|''|oncall|'oncall '*|*'oncall redact '*) ]]; then
            [[ -n $incident ]] || { IFS= read -r incident < "$_oncall_data/current" } 2>/dev/null
            [[ -z $incident ]] || printf '%s\0' "${began:0:16}" "${ended:0:16}" "$code" "$incident" "$PWD" "$text" \
                2>/dev/null >> "$_oncall_spool.log"
        fi
        [[ $PS1 == '[oncall] '* ]] || PS1="[oncall] $PS1"
        return $code
    }
    add-zsh-hook preexec _oncall_preexec
    precmd_functions=(_oncall_precmd ${precmd_functions-})
fi
"""
ZSH_OFF = r"""
if [[ -n ${_oncall_spool-} ]]; then
    add-zsh-hook -d preexec _oncall_preexec
    add-zsh-hook -d precmd _oncall_precmd
    PS1=${PS1#'[oncall] '}
    unfunction _oncall_preexec _oncall_precmd
    unset _oncall_data _oncall_spool _oncall_began _oncall_text
fi
"""
FISH = r"""
if not set -q _oncall_spool
    set -g _oncall_data DATA
    set -g _oncall_spool DATA/shell/fish-$fish_pid-(date +%s)
    function _oncall_postexec --on-event fish_postexec
        set -l code $status
        set -l ended (date +%s)000000
        set -l incident $ONCALL_INCIDENT
        if test -z "$incident"; and test -r "$_oncall_data/current"
            read incident < "$_oncall_data/current"
        end
        if test -n "$incident"; and not string match -qr '^(\s|$|oncall$|oncall )|oncall redact ' -- "$argv[1]"
            set -l began (math "$ended - $CMD_DURATION * 1000")
            printf '%s\0' $began $ended $code $incident $PWD "$argv[1]" >> "$_oncall_spool.log"
        end
    end
    functions -c fish_prompt _oncall_fish_prompt
    function fish_prompt
        printf '[oncall] '
        _oncall_fish_prompt
    end
end
"""
FISH_OFF = r"""
if set -q _oncall_spool
    functions -e _oncall_postexec fish_prompt
    functions -c _oncall_fish_prompt fish_prompt
    functions -e _oncall_fish_prompt
    set -e _oncall_data _oncall_spool
end
"""
SCRIPTS = {"bash": (BASH, BASH_OFF), "zsh": (ZSH, ZSH_OFF), "fish": (FISH, FISH_OFF)}


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `shell-hook`."""
    hook = commands.add_parser(
        "shell-hook", parents=[options], help="record the commands of a shell", description=DESCRIPTION
    )
    hook.add_argument("shell", choices=list(SCRIPTS), metavar="|".join(SCRIPTS))
    hook.add_argument("--off", action="store_true", help="the script that ends it")
    hook.set_defaults(alone=show_hook)


def show_hook(arguments: argparse.Namespace) -> int:
    """Print the script; where it begins to record, make the directory that it writes to."""
    places = DataPaths(data_directory(getattr(arguments, "data", None)))
    on, off = SCRIPTS[arguments.shell]
    if arguments.off:
        print_result(off)
        return 0
    make_private_directory(places.shell)
    print_result(on.replace("DATA", shlex.quote(os.fspath(places.data))))
    return 0
