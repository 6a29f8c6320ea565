# The heartbeat of one service, in POSIX shell: copy this file beside your script and source it. It needs date, mv and the like.
#
#   . ./heartbeat.sh
#   heartbeat_open heartbeats api      # folder and key; without them WATCHDOG_HEARTBEAT_FILE and WATCHDOG_KEY say both
#   heartbeat_beat                     # at least three times per timeout_seconds
#   heartbeat_beat draining 0.5        # status and progress
#   heartbeat_stop                     # at a clean end
#
# A beat that cannot be written answers 1 and goes on; an instance that was replaced ends the script with 75. Call it from the script itself and not
# from a subshell, which could not count. The rules are those of docs/heartbeat-protocol.md.

heartbeat_open() { # [FOLDER KEY]
  heartbeat_key=${WATCHDOG_KEY:-$2} heartbeat_file=${WATCHDOG_HEARTBEAT_FILE:-$1/$2.json}
  [ -z "$2" ] || [ "$heartbeat_key" = "$2" ] || heartbeat_key=$2 heartbeat_file=$1/$2.json
  case $heartbeat_key in
    '' | . | .. | */* | *\\*) echo "heartbeat: found the key '$heartbeat_key'; expected a plain name." >&2; return 2 ;;
  esac
  heartbeat_count=0 heartbeat_progress='' heartbeat_written='' heartbeat_instance='' heartbeat_started=''
  if [ "${WATCHDOG_KEY:-$heartbeat_key}" = "$heartbeat_key" ] && [ -n "$WATCHDOG_INSTANCE" ]; then
    heartbeat_instance=$WATCHDOG_INSTANCE heartbeat_started=$WATCHDOG_STARTED
  fi
}

heartbeat_beat() { # [STATUS [PROGRESS]]
  heartbeat_count=$((heartbeat_count + 1))
  [ -z "$2" ] || heartbeat_progress=$2
  heartbeat_folder=$(dirname "$heartbeat_file")
  heartbeat_draft=$heartbeat_folder/.$(basename "$heartbeat_file").$$.tmp
  heartbeat_text=$(heartbeat_document "${1:-running}")
  heartbeat_fill 2>/dev/null && { heartbeat_give_way; mv -f "$heartbeat_draft" "$heartbeat_file" 2>/dev/null; } ||
    { rm -f "$heartbeat_draft" 2>/dev/null; heartbeat_give_way; return 1; }
  heartbeat_written=$heartbeat_text
}

heartbeat_stop() {
  [ -n "$heartbeat_written" ] && [ "$(heartbeat_read)" = "$heartbeat_written" ] || return 0
  rm -f "$heartbeat_file"
}

heartbeat_document() {
  printf '{"process_key":%s,"pid":%d,"timestamp":"%s","status":%s,"iteration":%d' "$(heartbeat_quote "$heartbeat_key")" \
    "$$" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(heartbeat_quote "$1")" "$heartbeat_count"
  [ -z "$heartbeat_instance" ] || printf ',"instance":%s' "$(heartbeat_quote "$heartbeat_instance")"
  [ -z "$heartbeat_started" ] || printf ',"started":%s' "$(heartbeat_quote "$heartbeat_started")"
  [ -z "$heartbeat_progress" ] || printf ',"progress":%s' "$heartbeat_progress"
  printf '}'
}

heartbeat_quote() { # a line as JSON has it; control characters are left out
  printf '"%s"' "$(printf %s "$1" | tr -d '\000-\037' | sed 's/[\\"]/\\&/g')"
}

heartbeat_fill() {
  mkdir -p "$heartbeat_folder" && rm -f "$heartbeat_draft" &&
    (set -C; printf %s "$heartbeat_text" >"$heartbeat_draft") && chmod 644 "$heartbeat_draft" &&
    [ ! -d "$heartbeat_file" ]
}

heartbeat_read() { # what lies there, when that is a plain file; a FIFO would keep us waiting
  [ -f "$heartbeat_file" ] && [ ! -L "$heartbeat_file" ] && head -c 65536 "$heartbeat_file" 2>/dev/null
}

heartbeat_field() { # NAME: that field of the text on stdin
  sed -n 's/.*"'"$1"'" *: *"\([^"\\]*\)".*/\1/p'
}

heartbeat_give_way() { # In doubt the file is no successor's, for a yes ends us.
  heartbeat_found=$(heartbeat_read) || return 0
  [ "$heartbeat_found" != "$heartbeat_written" ] && [ -n "$heartbeat_instance" ] && [ -n "$heartbeat_started" ] || return 0
  [ "$(printf %s "$heartbeat_found" | heartbeat_field process_key)" = "$heartbeat_key" ] || return 0
  case $(printf %s "$heartbeat_found" | heartbeat_field instance) in '' | "$heartbeat_instance") return 0 ;; esac
  heartbeat_later=$(printf %s "$heartbeat_found" | heartbeat_field started)
  [ "${heartbeat_later%%:*}" = "${heartbeat_started%%:*}" ] || return 0
  if printf '%s %s' "${heartbeat_later##*:}" "${heartbeat_started##*:}" | awk '{ exit !($1 + 0 > $2 + 0) }'; then
    rm -f "$heartbeat_draft"
    exit 75
  fi
}
